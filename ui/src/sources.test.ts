import { expect, test } from 'vitest';

const sources = import.meta.glob<string>('./**/*.{svelte,ts}', { query: '?raw', import: 'default', eager: true });
const shipped = Object.entries(sources).filter(([path]) => !/\.test\.ts$|\/testing\//.test(path));

const tests = Object.entries(sources).filter(([path]) => /\.test\.ts$/.test(path));

/** The files that each file imports, types included, by path. */
const imports = new Map(
  shipped.map(([path, text]) => {
    const named = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.{1,2}\/[^'?]+)'/g)].map(([, name]) => new URL(name!, `file:///${path}`).pathname);
    return [path.slice(1), named.map((name) => [name, `${name}.ts`].find((each) => `.${each}` in sources)).filter((name) => name !== undefined)] as const;
  }),
);

/** Everything that a file imports, directly or not. */
function reachedFrom(path: string, reached = new Set<string>()): Set<string> {
  for (const next of imports.get(path) ?? []) if (!reached.has(next)) reachedFrom(next, reached.add(next));
  return reached;
}

test('no_file_imports_itself_by_way_of_others', () => {
  expect(reachedFrom('/main.ts')).toContain('/parts/print.ts');
  for (const path of imports.keys()) expect(reachedFrom(path), path).not.toContain(path);
});

test('parts_know_the_words_and_the_core_and_nothing_above_them', () => {
  const parts = [...imports.keys()].filter((path) => path.startsWith('/parts/'));
  const reached = new Set(parts.flatMap((path) => [...reachedFrom(path)]));
  const above = [...reached].filter((path) => !/^\/(parts|messages)\/|^\/(attempt\.svelte|backend|bindings|system|time)\.ts$/.test(path));
  expect(above).toEqual([]);
});

/** `Date` without a time, or anything else that reads the clock. */
const READS_THE_CLOCK = /\bDate\.now\b|\bDate\(\s*\)|\bnew Date\b(?!\s*\()|\bTemporal\.Now\b/;

test('the_page_reads_the_clock_in_one_place', () => {
  const readers = shipped.filter(([, text]) => READS_THE_CLOCK.test(text)).map(([path]) => path);
  expect(readers).toEqual(['./clock.ts']);
});

test('no_test_reads_the_clock_of_the_computer', () => {
  expect(tests.length).toBeGreaterThan(20);
  for (const [path, text] of tests) expect(text, path).not.toMatch(new RegExp(`${READS_THE_CLOCK.source}|\\buseRealTimers\\(`));
});

test('no_component_writes_raw_html', () => {
  expect(shipped.length).toBeGreaterThan(40);
  for (const [path, text] of shipped) expect(text, path).not.toMatch(/\{@html|innerHTML|outerHTML|insertAdjacentHTML|document\.write/);
});

test('only_one_file_talks_to_tauri', () => {
  const importers = shipped.filter(([, text]) => text.includes('@tauri-apps/')).map(([path]) => path);
  expect(importers).toEqual(['./backend.ts']);
});

test('only_the_copy_button_writes_to_the_clipboard_and_none_stands_where_a_secret_is_typed', () => {
  const writers = shipped.filter(([, text]) => /clipboard\.write|execCommand/.test(text)).map(([path]) => path);
  expect(writers).toEqual(['./parts/copy-text.ts']);
  const importers = shipped.filter(([, text]) => /from '[^']*copy-text'/.test(text)).map(([path]) => path);
  expect(importers).toEqual(['./parts/CopyButton.svelte']);
  for (const [path, text] of shipped) if (/\bsecret\b/.test(text)) expect(text, path).not.toContain('CopyButton');
});

test('the_content_policy_is_kept_no_inline_style_no_data_address_no_eval', () => {
  for (const [path, text] of shipped) expect(text, path).not.toMatch(/\sstyle="|["'(]data:|\beval\(|new Function\(/);
});

test('no_chinese_word_stands_outside_the_messages', () => {
  const allowed = /\/messages\/|\/SettingsDialog\.svelte$/;
  for (const [path, text] of shipped) {
    if (allowed.test(path)) continue;
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|<!--[\s\S]*?-->/g, '');
    expect(code, path).not.toMatch(/\p{Script=Han}/u);
  }
});
