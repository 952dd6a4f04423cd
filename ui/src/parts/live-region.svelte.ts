/** Join messages this close together; otherwise the later one would cut off the earlier. */
const TOGETHER_MS = 1000;

let recent = $state<readonly { readonly message: string; readonly at: number }[]>([]);

/** The text of the page's only polite live region. */
export function announcement(): string {
  return recent.map(({ message }) => message).join(' ');
}

/** Announces a message to screen readers without moving focus. */
export function announce(message: string): void {
  const now = performance.now();
  const others = recent.filter((earlier) => now - earlier.at < TOGETHER_MS && earlier.message !== message);
  recent = [...others, { message, at: now }];
}
