/** Messages this close together are read out as one; a later one alone would cut the earlier off. */
const TOGETHER_MS = 1000;

let text = $state('');
let saidAt = -Infinity;

/** What the page's one polite live region says. */
export function status(): string {
  return text;
}

/** Tells screen readers, without taking focus. */
export function announce(message: string): void {
  const now = performance.now();
  text = now - saidAt < TOGETHER_MS && text !== '' && text !== message ? `${text} ${message}` : message;
  saidAt = now;
}
