import { expect, test } from 'vitest';
import TABLE from '../../src-tauri/crates/desk/src/evidence/money.json';
import { en } from './messages/en';
import { zhCN } from './messages/zh-CN';
import { moneyWords } from './money';

const yuan = (value: string) => moneyWords({ raw: value, yuan: value }, zhCN);

/** The table is shared with evidence, which says amounts as the screen does. */
test.each(TABLE as [string, string][])('an_amount_is_grouped_and_said_in_larger_units %s', (value, expected) => {
  expect(yuan(value)).toBe(expected);
});

test('digits_beyond_a_float_are_kept', () => {
  expect(yuan('90071992547409931234.56')).toMatch(/^90,071,992,547,409,931,234\.56 元/);
});

test.each([
  ['1120000', 'CNY 1,120,000.00 (1.12 million)'],
  ['999999', 'CNY 999,999.00'],
  ['999994999.99', 'CNY 999,994,999.99 (about 999.99 million)'],
  ['999995000', 'CNY 999,995,000.00 (about 1 billion)'],
  ['999999999.99', 'CNY 999,999,999.99 (about 1 billion)'],
  ['-999999999.99', 'CNY -999,999,999.99 (about -1 billion)'],
  ['1000000000', 'CNY 1,000,000,000.00 (1 billion)'],
])('english_uses_its_own_units %s', (value, expected) => {
  expect(moneyWords({ raw: value, yuan: value }, en)).toBe(expected);
});

test('an_unreadable_amount_is_shown_as_received_and_a_missing_one_is_null', () => {
  expect(moneyWords({ raw: '约壹万', yuan: null }, zhCN)).toBe('约壹万（原文，未能读作金额）');
  expect(moneyWords({ raw: '', yuan: null }, zhCN)).toBeNull();
});
