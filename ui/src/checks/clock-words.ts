import type { Messages } from '../messages/index.svelte';

/** The service accepts signatures of about five minutes; beyond four a refused one is made by its own clock. */
const FAR_OFF_SECONDS = 240;

/** Below this, in seconds, a difference may be no more than the time that a reply took. */
const NOTICEABLE_SECONDS = 5;

/** How this computer's clock compares with the service's. `ahead` is in seconds, negative when it is behind. */
export function clockWords(ahead: number, t: Messages): string {
  if (Math.abs(ahead) < NOTICEABLE_SECONDS) return t.clock.equal;
  const difference = t.clock.difference(Math.trunc(Math.abs(ahead) / 60), Math.abs(ahead) % 60);
  return ahead > 0 ? t.clock.ahead(difference) : t.clock.behind(difference);
}

export function isClockFarOff(ahead: number): boolean {
  return Math.abs(ahead) > FAR_OFF_SECONDS;
}
