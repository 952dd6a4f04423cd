import type { Failure, Finding } from '../bindings';
import type { Messages } from '../messages/index.svelte';
import { LOCK_MS, unlockTime } from '../time';

const MINUTE_MS = 60_000;

/** Milliseconds until a locked look-up can be repeated, even if the clock was changed since; 0 if it is not locked. */
export function timeLeft(failure: Failure | null, askedAt: string | null, now: number): number {
  const locked = failure?.cause.kind === 'status' && failure.cause.meaning === 'lockedForTwoHours';
  return locked && askedAt ? Math.min(Math.max(0, unlockTime(askedAt).getTime() - now), LOCK_MS) : 0;
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
