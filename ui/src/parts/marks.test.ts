import { expect, test } from 'vitest';
import { opening, pieces } from './marks';

test('ordinary_text_is_one_piece', () => {
  expect(pieces('示例贸易（上海）有限公司 😀')).toEqual([{ kind: 'text', text: '示例贸易（上海）有限公司 😀' }]);
});

test.each([
  ['\u202E', 'U+202E'],
  ['\u2066', 'U+2066'],
  ['\u200B', 'U+200B'],
  ['\uFEFF', 'U+FEFF'],
  ['\u0000', 'U+0000'],
  ['\u{E0041}', 'U+E0041'],
])('a_hidden_character_is_marked %#', (character, code) => {
  expect(pieces(`甲${character}乙`)).toEqual([
    { kind: 'text', text: '甲' },
    { kind: 'hidden', code },
    { kind: 'text', text: '乙' },
  ]);
});

test('only_texts_over_300_characters_collapse_and_no_character_is_cut_in_half', () => {
  expect(opening('甲'.repeat(300))).toBeNull();
  expect(opening('甲'.repeat(301))).toBe('甲'.repeat(300));
  expect(opening('😀'.repeat(300))).toBeNull();
  expect(opening('😀'.repeat(301))).toBe('😀'.repeat(300));
});
