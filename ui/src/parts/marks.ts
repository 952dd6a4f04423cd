/** A stretch of remote text, or one character in it that would otherwise be invisible or reorder its neighbours. */
export type Piece = { kind: 'text'; text: string } | { kind: 'hidden'; code: string };

// Control characters, soft hyphen, bidi marks, embeddings, overrides and isolates, zero-width characters, line
// separators, the byte-order mark, and tag characters.
const HIDDEN =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\u{E0000}-\u{E007F}]/u;

/** Splits remote text so that characters which hide or reorder can be shown as marks. */
export function pieces(text: string): Piece[] {
  if (!HIDDEN.test(text)) return [{ kind: 'text', text }];
  const all: Piece[] = [];
  let plain = '';
  for (const character of text) {
    if (!HIDDEN.test(character)) {
      plain += character;
      continue;
    }
    if (plain) all.push({ kind: 'text', text: plain });
    plain = '';
    const code = character.codePointAt(0) ?? 0;
    all.push({ kind: 'hidden', code: 'U+' + code.toString(16).toUpperCase().padStart(4, '0') });
  }
  if (plain) all.push({ kind: 'text', text: plain });
  return all;
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
