import { expect, test } from 'vitest';
import { MAX_MARKED, segments } from './invisible-chars';

test('ordinary_text_is_one_piece', () => {
  expect(segments('示例贸易（上海）有限公司 😀')).toEqual([{ kind: 'text', text: '示例贸易（上海）有限公司 😀' }]);
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
  expect(segments(`甲${character}乙`)).toEqual([
    { kind: 'text', text: '甲' },
    { kind: 'hidden', code },
    { kind: 'text', text: '乙' },
  ]);
});

test('tabs_and_newlines_are_no_hidden_characters', () => {
  expect(segments('甲\t乙\n丙')).toEqual([{ kind: 'text', text: '甲\t乙\n丙' }]);
});

test('a_line_end_of_windows_is_a_newline_and_a_return_by_itself_is_marked', () => {
  expect(segments('一。\r\n二。\r\r\n')).toEqual([
    { kind: 'text', text: '一。\n二。' },
    { kind: 'hidden', code: 'U+000D' },
    { kind: 'text', text: '\n' },
  ]);
});

test('a_text_of_nothing_but_hidden_characters_makes_few_elements_and_hides_none_of_them', () => {
  const all = segments('\u200B'.repeat(MAX_MARKED) + '甲\u202E' + '\u200B'.repeat(100_000));
  expect(all).toHaveLength(MAX_MARKED + 1);
  expect(all.at(-1)).toEqual({ kind: 'text', text: '甲▯' + '▯'.repeat(100_000) });
});
