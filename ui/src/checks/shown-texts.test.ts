import { expect, test } from 'vitest';
import { zhCN as t } from '../messages/zh-CN';
import { holds } from '../parts/filter';
import { customsRow, exitRow } from '../testing/fixtures';
import { descriptionOf } from './catalogue.svelte';
import { textsOfRow } from './shown-texts';

const inCase = (text: string, row = exitRow()) => holds(textsOfRow(row, descriptionOf('exitRestriction')!.fields, t), text);
const inRegistration = (text: string, row = customsRow()) => holds(textsOfRow(row, descriptionOf('customsCredit')!.fields, t), text);

test('a_case_is_found_by_what_its_card_shows', () => {
  for (const shown of ['王示例', '海事法院', '67735331', '1,120,000', '112 万', '王示例 个人']) expect(inCase(shown), shown).toBe(true);
  expect(inCase('不在其中')).toBe(false);
});

test('a_registration_is_found_by_what_its_card_shows', () => {
  for (const shown of ['营口', '一般信用企业', '未报送']) expect(inRegistration(shown), shown).toBe(true);
  expect(inRegistration('已注销')).toBe(false);
  expect(inRegistration('已注销', customsRow({ 海关注销标志: { is: 'flag', raw: '注销', marked: true } }))).toBe(true);
});

test('what_no_card_shows_is_not_found', () => {
  expect(inCase('company')).toBe(false);
  expect(inCase('courtTel')).toBe(false);
  expect(inRegistration('高级认证')).toBe(false);
});

test('width_and_case_of_letters_do_not_matter', () => {
  const row = exitRow({ 案号: '（2018）沪72执123号ＡＢ' });
  expect(inCase('(2018)沪72', row)).toBe(true);
  expect(inCase(' ab ', row)).toBe(true);
});
