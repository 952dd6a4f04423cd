// Rules over the styles for what only an engine shows; each was seen to go wrong in Chromium.
import { expect, test } from 'vitest';

const files = import.meta.glob(['./**/*.svelte', './*.css'], { query: '?raw', import: 'default', eager: true }) as Record<string, string>;
const all = Object.entries(files);
const base = files['./base.css']!;

/** The blocks of a media query. */
const blocks = (css: string, query: string) => [...css.matchAll(new RegExp(`\n( *)@media \\(${query}\\) \\{[^]*?\n\\1\\}`, 'g'))].join();

test('the_page_keeps_its_place_when_a_scroll_bar_comes_or_goes', () => {
  expect(base).toMatch(/\nhtml \{[^}]*overflow-y: scroll;/);
});

test('no_element_is_used_whose_parts_each_engine_draws_in_its_own_way', () => {
  for (const [file, text] of all) expect(text, file).not.toMatch(/<(meter|progress)\b|-webkit-meter|-webkit-progress/);
});

test('what_is_chosen_is_told_by_a_border_where_no_colour_or_shadow_is', () => {
  const forced = all.map(([, text]) => blocks(text, 'forced-colors: active')).join();
  for (const state of ['aria-pressed', 'aria-selected']) expect(forced).toMatch(new RegExp(`\\[${state}='true'\\] \\{[^}]*border[\\w-]*: [^}]*Highlight`));
});

test('a_border_that_forced_colours_bring_out_covers_no_text', () => {
  for (const [file, text] of all) {
    const reachesOut = /margin-inline: -[\d.]+em[^}]*border: 1px solid transparent/.test(text);
    if (reachesOut) expect(blocks(text, 'forced-colors: active'), file).toContain('margin-inline: 0');
  }
});

test('days_have_years_of_four_digits', () => {
  const dates = all.flatMap(([, text]) => text.match(/<input[^>]*type="date"[^>]*>/g) ?? []);
  expect(dates).toHaveLength(2);
  for (const field of dates) expect(field).toContain('max={LAST_DAY}');
});

test('the_ring_of_a_field_stays_off_its_label', () => {
  const ring = Number(/:focus-visible \{\s*outline: (\d)px/.exec(base)![1]);
  expect(base).toMatch(/:where\(input, select, textarea\):focus-visible \{\s*outline-offset: 0;/);
  // At most as wide as --space-1, the smallest gap between the two.
  expect(ring).toBeLessThan(4);
  expect(files['./shared.css']).toMatch(/\.form-field \{\s*display: grid;\s*gap: var\(--space-1\);/);
});

test('on_paper_nothing_reaches_over_its_neighbour_and_a_picture_begins_on_the_page_of_its_sentence', () => {
  const paper = files['./print.css']!;
  // Its negative margins would reach out.
  expect(paper).toMatch(/\.copy \{\s*margin: 0 /);
  const picture = files['./checks/registration-snapshot/PictureView.svelte']!.split('@media print')[1]!;
  expect(picture).toMatch(/\.sheet \{\s*width: min\(100%, 19cm \* var\(--ratio\)\)/);
  expect(picture).toMatch(/\.sheet\.long \{[^}]*break-inside: auto;/);
});
