export const COLLAPSE_OVER = 300;

/** The first `COLLAPSE_OVER` characters, never half a surrogate pair; null if the text is short enough. */
export function collapsedStart(text: string): string | null {
  if (text.length <= COLLAPSE_OVER) return null;
  // A character takes at most two units; one more shows that the text goes on.
  const characters = Array.from(text.slice(0, COLLAPSE_OVER * 2 + 2));
  return characters.length <= COLLAPSE_OVER ? null : characters.slice(0, COLLAPSE_OVER).join('');
}

/** The text, or its beginning with an ellipsis, where it cannot be expanded. */
export function truncate(text: string): string {
  const start = collapsedStart(text);
  return start === null ? text : start + '…';
}
