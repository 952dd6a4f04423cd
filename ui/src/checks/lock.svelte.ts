import type { Failure, Finding } from '../bindings';
import type { Messages } from '../messages/index.svelte';
import { LOCK_MS, unlockTime } from '../time';

const MINUTE_MS = 60_000;

/** When the query can be asked again, in milliseconds; 0 where the service has not locked it. */
export function unlocksAt(failure: Failure | null, askedAt: string | null): number {
  const locked = failure?.cause.kind === 'status' && failure.cause.meaning === 'lockedForTwoHours';
  return locked && askedAt ? unlockTime(askedAt).getTime() : 0;
}

/** Whether the question that was answered so must not be asked again yet. */
export function isLocked({ outcome, askedAt }: Finding, now = Date.now()): boolean {
  return outcome.kind === 'notVerified' && unlocksAt(outcome.failure, askedAt) > now;
}

/** A lock that opens by itself. Made while a component is set up, whose life it shares. */
export class Lock {
  readonly #unlocks: () => number;
  #now = $state(Date.now());
  /** Milliseconds to go. No lock is longer than two hours, whatever the clock did in the meantime. */
  readonly left = $derived.by(() => Math.min(Math.max(0, this.#unlocks() - this.#now), LOCK_MS));

  constructor(unlocks: () => number) {
    this.#unlocks = unlocks;
    $effect(() => {
      const at = unlocks();
      if (at === 0) return;
      // One long timer would oversleep while the computer is suspended.
      const look = () => (this.#now = Date.now());
      look();
      const timer = setInterval(look, 1000);
      return () => clearInterval(timer);
    });
  }
}

/** 还有 1 小时 23 分. */
export function leftWords(milliseconds: number, t: Messages): string {
  const minutes = Math.ceil(milliseconds / MINUTE_MS);
  return t.failure.unlocksIn(Math.floor(minutes / 60), minutes % 60);
}
