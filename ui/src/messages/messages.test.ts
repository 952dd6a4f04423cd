import { describe, expect, test } from 'vitest';
import type { Words } from '../bindings';
import { counted } from '../checks/catalogue.svelte';
import catalogue from '../testing/catalogue.json';
import { en } from './en';
import { enDemo } from './en.demo';
import { speak, t } from './index.svelte';
import { overlaid } from './overlay';
import { zhCN, type Messages } from './zh-CN';
import { zhCNDemo } from './zh-CN.demo';

/** Every message by its path, functions called with sample arguments. */
function flatten(node: unknown, path = ''): Map<string, string> {
  if (typeof node === 'string') return new Map([[path, node]]);
  // Text may stand in for numbers, since messages only format their arguments.
  if (typeof node === 'function') return new Map([[path, String(node('7', '9', '11'))]]);
  const all = new Map<string, string>();
  for (const [key, child] of Object.entries(node as object)) {
    for (const [childPath, text] of flatten(child, `${path}/${key}`)) all.set(childPath, text);
  }
  return all;
}

/** Every text of the descriptions, by its path. */
function described(node: unknown, path = '/described'): [string, Words][] {
  if (typeof node !== 'object' || node === null) return [];
  if ('zh' in node) return [[path, node as Words]];
  return Object.entries(node).flatMap(([key, child]) => described(child, `${path}/${key}`));
}

/** What the page says about described checks, with numbers filled in. */
function catalogueTexts(t: Messages): [string, string][] {
  return described(catalogue).flatMap(([path, words]) => [
    [path, counted(words, 7, t)],
    [`${path}/one`, counted(words, 1, t)],
  ]);
}

/** Lists of steps may differ in length between languages; nothing else may. */
const keys = (messages: Map<string, string>) =>
  new Set([...messages.keys()].map((key) => key.replace(/\/next\/\d+$/, '/next')));

describe('messages', () => {
  const chinese = new Map([...flatten(zhCN), ...catalogueTexts(zhCN)]);
  const english = new Map([...flatten(en), ...catalogueTexts(en)]);

  test('both_languages_have_the_same_messages', () => {
    expect([...keys(english)].sort()).toEqual([...keys(chinese)].sort());
    expect(chinese.size).toBeGreaterThan(200);
  });

  test.each([
    ['zh-CN', chinese],
    ['en', english],
  ])('no_message_is_empty_or_holds_a_hole in %s', (_name, messages) => {
    for (const [key, text] of messages) {
      expect(text.trim(), key).not.toBe('');
      expect(text, key).not.toMatch(/undefined|null|\[object|NaN|\{n\}/);
    }
  });

  test('english_holds_no_chinese', () => {
    for (const [key, text] of english) expect(text, key).not.toMatch(/\p{Script=Han}/u);
  });

  test('no_message_speaks_of_passing_or_being_safe', () => {
    for (const [key, text] of [...chinese, ...english]) expect(text, key).not.toMatch(/无风险|核查通过|安全可靠|合格|(?<!not the same as )no risk|passed|is safe/i);
  });

  test.each([
    ['zh-CN', [...flatten(overlaid(zhCN, zhCNDemo)), ...catalogueTexts(zhCN)], /计费|扣费|收费|付费|费用|花费|扣款|账单|价格|花多少/],
    ['en', [...flatten(overlaid(en, enDemo)), ...catalogueTexts(en)], /\bbill(s|ed|ing)?\b|charg|\bcosts?\b|\bpa(id|y|ys|yment)\b|(is|are|for) free\b|\bfees?\b|\bprices?\b/i],
  ])('with_demo_data_no_message_speaks_of_charges in %s', (_name, messages, charges) => {
    expect(messages.filter(([, text]) => charges.test(text))).toEqual([]);
  });

  test('both_languages_replace_the_same_messages_with_demo_data', () => {
    expect([...keys(flatten(enDemo))].sort()).toEqual([...keys(flatten(zhCNDemo))].sort());
  });

  test('choosing_a_language_changes_words_html_lang_and_title', async () => {
    await speak('en');
    expect(t.app.settings).toBe('Settings');
    expect(document.documentElement.lang).toBe('en');
    expect(document.title).toBe(en.app.name);
    await speak('zh-CN');
    expect(document.documentElement.lang).toBe('zh-CN');
  });

  test('of_two_choices_the_last_one_counts', async () => {
    await Promise.all([speak('en'), speak('zh-CN')]);
    expect(document.documentElement.lang).toBe('zh-CN');
  });
});
