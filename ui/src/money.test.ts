import { expect, test } from 'vitest';
import { en } from './messages/en';
import { zhCN } from './messages/zh-CN';
import { moneyWords } from './money';

const yuan = (value: string) => moneyWords({ raw: value, yuan: value }, zhCN);

test.each([
  ['1120000', '1,120,000.00 元（112 万元）'],
  ['1120000.5', '1,120,000.50 元（约 112 万元）'],
  ['9999', '9,999.00 元'],
  ['10000', '10,000.00 元（1 万元）'],
  ['12345.67', '12,345.67 元（约 1.23 万元）'],
  ['199999', '199,999.00 元（约 20 万元）'],
  ['99999999', '99,999,999.00 元（约 10,000 万元）'],
  ['100000000', '100,000,000.00 元（1 亿元）'],
  ['123456789012', '123,456,789,012.00 元（约 1,234.57 亿元）'],
  ['0', '0.00 元'],
  ['000123', '123.00 元'],
  ['-20000', '-20,000.00 元（-2 万元）'],
  ['1.005', '1.005 元'],
])('an_amount_is_grouped_and_said_in_larger_units %s', (value, expected) => {
  expect(yuan(value)).toBe(expected);
});

test('digits_beyond_a_float_are_kept', () => {
  expect(yuan('90071992547409931234.56')).toMatch(/^90,071,992,547,409,931,234\.56 元/);
});

test('english_uses_its_own_units', () => {
  expect(moneyWords({ raw: '1120000', yuan: '1120000' }, en)).toBe('CNY 1,120,000.00 (1.12 million)');
});

test('an_unreadable_amount_is_shown_as_received_and_a_missing_one_is_null', () => {
  expect(moneyWords({ raw: '约壹万', yuan: null }, zhCN)).toBe('约壹万（原文，未能读作金额）');
  expect(moneyWords({ raw: '', yuan: null }, zhCN)).toBeNull();
});
