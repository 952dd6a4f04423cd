/** A stretch of remote text, or one character in it that would otherwise be invisible or reorder its neighbours. */
export type Piece = { kind: 'text'; text: string } | { kind: 'hidden'; code: string };

// Whatever Unicode says is not to be seen (bidi marks, embeddings, overrides and isolates, zero-width characters, fillers,
// variation selectors, tag characters, …), control characters, line separators and annotation marks. Not tab and newline.
const HIDDEN = /(?![\t\n])[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}\uFFF9-\uFFFB]/u;

/** So many hidden characters are marked with their code; in a text of nothing else, more of it would stop the page. */
export const MOST_MARKS = 200;
/** Stands for each of the others. */
const ANOTHER = '▯';

/** Splits remote text so that characters which hide or reorder can be shown as marks. */
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

/** Remote text for places that know no marks: hidden characters stand as their codes. */
export function spelledOut(text: string): string {
  return pieces(text)
    .map((piece) => (piece.kind === 'text' ? piece.text : `[${piece.code}]`))
    .join('');
}

/** A character's code point, as Unicode writes it. */
export function codeOf(character: string): string {
  return 'U+' + (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** Longer remote texts are collapsed. */
export const COLLAPSE_OVER = 300;

/** The first `COLLAPSE_OVER` characters, never half of a surrogate pair; null when the text is short enough. */
export function opening(text: string): string | null {
  if (text.length <= COLLAPSE_OVER) return null;
  // A character takes two units at most; one more shows that there is more.
  const characters = Array.from(text.slice(0, COLLAPSE_OVER * 2 + 2));
  return characters.length <= COLLAPSE_OVER ? null : characters.slice(0, COLLAPSE_OVER).join('');
}

/** As much of a text as is shown where it cannot be unfolded; that there is more is shown too. */
export function shortened(text: string): string {
  const start = opening(text);
  return start === null ? text : start + '…';
}
