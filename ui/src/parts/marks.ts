/** A run of remote text, or one character in it that would be invisible or reorder its neighbours. */
export type Piece = { kind: 'text'; text: string } | { kind: 'hidden'; code: string };

// Everything that Unicode says is not displayed (bidi marks, embeddings, overrides and isolates, zero-width characters,
// fillers, variation selectors, tag characters, …), control characters, line separators and annotation marks.
// Not tab and newline.
const HIDDEN = /(?![\t\n])[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}\uFFF9-\uFFFB]/u;

/** How many invisible characters are marked with their code. Marking all in a text of nothing else would freeze the page. */
export const MOST_MARKS = 200;
/** Replaces each further one. */
const ANOTHER = '▯';

/** Splits remote text so that invisible and reordering characters can be marked. */
export function pieces(text: string): Piece[] {
  if (!HIDDEN.test(text)) return [{ kind: 'text', text }];
  const all: Piece[] = [];
  let plain = '';
  let marks = 0;
  for (const character of text) {
    if (!HIDDEN.test(character)) {
      plain += character;
    } else if (marks < MOST_MARKS) {
      if (plain) all.push({ kind: 'text', text: plain });
      plain = '';
      all.push({ kind: 'hidden', code: codeOf(character) });
      marks += 1;
    } else {
      plain += ANOTHER;
    }
  }
  if (plain) all.push({ kind: 'text', text: plain });
  return all;
}

/** Remote text with its invisible characters as codes, for plain text. */
export function spelledOut(text: string): string {
  return pieces(text)
    .map((piece) => (piece.kind === 'text' ? piece.text : `[${piece.code}]`))
    .join('');
}

/** A character's code point in Unicode notation. */
export function codeOf(character: string): string {
  return 'U+' + (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** Collapse remote texts longer than this. */
export const COLLAPSE_OVER = 300;

/** The first `COLLAPSE_OVER` characters, never half a surrogate pair; null if the text is short enough. */
export function opening(text: string): string | null {
  if (text.length <= COLLAPSE_OVER) return null;
  // A character takes at most two units; one more shows that the text goes on.
  const characters = Array.from(text.slice(0, COLLAPSE_OVER * 2 + 2));
  return characters.length <= COLLAPSE_OVER ? null : characters.slice(0, COLLAPSE_OVER).join('');
}

/** The text, or its beginning with an ellipsis, where it cannot be expanded. */
export function shortened(text: string): string {
  const start = opening(text);
  return start === null ? text : start + '…';
}
