import { expect, test } from 'vitest';
import { MOST_MARKS, opening, pieces, shortened } from './marks';

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
  ['\u00AD', 'U+00AD'],
  ['\u2028', 'U+2028'],
  ['\u3164', 'U+3164'],
  ['\uFE0F', 'U+FE0F'],
  ['\uFFF9', 'U+FFF9'],
  ['\u{E0100}', 'U+E0100'],
  ['\u009F', 'U+009F'],
  ['\r', 'U+000D'],
])('a_hidden_character_is_marked %#', (character, code) => {
  expect(pieces(`甲${character}乙`)).toEqual([
    { kind: 'text', text: '甲' },
    { kind: 'hidden', code },
    { kind: 'text', text: '乙' },
  ]);
});

test('tabs_and_newlines_are_no_hidden_characters', () => {
  expect(pieces('甲\t乙\n丙')).toEqual([{ kind: 'text', text: '甲\t乙\n丙' }]);
});

test('a_text_of_nothing_but_hidden_characters_makes_few_elements_and_hides_none_of_them', () => {
  const all = pieces('\u200B'.repeat(MOST_MARKS) + '甲\u202E' + '\u200B'.repeat(100_000));
  expect(all).toHaveLength(MOST_MARKS + 1);
  expect(all.at(-1)).toEqual({ kind: 'text', text: '甲▯' + '▯'.repeat(100_000) });
});

test('a_text_that_is_cut_says_so', () => {
  expect(shortened('甲'.repeat(300))).toBe('甲'.repeat(300));
  expect(shortened('甲'.repeat(301))).toBe('甲'.repeat(300) + '…');
});

test('only_texts_over_300_characters_collapse_and_no_character_is_cut_in_half', () => {
  expect(opening('甲'.repeat(300))).toBeNull();
  expect(opening('甲'.repeat(301))).toBe('甲'.repeat(300));
  expect(opening('😀'.repeat(300))).toBeNull();
  expect(opening('😀'.repeat(301))).toBe('😀'.repeat(300));
});
