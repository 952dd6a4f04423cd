import type { Messages } from '../messages/index.svelte';

/** The service accepts signatures of about five minutes; beyond four the clock is the likely cause of a refusal. */
const FAR_OFF_SECONDS = 240;

/** How this computer's clock compares with the service's. `ahead` is in seconds, negative when it is behind. */
export function clockWords(ahead: number, t: Messages): string {
  if (ahead === 0) return t.settings.clockEqual;
  return ahead > 0 ? t.settings.clockAhead(ahead) : t.settings.clockBehind(-ahead);
}

export function isClockFarOff(ahead: number): boolean {
  return Math.abs(ahead) > FAR_OFF_SECONDS;
}
