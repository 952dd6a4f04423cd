import { expect, test } from 'vitest';
import { collapsedStart, truncate } from './truncate';

test('a_text_that_is_cut_says_so', () => {
  expect(truncate('甲'.repeat(300))).toBe('甲'.repeat(300));
  expect(truncate('甲'.repeat(301))).toBe('甲'.repeat(300) + '…');
});

test('only_texts_over_300_characters_collapse_and_no_character_is_cut_in_half', () => {
  expect(collapsedStart('甲'.repeat(300))).toBeNull();
  expect(collapsedStart('甲'.repeat(301))).toBe('甲'.repeat(300));
  expect(collapsedStart('😀'.repeat(300))).toBeNull();
  expect(collapsedStart('😀'.repeat(301))).toBe('😀'.repeat(300));
});
