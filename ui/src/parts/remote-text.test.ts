import { afterEach, expect, test, vi } from 'vitest';
import { click, hasButton, render, settle } from '../testing/render';
import CopyButton from './CopyButton.svelte';
import RemoteText from './RemoteText.svelte';
import { COLLAPSE_OVER } from './truncate';

afterEach(() => vi.unstubAllGlobals());

/** What is copied from now on. */
function clipboard(): string[] {
  const copied: string[] = [];
  vi.stubGlobal('navigator', { clipboard: { writeText: (text: string) => Promise.resolve(void copied.push(text)) } });
  return copied;
}

const LONG = '甲'.repeat(COLLAPSE_OVER) + '乙'.repeat(100_000);

test('markup_is_text', () => {
  const page = render(RemoteText, { text: '<img src=x onerror=alert(1)>&lt;b&gt;' });
  expect(page.textContent).toBe('<img src=x onerror=alert(1)>&lt;b&gt;');
  expect(page.querySelectorAll('img, b')).toHaveLength(0);
});

test('a_long_text_is_collapsed_and_can_be_read_whole', () => {
  const page = render(RemoteText, { text: LONG });
  expect(page.querySelector('bdi')?.textContent).toBe('甲'.repeat(COLLAPSE_OVER) + '…');
  click('展开');
  expect(page.querySelector('bdi')?.textContent).toBe(LONG);
  click('收起');
  expect(page.querySelector('bdi')?.textContent).toBe('甲'.repeat(COLLAPSE_OVER) + '…');
});

test('a_short_text_has_nothing_to_unfold', () => {
  render(RemoteText, { text: '甲' });
  expect(hasButton('展开')).toBe(false);
});

test.each([
  ['（2024）沪\u202E01执\u202C7\u200B号', '（2024）沪U+202E01执U+202C7U+200B号'],
  ['ＡＢＣ\uFEFF１２３', 'ＡＢＣU+FEFF１２３'],
  ['=HYPERLINK("http://192.0.2.1","x")', '=HYPERLINK("http://192.0.2.1","x")'],
  ['一。\r\n二。', '一。\n二。'],
  [LONG, '甲'.repeat(COLLAPSE_OVER) + '…'],
])('what_is_copied_is_what_was_received_whatever_is_shown %#', async (value, shown) => {
  const copied = clipboard();
  const page = render(CopyButton, { value });
  expect(page.querySelector('bdi')?.textContent).toBe(shown);
  page.querySelector('button')?.click();
  await settle();
  expect(copied).toEqual([value]);
});
