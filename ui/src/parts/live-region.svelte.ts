/** Join messages this close together; otherwise the later one would cut off the earlier. */
const TOGETHER_MS = 1000;

let text = $state('');
let saidAt = -Infinity;

/** The text of the page's only polite live region. */
export function announcement(): string {
  return text;
}

/** Announces a message to screen readers without moving focus. */
export function announce(message: string): void {
  const now = performance.now();
  text = now - saidAt < TOGETHER_MS && text !== '' && text !== message ? `${text} ${message}` : message;
  saidAt = now;
}
