/** White space of any script, and invisible characters that are pasted along with text. */
const WHITESPACE = /[\s\u00AD\u180E\u200B-\u200F\u2060\uFEFF]/gu;

/** How many blanks a pasted key contains; the service's keys have none. */
export function countWhitespace(text: string): number {
  return text.match(WHITESPACE)?.length ?? 0;
}

export function stripWhitespace(text: string): string {
  return text.replace(WHITESPACE, '');
}
