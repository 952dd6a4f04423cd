/** Join messages this close together; otherwise the later one would cut off the earlier. */
const TOGETHER_MS = 1000;
/** A quick series of messages is read from here on, so that it does not grow without end. */
const SERIES_MS = 10_000;

let series = $state<readonly { readonly message: string; readonly at: number }[]>([]);

/** The text of the page's only polite live region. */
export function announcement(): string {
  return series.map(({ message }) => message).join(' ');
}

/** Announces a message to screen readers without moving focus. */
export function announce(message: string): void {
  const now = performance.now();
  const goesOn = now - (series.at(-1)?.at ?? -Infinity) < TOGETHER_MS && announcement() !== message;
  const earlier = goesOn ? series.filter(({ at }) => now - at < SERIES_MS) : [];
  series = [...earlier, { message, at: now }];
}
