// The main screen with as many checks as an account may have: the list, the overview, and the choice of checks.
import { beforeEach, expect, test, vi } from 'vitest';
import App from './App.svelte';
import type { Backend } from './backend';
import type { AppState } from './bindings';
import { fillCatalogue, lookUps } from './checks/catalogue.svelte';
import { Desk } from './desk.svelte';
import { appState, deferred, failure, fakeBackend, finding, foundThree, listOf, named, noRecord, notVerified, order, SAVED, SUBJECT } from './testing/fixtures';
import { MANY_CHECKS, manyRow } from './testing/many-checks';
import { button, click, hasButton, render, settle, spoken, type } from './testing/render';

beforeEach(() => fillCatalogue(MANY_CHECKS));

async function open(checks: string[], over: Partial<Backend> = {}, state: Partial<AppState> = {}) {
  const lookUp = vi.fn<Backend['lookUp']>(({ check }) => Promise.resolve({ ...noRecord(), check }));
  const rememberChecks = vi.fn<Backend['rememberChecks']>(() => Promise.resolve(null));
  const base = appState();
  const desk = new Desk(
    fakeBackend({
      appState: () => Promise.resolve({ ...base, settings: { ...base.settings, checks }, ...state }),
      recognise: (text) => Promise.resolve(named(text)),
      rememberChecks,
      lookUp,
      ...over,
    }),
  );
  const page = render(App, { desk });
  await desk.open();
  await settle();
  type(page.querySelector('input[type=search]')!, SUBJECT);
  await settle();
  return { desk, page, lookUp, rememberChecks };
}

const entries = (page: HTMLElement) => [...page.querySelectorAll('[role=tab]')].map(spoken);
const rows = (page: HTMLElement) => [...page.querySelectorAll('#panel-overview li')].map(spoken);
const groups = (within: Element) => [...within.querySelectorAll('.group, legend')].map(spoken).filter((text) => text !== '');

/** Presses keys on the selected tab; `at` is the time in milliseconds. */
function press(desk: Desk, ...keys: [key: string, at: number][]): string {
  for (const [key, at] of keys) {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'timeStamp', { value: at });
    document.querySelector('[role=tab][aria-selected=true]')!.dispatchEvent(event);
  }
  return desk.screen.tab;
}

test('the_list_holds_what_is_chosen_or_known_in_groups_and_the_way_to_the_others', async () => {
  const { desk, page } = await open(['exitRestriction', 'equityFreeze', 'registrationSnapshot']);
  expect(entries(page)).toEqual(['总览', '限制出境 未核查', '股权冻结 未核查', '工商快照 未核查', '身份报告 未下单', '额度 未查询']);
  expect(groups(page.querySelector('[role=tablist]')!)).toEqual(['司法', '资产']);
  expect(hasButton('还有 13 项可选')).toBe(true);
  desk.run('taxArrears');
  await settle();
  expect(entries(page)[2]).toBe('欠税公告 未查到');
  expect(hasButton('还有 12 项可选')).toBe(true);
});

test('letters_go_to_the_next_entry_that_begins_so', async () => {
  const { desk } = await open(lookUps());
  desk.screen.tab = 'overview';
  await settle();
  expect(press(desk, ['限', 0])).toBe('exitRestriction');
  expect(press(desk, ['限', 300])).toBe('consumptionLimit');
  expect(press(desk, ['限', 600])).toBe('exitRestriction');
  expect(press(desk, ['限', 5000], ['制', 5200], ['高', 5400])).toBe('consumptionLimit');
  expect(press(desk, ['额', 9000])).toBe('quota');
  expect(press(desk, ['无', 12000])).toBe('quota');
  expect(document.activeElement?.id).toBe('tab-quota');
});

test('control_and_a_digit_choose_the_first_nine_entries_and_spend_nothing', async () => {
  const { desk, lookUp } = await open(lookUps());
  const chosen = [...'123456789'].map((key) => {
    window.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, cancelable: true }));
    return desk.screen.tab;
  });
  expect(chosen).toEqual(desk.tabs.slice(0, 9));
  expect(lookUp).not.toHaveBeenCalled();
});

test('after_enter_every_check_has_a_row_with_what_was_answered_and_when', async () => {
  const notBought = notVerified(failure({ kind: 'status', meaning: 'notPurchased' }, { statusCode: '111' }));
  const answers: Record<string, ReturnType<typeof finding>> = {
    exitRestriction: foundThree(),
    dishonestDebtor: finding({ kind: 'found', answer: listOf([manyRow(7)]) }, { reused: true }),
    taxArrears: notBought,
  };
  const chosen = ['exitRestriction', 'dishonestDebtor', 'taxArrears', 'own-suppliers'];
  const { page } = await open(chosen, { lookUp: ({ check }) => Promise.resolve({ ...(answers[check] ?? noRecord()), check }) }, { orders: [order(1, SAVED)] });
  click('核查（4 项');
  await settle();
  expect(rows(page)).toEqual([
    '限制出境 查到 3 条限制出境记录 （2018）沪72执1号、（2018）沪72执2号、（2018）沪72执3号 2026-11-22 14:03',
    '失信被执行人 查到 1 条失信被执行人记录 （2024）示01执7号 2026-11-22 14:03 的记录',
    '欠税公告 未能核查欠税公告 账号还没有开通这项服务。 2026-11-22 14:03',
    '供应商警示名单（自定义） 未查到失信被执行人记录 2026-11-22 14:03',
    '身份报告 身份报告：已保存 2026-11-22 14:03',
  ]);
  expect(spoken(page.querySelector('.tally')!)).toBe('2 项有记录 1 项未查到 1 项未能核查');
  expect(spoken(page.querySelector('.content h2')!)).toBe(`核查对象：${SUBJECT}`);
});

test('a_row_goes_to_its_check_and_one_that_was_not_asked_says_that_nothing_was_spent', async () => {
  const { desk, page, lookUp } = await open(['exitRestriction', 'customsCredit']);
  expect(rows(page)[1]).toBe('进出口信用 尚未核查进出口信用 没有查询，没有计费');
  page.querySelectorAll<HTMLElement>('#panel-overview li button')[1]!.click();
  await settle();
  expect(desk.screen.tab).toBe('customsCredit');
  expect(document.activeElement?.id).toBe('tab-customsCredit');
  expect(lookUp).not.toHaveBeenCalled();
});

test('while_a_check_is_asked_its_row_says_so_and_one_failure_hides_no_other', async () => {
  const slow = deferred<ReturnType<typeof finding>>();
  const lookUp: Backend['lookUp'] = ({ check }) =>
    check === 'exitRestriction' ? slow.promise : check === 'customsCredit' ? Promise.reject({ kind: 'stale' }) : Promise.resolve({ ...noRecord(), check });
  const { page } = await open(['exitRestriction', 'customsCredit', 'taxArrears'], { lookUp });
  click('核查（3 项');
  await settle();
  expect(rows(page).slice(0, 3)).toEqual([
    '限制出境 核查中',
    '进出口信用 未能核查进出口信用 设置刚刚更改过，没有发出请求。请再操作一次。',
    '欠税公告 未查到欠税公告记录 2026-11-22 14:03',
  ]);
  expect(spoken(page.querySelector('.tally')!)).toBe('1 项核查中 取消');
});

test('one_check_alone_is_shown_by_itself', async () => {
  const { desk } = await open(['taxArrears']);
  click('核查（1 项');
  await settle();
  expect(desk.screen.tab).toBe('taxArrears');
});

test('an_answer_that_was_not_asked_for_again_says_so_in_list_overview_and_tally', async () => {
  const answers = [() => Promise.resolve(noRecord()), () => Promise.reject({ kind: 'record', trouble: 'diskFull', detail: '' })];
  const { desk, page } = await open(['exitRestriction'], { lookUp: () => answers.shift()!() });
  desk.screen.tab = 'overview';
  desk.run('exitRestriction');
  await settle();
  expect(entries(page)[1]).toBe('限制出境 未查到');
  desk.run('exitRestriction', true);
  await settle();
  expect(entries(page)[1]).toBe('限制出境 未查到，未重查');
  expect(rows(page)[0]).toMatch(/未查到限制出境记录 没有重新查询，仍是上一次的结果：.*磁盘/);
  expect(spoken(page.querySelector('.tally')!)).toBe('1 项未查到 1 项未重查');
});

test('bad_news_has_a_mark_of_its_own_in_list_and_overview', async () => {
  const { page } = await open(['exitRestriction', 'customsCredit'], { lookUp: ({ check }) => Promise.resolve({ ...foundThree(), check }) });
  click('核查（2 项');
  await settle();
  const marks = (selector: string) => [...page.querySelectorAll(selector)].slice(0, 2).map((mark) => mark.className.split(' ')[1]);
  expect(marks('[role=tab] .mark')).toEqual(['adverse', 'found']);
  expect(marks('#panel-overview li .mark')).toEqual(['adverse', 'found']);
  const drawings = [...page.querySelectorAll('#panel-overview li .mark svg')].slice(0, 2).map((drawing) => drawing.innerHTML);
  expect(drawings[0]).not.toBe(drawings[1]);
  expect(entries(page).slice(1, 3)).toEqual(['限制出境 有记录 3', '进出口信用 有登记 3']);
});

test('checks_are_chosen_by_group_and_the_choice_is_remembered_and_asks_nothing', async () => {
  const { desk, page, rememberChecks, lookUp } = await open(['exitRestriction']);
  click('核查项 1/16');
  await settle();
  const dialog = page.querySelector('dialog')!;
  expect(groups(dialog)).toEqual(['司法', '行政与税务', '资产', '其他']);
  expect([...dialog.querySelectorAll('input')].filter(({ checked }) => checked)).toHaveLength(1);
  click('全选');
  await settle();
  expect(spoken(dialog)).toContain('已选 5 项，共 16 项');
  expect(rememberChecks).toHaveBeenLastCalledWith(desk.chosen);
  click('全不选');
  await settle();
  expect(desk.chosen).toEqual([]);
  dialog.querySelectorAll('input')[5]!.click();
  await settle();
  expect(rememberChecks).toHaveBeenLastCalledWith(['customsCredit']);
  click('关闭');
  await settle();
  expect(hasButton('核查（1 项，可能计费 1 次）')).toBe(true);
  expect(lookUp).not.toHaveBeenCalled();
});

test('with_nothing_chosen_the_page_says_where_to_choose', async () => {
  const { page } = await open([]);
  expect(button('核查').disabled).toBe(true);
  expect(page.textContent).toContain('请在“核查项”里至少选一项。');
});

test('more_than_ten_checks_at_once_are_asked_about_first', async () => {
  const { page, lookUp } = await open(lookUps().slice(0, 12));
  click('核查（12 项，可能计费 12 次）');
  await settle();
  expect(lookUp).not.toHaveBeenCalled();
  expect(spoken(page.querySelector('dialog')!)).toContain('将发出 12 次请求，可能计费 12 次');
  click('取消');
  await settle();
  expect(lookUp).not.toHaveBeenCalled();
  click('核查（12 项');
  await settle();
  [...page.querySelectorAll<HTMLButtonElement>('dialog button')].at(-1)!.click();
  await settle();
  expect(lookUp).toHaveBeenCalledTimes(12);
});

test('ten_checks_are_run_without_a_question', async () => {
  const { lookUp } = await open(lookUps().slice(0, 10));
  click('核查（10 项');
  await settle();
  expect(lookUp).toHaveBeenCalledTimes(10);
});

test('one_band_says_that_it_is_demo_data_and_offers_the_key', async () => {
  const { desk, page } = await open(['exitRestriction'], {}, { mode: { kind: 'demo', samples: [] } });
  expect(spoken(page.querySelector('.band')!)).toBe('演示数据 · 不是企查查的结果 填写密钥');
  click('填写密钥');
  expect(desk.screen.dialog).toBe('settings');
});
