// A check that no code of the page names, known only by its description.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import App from './App.svelte';
import type { Backend } from './backend';
import type { Description, Row } from './bindings';
import { fillCatalogue, lookUps } from './checks/catalogue.svelte';
import { Desk } from './desk.svelte';
import { speak } from './messages/index.svelte';
import catalogue from './testing/catalogue.json';
import { appState, failure, fakeBackend, finding, listOf, named, noRecord, notVerified, partiesOf, recordEntry, recordPage, SUBJECT, valuesOf } from './testing/fixtures';
import { click, hasButton, render, settle, spoken, type } from './testing/render';
import { SAMPLE, sampleField } from './testing/sample-check';

beforeEach(() => fillCatalogue([...(catalogue as Description[]), SAMPLE]));
afterEach(() => speak('zh-CN'));

const row = (编号: string, remarks: Row['remarks'] = []): Row => ({
  values: valuesOf(SAMPLE.fields, {
    内部编号: 'HIDDEN1',
    编号,
    立案日期: '2024-03-05',
    当事人: partiesOf('person', '王示例', '李样本'),
    等级: { is: 'level', raw: '丙级', level: 1 },
    状态: { is: 'flag', raw: '已注销', marked: true },
  }),
  remarks,
});

async function open(over: Partial<Backend> = {}, language: 'zh-CN' | 'en' = 'zh-CN') {
  const state = appState();
  const answer = finding({ kind: 'found', answer: listOf([row('甲1号'), row('乙2号')]) }, { check: 'sample' });
  const lookUp = vi.fn<Backend['lookUp']>(() => Promise.resolve(answer));
  const desk = new Desk(
    fakeBackend({
      appState: () => Promise.resolve({ ...state, settings: { ...state.settings, language, checks: ['sample'] } }),
      recognise: (text) => Promise.resolve(named(text)),
      rememberChecks: () => Promise.resolve(null),
      lookUp,
      ...over,
    }),
  );
  const page = render(App, { desk });
  await desk.open();
  await settle();
  const ask = async () => {
    type(page.querySelector('input[type=search]')!, SUBJECT);
    await settle();
    click(language === 'en' ? 'Check (1' : '核查（1 项');
    await settle();
  };
  const panel = () => page.querySelector<HTMLElement>('#panel-sample')!;
  return { desk, page, lookUp, ask, panel };
}

test('it_stands_in_the_list_and_among_the_choices_and_says_what_it_asks', async () => {
  const { desk, page, panel } = await open();
  const entries = [...page.querySelectorAll('[role=tab] .name')].map(spoken);
  expect(entries).toEqual(['总览', '样品名单', '身份报告', '额度']);
  click(`核查项 1/${lookUps().length}`);
  await settle();
  expect([...page.querySelectorAll('dialog .choice')].map(spoken)).toContain('样品名单');
  desk.screen.dialog = null;
  await settle();
  click('样品名单');
  await settle();
  expect(panel().textContent).toContain('样品名单里有什么。');
});

test('it_is_asked_and_shown_with_sentence_cards_filter_and_limits', async () => {
  const { page, lookUp, ask, panel } = await open();
  await ask();
  expect(lookUp.mock.calls.map(([{ check }]) => check)).toEqual(['sample']);
  expect(spoken(panel().querySelector('h2')!)).toBe('查到 2 条样品');
  expect(panel().querySelectorAll('article')).toHaveLength(2);
  expect(spoken(panel())).toContain('仅含样品。未查到不等于没有风险。');
  expect(spoken(page.querySelector('#tab-sample')!)).toContain('有记录 2');
  type(page.querySelector<HTMLInputElement>('#row-filter')!, '乙2');
  await settle();
  expect([...panel().querySelectorAll('h3')].map(spoken)).toEqual(['第 2 条，共 2 条： 2 编号 乙2号 复制']);
  type(page.querySelector<HTMLInputElement>('#row-filter')!, 'HIDDEN1');
  await settle();
  expect(panel().querySelectorAll('article')).toHaveLength(0);
});

test('it_stands_in_summary_and_evidence', async () => {
  const { desk, page, ask } = await open();
  await ask();
  desk.screen.dialog = 'summary';
  await settle();
  const text = page.querySelector('dialog .text')!.textContent!;
  expect(text).toContain('查到 2 条样品');
  expect(text).toContain('1. 编号 甲1号；2024-03-05；金额 未载明；当事人 王示例、李样本；等级 丙级；已经失效；明细 0 条');
  expect(text).toContain('仅含样品。');
  expect(text).not.toContain('HIDDEN1');
  desk.screen.dialog = 'evidence';
  await settle();
  expect(spoken(page.querySelector('dialog')!)).toMatch(/样品名单 查到 2 条样品/);
});

test('what_could_not_be_read_is_told_in_the_summary', async () => {
  const remarks: Row['remarks'] = ['金额', '明细'].map((zh) => ({ field: sampleField(zh).label, trouble: 'unexpected', raw: '[7]' }));
  const values = valuesOf(SAMPLE.fields, { 编号: '甲1号', 金额: { is: 'unread' }, 明细: { is: 'unread' } });
  const answer = finding({ kind: 'found', answer: listOf([{ values, remarks }]) }, { check: 'sample' });
  const { desk, page, ask } = await open({ lookUp: () => Promise.resolve(answer) });
  await ask();
  desk.screen.dialog = 'summary';
  await settle();
  const text = page.querySelector('dialog .text')!.textContent!;
  expect(text).toMatch(/金额 没有读出；.*明细 没有读出；“金额”不是企查查文档所说的形式，没有读出。答复里写的是：\[7\]；“明细”/);
  expect(text).not.toContain('明细 0 条');
});

test('no_record_of_it_is_said_in_its_words', async () => {
  const { ask, panel } = await open({ lookUp: () => Promise.resolve({ ...noRecord(), check: 'sample' }) });
  await ask();
  expect(spoken(panel().querySelector('h2')!)).toBe('未查到样品');
  expect(spoken(panel())).toContain('仅含样品。');
});

test('the_record_names_it_filters_by_it_and_counts_it', async () => {
  const entry = recordEntry({ kind: 'call', id: 1 }, { check: 'sample' });
  const searchRecord = vi.fn<Backend['searchRecord']>(() => Promise.resolve(recordPage([entry])));
  const months = [{ period: '2026-11', check: 'sample', calls: 3, maybeBilled: 3 }];
  const { page } = await open({ searchRecord, callLog: () => Promise.resolve({ days: [], months }) });
  click('核查记录');
  await settle();
  expect([...page.querySelectorAll('option')].map(spoken)).toContain('样品名单');
  expect([...page.querySelectorAll('h3')].map(spoken).join()).toMatch(/有记录.*样品名单/);
  click('调用统计');
  await settle();
  const lines = [...page.querySelectorAll('tr')].map((line) => [...line.cells].map(spoken).join(' '));
  expect(lines).toContain('2026-11 样品名单 3 3');
});

test('it_speaks_english_as_well', async () => {
  const answer = finding({ kind: 'found', answer: listOf([row('甲1号')]) }, { check: 'sample' });
  const { page, ask, panel } = await open({ lookUp: () => Promise.resolve(answer) }, 'en');
  await ask();
  expect(spoken(panel().querySelector('h2')!)).toBe('1 sample found');
  expect(spoken(page.querySelector('#tab-sample .name')!)).toBe('Sample list');
  expect(spoken(panel())).toContain('Only samples.');
});

test('checks_that_could_not_be_had_at_first_are_asked_for_again_and_the_page_says_so', async () => {
  fillCatalogue([]);
  let fails = true;
  const listChecks = vi.fn<Backend['listChecks']>(() => (fails ? Promise.reject(new Error('no answer')) : Promise.resolve([SAMPLE])));
  const { page, lookUp, ask, panel } = await open({ listChecks });
  expect(spoken(page.querySelector('[role=alert]')!)).toContain('程序没有准备好');
  expect([...page.querySelectorAll('[role=tab] .name')].map(spoken)).toEqual(['总览', '工商快照', '身份报告', '额度']);
  expect(page.querySelector<HTMLButtonElement>('button[type=submit]')!.disabled).toBe(true);
  type(page.querySelector('input[type=search]')!, SUBJECT);
  await settle();
  fails = false;
  click('重试');
  await settle();
  expect(listChecks).toHaveBeenCalledTimes(2);
  expect(page.querySelector('[role=alert]')).toBeNull();
  await ask();
  expect(lookUp).toHaveBeenCalledTimes(1);
  expect(panel().querySelectorAll('article')).toHaveLength(2);
});

test('one_of_public_material_says_so_until_a_person_has_compared_an_answer', async () => {
  fillCatalogue([{ ...SAMPLE, provisional: true }]);
  const note = { id: 1, at: '2026-11-22T15:00:00+08:00', kind: 'compared' as const, text: '' };
  const annotate = vi.fn<Backend['annotate']>(() => Promise.resolve([note]));
  const { ask, panel } = await open({ annotate });
  await ask();
  await settle();
  expect(spoken(panel())).toContain('字段依公开资料编写，尚未对照企查查专业版。');
  click('已核对');
  await settle();
  expect(annotate).toHaveBeenCalledExactlyOnceWith({ kind: 'call', id: expect.any(Number) as number }, 'compared', expect.any(String));
  expect(spoken(panel())).toContain('已于 2026-11-22 15:00 对照企查查专业版核对');
  expect(hasButton('已核对')).toBe(false);
});

test('what_the_service_does_not_know_or_the_account_has_not_bought_can_be_left_out', async () => {
  fillCatalogue([{ ...SAMPLE, provisional: true }]);
  const notThere = { ...notVerified(failure({ kind: 'status', meaning: 'retired' }, { statusCode: '105' })), check: 'sample' };
  const notBought = { ...notVerified(failure({ kind: 'status', meaning: 'notPurchased' }, { statusCode: '214' })), check: 'sample' };
  const { desk, ask, panel } = await open({ lookUp: vi.fn<Backend['lookUp']>().mockResolvedValueOnce(notThere).mockResolvedValueOnce(notBought) });
  await ask();
  await settle();
  expect(spoken(panel())).toContain('企查查专业版可能没有它');
  desk.run('sample', true);
  await settle();
  click('以后不再核查样品名单');
  expect(desk.chosen).toEqual([]);
});

test('files_of_own_checks_that_could_not_be_read_are_named_where_checks_are_chosen', async () => {
  const { desk, page } = await open();
  desk.setState(appState({ refusedChecks: [{ file: 'C:\\checks\\a.toml', line: 3, what: 'unknown field `lable`' }] }));
  click('核查项');
  await settle();
  expect(spoken(page.querySelector('dialog .note')!)).toContain('C:\\checks\\a.toml:3: unknown field `lable`');
});
