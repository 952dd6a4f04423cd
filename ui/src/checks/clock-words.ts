import type { Messages } from '../messages/index.svelte';

/** The service accepts signatures within about five minutes; beyond four, blame the clock for a refused one. */
const FAR_OFF_SECONDS = 240;

/** Below this many seconds, the difference may be just the time that the reply took. */
const NOTICEABLE_SECONDS = 5;

/** How this computer's clock differs from the service's. `ahead` is in seconds, negative if it is behind. */
export function clockWords(ahead: number, t: Messages): string {
  if (Math.abs(ahead) < NOTICEABLE_SECONDS) return t.clock.equal;
  const difference = t.clock.difference(Math.trunc(Math.abs(ahead) / 60), Math.abs(ahead) % 60);
  return ahead > 0 ? t.clock.ahead(difference) : t.clock.behind(difference);
}

export function isClockFarOff(ahead: number): boolean {
  return Math.abs(ahead) > FAR_OFF_SECONDS;
}
