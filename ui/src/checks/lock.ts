import type { Failure, Finding } from '../bindings';
import type { Messages } from '../messages/index.svelte';
import { LOCK_MS, unlockTime } from '../time';

const MINUTE_MS = 60_000;

/** When the query can be asked again, in milliseconds; 0 where the service has not locked it. */
export function unlocksAt(failure: Failure | null, askedAt: string | null): number {
  const locked = failure?.cause.kind === 'status' && failure.cause.meaning === 'lockedForTwoHours';
  return locked && askedAt ? unlockTime(askedAt).getTime() : 0;
}

/** Milliseconds until a lock opens. No lock is longer than two hours, whatever the clock did in the meantime. */
export function timeLeft(unlocks: number, now: number): number {
  return Math.min(Math.max(0, unlocks - now), LOCK_MS);
}

/** Whether the question that was answered so must not be asked again yet. */
export function isLocked({ outcome, askedAt }: Finding, now: number): boolean {
  return outcome.kind === 'notVerified' && timeLeft(unlocksAt(outcome.failure, askedAt), now) > 0;
}

/** 还有 1 小时 23 分. */
export function leftWords(milliseconds: number, t: Messages): string {
  const minutes = Math.ceil(milliseconds / MINUTE_MS);
  return t.failure.unlocksIn(Math.floor(minutes / 60), minutes % 60);
}
