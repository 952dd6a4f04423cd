/** A run of remote text, or one character in it that would be invisible or reorder its neighbours. */
type Segment = { kind: 'text'; text: string } | { kind: 'hidden'; code: string };

// Everything that Unicode says is not displayed (bidi marks, embeddings, overrides and isolates, zero-width characters,
// fillers, variation selectors, tag characters, …), control characters, line separators and annotation marks.
// Not tab and newline.
const HIDDEN = /(?![\t\n])[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}\uFFF9-\uFFFB]/u;

/** How many invisible characters are marked with their code. Marking all in a text of nothing else would freeze the page. */
export const MAX_MARKED = 200;
/** Replaces each further one. */
const ANOTHER = '▯';

/** Splits remote text so that invisible and reordering characters can be marked. A line end of Windows is a newline. */
export function segments(received: string): Segment[] {
  const text = received.replaceAll('\r\n', '\n');
  if (!HIDDEN.test(text)) return [{ kind: 'text', text }];
  const all: Segment[] = [];
  let plain = '';
  let marks = 0;
  for (const character of text) {
    if (!HIDDEN.test(character)) {
      plain += character;
    } else if (marks < MAX_MARKED) {
      if (plain) all.push({ kind: 'text', text: plain });
      plain = '';
      all.push({ kind: 'hidden', code: codePoint(character) });
      marks += 1;
    } else {
      plain += ANOTHER;
    }
  }
  if (plain) all.push({ kind: 'text', text: plain });
  return all;
}

/** Remote text with its invisible characters as codes, for plain text. */
export function escapeInvisible(text: string): string {
  return segments(text)
    .map((segment) => (segment.kind === 'text' ? segment.text : `[${segment.code}]`))
    .join('');
}

export function codePoint(character: string): string {
  return 'U+' + (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
