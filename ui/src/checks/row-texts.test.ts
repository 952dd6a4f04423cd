import { expect, test } from 'vitest';
import { zhCN as t } from '../messages/zh-CN';
import { matches } from '../parts/filter';
import { customsRow, exitRow, partiesOf, valuesOf, type Given } from '../testing/fixtures';
import { render, spoken } from '../testing/render';
import { SAMPLE, sampleField } from '../testing/sample-check';
import { descriptionOf } from './catalogue.svelte';
import { textsOfRow } from './row-texts';
import RowCard from './RowCard.svelte';

const inCase = (text: string, row = exitRow()) => matches(textsOfRow(row, descriptionOf('exitRestriction')!.fields, t), text);
const inRegistration = (text: string, row = customsRow()) => matches(textsOfRow(row, descriptionOf('customsCredit')!.fields, t), text);

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

test('every_text_that_a_card_shows_is_found_what_stands_for_nothing_as_well', () => {
  const unread = { is: 'unread' as const };
  const rows: Given[] = [
    {},
    { 当事人: partiesOf('unknown', ''), 明细: { is: 'table', rows: [valuesOf(sampleField('明细').columns!, {})] } },
    { 等级: '戊级', 状态: { is: 'flag', raw: '注销', marked: true }, 电话: '67735331', 金额: unread, 明细: unread },
  ];
  for (const given of rows) {
    const row = { values: valuesOf(SAMPLE.fields, given), remarks: [] };
    const card = render(RowCard, { row, fields: SAMPLE.fields, index: 0, of: 1, demo: false });
    card.querySelectorAll('.visually-hidden, .label, .ordinal').forEach((each) => each.remove());
    const shown = [...card.querySelectorAll('h3, dd, p, caption, td')].map(spoken).filter((text) => text !== '');
    expect(shown.length).toBeGreaterThan(5);
    const texts = textsOfRow(row, SAMPLE.fields, t);
    for (const text of shown.flatMap((each) => each.split(' '))) expect(matches(texts, text), text).toBe(true);
  }
});
