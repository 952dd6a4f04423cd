import type { Failure, Finding } from '../bindings';
import type { Messages } from '../messages/index.svelte';
import { LOCK_MS, unlockTime } from '../time';

const MINUTE_MS = 60_000;
/** As in the core: a look-up of a later time than this from now was asked with a wrong clock, and locks nothing. */
const CLOCK_SLACK_MS = 5 * MINUTE_MS;

/** Milliseconds until a locked look-up can be repeated, even if the clock was changed since; 0 if it is not locked. */
export function timeLeft(failure: Failure | null, askedAt: string | null, now: number): number {
  const locked = failure?.cause.kind === 'status' && failure.cause.meaning === 'lockedForTwoHours';
  if (!locked || !askedAt) return 0;
  const left = unlockTime(askedAt).getTime() - now;
  return left > LOCK_MS + CLOCK_SLACK_MS ? 0 : Math.min(Math.max(0, left), LOCK_MS);
}

/** Whether the look-up behind this finding must not be repeated yet. */
export function isLocked({ outcome, askedAt }: Finding, now: number): boolean {
  return outcome.kind === 'notVerified' && timeLeft(outcome.failure, askedAt, now) > 0;
}

/** 还有 1 小时 23 分. */
export function leftWords(milliseconds: number, t: Messages): string {
  const minutes = Math.ceil(milliseconds / MINUTE_MS);
  return t.failure.unlocksIn(Math.floor(minutes / 60), minutes % 60);
}
