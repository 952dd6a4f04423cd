import { afterEach, expect, test } from 'vitest';
import type { Description, Field, Remark, Row, Words } from '../bindings';
import { speak } from '../messages/index.svelte';
import { type Given, partiesOf, valuesOf } from '../testing/fixtures';
import { click, hasButton, render, settle, spoken } from '../testing/render';
import { SAMPLE, sampleField } from '../testing/sample-check';
import RowCard from './RowCard.svelte';

afterEach(() => speak('zh-CN'));

function show(given: Given, remarks: Remark[] = [], fields: Field[] = SAMPLE.fields) {
  const row: Row = { values: valuesOf(fields, given), remarks };
  const page = render(RowCard, { row, fields, index: 1, of: 3, demo: false });
  const values = [...page.querySelectorAll('dt')].map((each) => [spoken(each), each.nextElementSibling!] as const);
  return { page, text: spoken(page), value: (label: string) => values.find(([term]) => term === label)?.[1] };
}

const remark = (field: Words, trouble: Remark['trouble'], raw = ''): Remark => ({ field, trouble, raw });

test('the_title_has_its_place_among_the_others_its_label_and_a_button_that_copies', () => {
  const { page } = show({ 编号: '甲1号' });
  expect(spoken(page.querySelector('h3')!)).toBe('第 2 条，共 3 条： 2 编号 甲1号 复制');
  expect(page.querySelector('h3 [aria-hidden]')!.textContent).toBe('2');
  expect(spoken(show({}).page.querySelector('h3')!)).toBe('第 2 条，共 3 条： 2 编号 未载明');
});

test('each_kind_of_value_is_shown_in_its_way', async () => {
  const { page, value } = show({
    电话: '12345',
    立案日期: { is: 'interpreted', raw: '20240305', reading: { zh: '2024-03-05（原文：20240305）', en: '2024-03-05 (as received: 20240305)' } },
    金额: { is: 'interpreted', raw: '112万元', reading: { zh: '1,120,000.00 元（112 万元）', en: 'CNY 1,120,000.00 (1.12 million)' } },
    当事人: { is: 'parties', parties: [...of(partiesOf('person', '王示例')), ...of(partiesOf('company', '示例公司'))] },
    等级: { is: 'level', raw: '丙级', level: 1 },
    状态: { is: 'flag', raw: '已注销', marked: true },
    明细: { is: 'table', rows: [valuesOf(sampleField('明细').columns!, { 序号: '1', 数额: '5' })] },
  });
  expect(spoken(value('电话')!)).toBe('12345 复制');
  expect(spoken(value('立案日期')!)).toBe('2024-03-05（原文：20240305）');
  expect(spoken(value('金额')!.querySelector('strong')!)).toBe('1,120,000.00 元（112 万元）');
  expect(spoken(value('当事人')!)).toMatch(/^王示例 个人\s?示例公司 企业$/);
  expect(spoken(page.querySelector('.aside.attention')!)).toBe('等级 丙级 请留意。');
  expect(spoken(page.querySelector('.marked')!)).toBe('已经失效');
  expect(spoken(value('状态')!)).toBe('已注销');
  expect([...page.querySelectorAll('caption, th, td')].map(spoken)).toEqual(['明细 1 条', '序号', '数额', '1', '5']);
  await speak('en');
  await settle();
  expect(spoken(page.querySelector('h3')!)).toMatch(/^Record 2 of 3: 2 Number/);
  for (const text of ['CNY 1,120,000.00 (1.12 million)', '2024-03-05 (as received: 20240305)', 'Take care.', 'No longer in force', '1 detail']) {
    expect(spoken(page)).toContain(text);
  }
});

test('what_is_not_given_is_said_to_be_so', () => {
  const { page, text, value } = show({});
  for (const label of ['电话', '立案日期', '金额', '当事人', '状态']) expect(spoken(value(label)!), label).toBe('未载明');
  expect(text).toContain('等级 未载明 没有给出等级。');
  expect(text).toContain('没有明细。');
  expect(page.querySelector('.aside.attention, .marked')).toBeNull();
});

test('a_word_that_is_no_level_is_shown_with_what_to_do_about_it', () => {
  expect(show({ 等级: '戊级' }).text).toContain('等级 戊级 不认识这个等级。');
});

test('a_hidden_field_is_not_shown', () => {
  const { text } = show({ 内部编号: 'HIDDEN1' });
  expect(text).not.toMatch(/HIDDEN1|内部编号/);
});

test('what_did_not_come_as_described_is_said_at_the_foot', async () => {
  const label = (zh: string) => sampleField(zh).label;
  const { page } = show({ 电话: '1\uFFFD' }, [
    remark(label('电话'), 'damaged'),
    remark(label('金额'), 'unexpected', '{"a":1}'),
    remark(label('立案日期'), 'several', '"2020-01-01"'),
  ]);
  const remarks = () => [...page.querySelectorAll('article > div li')].map(spoken);
  expect(remarks()).toEqual([
    '“电话”里有不能识别的字符，以“\uFFFD”代替；请看原始答复。',
    '“金额”不是企查查文档所说的形式，没有读出。答复里写的是：{"a":1}',
    '“立案日期”在这一条里不止一个值，另外写着："2020-01-01"',
  ]);
  await speak('en');
  await settle();
  expect(remarks()[1]).toBe('“Amount” does not have the form that Qichacha documents and was not read. The reply says: {"a":1}');
});

test('what_could_not_be_read_never_looks_as_if_nothing_were_given', () => {
  const unread = ['电话', '金额', '当事人', '等级', '明细'];
  const values = Object.fromEntries(unread.map((label) => [label, { is: 'unread' as const }]));
  const { text, value } = show(values, unread.map((zh) => remark(sampleField(zh).label, 'unexpected', '7')));
  for (const label of unread) expect(spoken(value(label)!), label).toBe('没有读出');
  expect(text).not.toMatch(/没有给出等级|没有明细/);
  expect(spoken(value('状态')!)).toBe('未载明');
});

test('thousands_of_remarks_are_shown_a_few_at_a_time', () => {
  const { page } = show({}, Array.from({ length: 300 }, (_, i) => remark(sampleField('当事人').label, 'unexpected', String(i))));
  expect(page.querySelectorAll('article > div li')).toHaveLength(50);
  click('再显示 200 项（共 300 项）');
  expect(page.querySelectorAll('article > div li')).toHaveLength(250);
});

test('text_from_outside_stays_text_in_every_kind', () => {
  const hostile = '<img src=x onerror="globalThis.pwned = true">\u202E';
  const texts = Object.fromEntries(['编号', '电话', '立案日期', '金额', '等级', '状态'].map((label) => [label, hostile]));
  const table = { is: 'table' as const, rows: [valuesOf(sampleField('明细').columns!, { 序号: hostile, 数额: hostile })] };
  const { page } = show({ ...texts, 当事人: partiesOf('unknown', hostile), 明细: table }, [remark(sampleField('金额').label, 'unexpected', hostile)]);
  expect(page.querySelector('img')).toBeNull();
  expect(page.textContent).not.toContain('\u202E');
  expect((page.textContent ?? '').split('<img').length - 1).toBe(10);
  expect(hasButton('<img')).toBe(true);
});

function of(value: ReturnType<typeof partiesOf>) {
  return value.is === 'parties' ? value.parties : [];
}

/** The fields of the sample, and no others. */
test('the_sample_has_every_kind', () => {
  const kinds: Description['fields'][number]['kind']['is'][] = ['text', 'date', 'money', 'parties', 'level', 'flag', 'table'];
  expect(new Set(SAMPLE.fields.map(({ kind }) => kind.is))).toEqual(new Set(kinds));
});
