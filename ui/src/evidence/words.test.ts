import { expect, test } from 'vitest';
import { zhCN } from '../messages/zh-CN';
import { zhCNDemo } from '../messages/zh-CN.demo';

/** The sections whose sentences stand in evidence as they stand on the screen. */
const SHARED = [
  'app',
  'checks',
  'standing',
  'finding',
  'completeness',
  'failure',
  'party',
  'remark',
  'snapshot',
  'report',
  'clock',
  'history',
  'text',
] as const;

/** Stands for the n-th argument of a sentence; a number for those that choose their words by one. */
const blank = (n: number) => ({ toString: () => `{${n}}`, valueOf: () => 2 });

function sentences(node: unknown, path: string): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return [[path, String(node(blank(0), blank(1), blank(2)))]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) => sentences(child, `${path}/${key}`));
}

/** Written anew by `npm test -- -u`. */
test('evidence_speaks_in_the_words_of_the_screen', async () => {
  // What to do next is said to whoever sits at the screen.
  const all = SHARED.flatMap((section) => [
    ...sentences(zhCN[section], section),
    ...sentences((zhCNDemo as Record<string, unknown>)[section], `demo/${section}`),
  ]).filter(([path]) => !path.includes('/next/'));
  expect(all.length).toBeGreaterThan(200);
  const json = JSON.stringify(Object.fromEntries(all), null, 1) + '\n';
  await expect(json).toMatchFileSnapshot('../../../src-tauri/crates/desk/src/evidence/words.json');
});
