import { afterEach, expect, test, vi } from 'vitest';
import type { Backend } from '../../backend';
import type { KnownNumber, Order, OrderState, WaysOut } from '../../bindings';
import { Desk } from '../../desk.svelte';
import { speak } from '../../messages/index.svelte';
import { appState, ASKED_AT, deferred, failure, fakeBackend, order, OTHER, SAVED, SUBJECT } from '../../testing/fixtures';
import { button, click, hasButton, render, settle, spoken, type } from '../../testing/render';
import IdentityReportPanel from './IdentityReportPanel.svelte';

afterEach(() => void speak('zh-CN'));

const NONE: WaysOut = { notPlaced: false, number: false, follow: false, giveUp: false };
const POLLING: OrderState = { kind: 'polling', orderNo: 'RPT1', progress: 'processing', trouble: null };
const UNKNOWN: OrderState = { kind: 'unknown', failure: failure({ kind: 'interrupted', reason: 'timeout' }, { billing: 'mayHaveBeenBilled' }) };
const elsewhere = (id: number, state: OrderState, over: Partial<Order> = {}) =>
  order(id, state, { ofThisAccount: false, source: { demo: false, host: 'old.example' }, ...over });

function open(orders: Order[], over: Partial<Backend> = {}, subject: string | null = SUBJECT) {
  const orderReport = vi.fn<Backend['orderReport']>(() => Promise.resolve(order(99, { kind: 'intent' })));
  const resolveOrder = vi.fn<Backend['resolveOrder']>(({ order: id }) => Promise.resolve(order(id, { kind: 'givenUp', orderNo: null }, { step: 9 })));
  const desk = new Desk(fakeBackend({ orderReport, resolveOrder, reportIsThere: () => Promise.resolve(true), ...over }));
  desk.setState(appState({ orders }));
  desk.setSubject(subject);
  const page = render(IdentityReportPanel, {}, desk);
  return { desk, page, orderReport, resolveOrder };
}
const dialog = () => spoken(document.querySelector('dialog')!);

test('open_orders_of_every_account_are_listed_whichever_company_is_in_the_box', () => {
  for (const subject of [null, SUBJECT, OTHER]) {
    const { page } = open([elsewhere(1, POLLING), elsewhere(2, UNKNOWN, { subject: OTHER })], {}, subject);
    expect(page.querySelectorAll('article')).toHaveLength(2);
    expect(page.textContent).toContain('另一个账号（old.example）');
    document.body.replaceChildren();
  }
});

test('an_order_of_another_account_says_what_to_do_and_can_be_given_up', async () => {
  const { page, resolveOrder } = open([elsewhere(1, POLLING, { waysOut: { ...NONE, giveUp: true } })]);
  expect(page.textContent).toContain('程序不会拿现在的密钥去问它');
  expect(page.textContent).toContain('换回服务地址 old.example 和下单时用的 AppKey');
  click('不再等待…');
  expect(dialog()).toContain('可能已计费');
  click('放弃这份订单');
  await settle();
  expect(resolveOrder).toHaveBeenCalledExactlyOnceWith({ order: 1, resolution: { kind: 'givenUp' } });
});

test('the_same_report_elsewhere_is_named_before_it_is_ordered_and_sent_with_what_was_named', async () => {
  const { orderReport } = open([elsewhere(1, POLLING), elsewhere(2, UNKNOWN), elsewhere(3, SAVED), elsewhere(4, POLLING, { format: 'word' })]);
  click('生成报告');
  expect(dialog()).toContain('可能重复计费');
  expect(dialog()).toContain('old.example 的另一个账号在 2026-11-22 14:03 下过同样的一单，还没有结束（最后得知：生成中）');
  expect(dialog()).toContain('最后得知：不确定是否已下单');
  expect(orderReport).not.toHaveBeenCalled();
  click('确认下单');
  await settle();
  expect(orderReport).toHaveBeenCalledExactlyOnceWith({ subject: SUBJECT, format: 'pdf', despite: [2, 1], confirmed: [] });
});

test('an_order_for_a_report_that_is_there_names_the_file_and_when_it_was_saved', async () => {
  const there = deferred<boolean>();
  open([order(1, SAVED)], { reportIsThere: () => there.promise });
  click('生成报告');
  expect(dialog()).toContain('已经有这份报告');
  expect(dialog()).toContain('PDF 报告已在 2026-11-22 14:03 保存到本机');
  expect(dialog()).toContain('示例.pdf');
  expect(dialog()).toContain('正在查看文件是否还在');
  there.resolve(true);
  await settle();
  expect(dialog()).toContain('文件还在原处');
});

test('an_order_for_a_report_whose_file_is_gone_says_so', async () => {
  const { orderReport } = open([elsewhere(1, SAVED)], { reportIsThere: () => Promise.resolve(false) });
  click('生成报告');
  await settle();
  expect(dialog()).toContain('文件已不在原处');
  click('确认下单');
  await settle();
  expect(orderReport).toHaveBeenCalledExactlyOnceWith({ subject: SUBJECT, format: 'pdf', despite: [], confirmed: [] });
});

test('an_order_on_hold_because_of_the_account_says_who_settles_it_and_can_be_left', () => {
  const held: OrderState = {
    kind: 'onHold',
    orderNo: 'RPT1',
    reason: 'refused',
    failure: failure({ kind: 'status', meaning: 'outOfCredit' }, { statusCode: '112' }),
  };
  const { page } = open([order(1, held, { waysOut: { ...NONE, follow: true, giveUp: true } })]);
  expect(page.textContent).toContain('企查查不再答复这个账号的询问');
  expect(page.textContent).toContain('在设置中改好密钥后会自动再试');
  expect(button('再试一次（不计费）').disabled).toBe(false);
  expect(hasButton('不再等待…')).toBe(true);
});

test('a_number_that_turns_up_is_shown_with_all_that_is_known_of_it_before_it_is_used', async () => {
  const known: KnownNumber = { orderNo: 'RPT9', askedAt: ASKED_AT, status: 'generated', host: 'files.example' };
  for (const [kind, state] of [
    ['notPlaced', { kind: 'notPlaced' }],
    ['replaced', { kind: 'replaced' }],
    ['givenUp', { kind: 'givenUp', orderNo: null }],
  ] as [string, OrderState][]) {
    const askAboutNumber = vi.fn<Backend['askAboutNumber']>(() => Promise.resolve(known));
    const { page, resolveOrder } = open([order(1, state, { waysOut: { ...NONE, number: true } })], { askAboutNumber });
    type(page.querySelector<HTMLInputElement>('article input')!, ' RPT9 ');
    click('查问订单号');
    await settle();
    expect(askAboutNumber, kind).toHaveBeenCalledExactlyOnceWith(1, 'RPT9');
    for (const text of ['RPT9', '已生成', 'files.example', '2026-11-22 14:03', SUBJECT, '程序也无法核实']) expect(dialog()).toContain(text);
    expect(resolveOrder).not.toHaveBeenCalled();
    click('继续跟进');
    await settle();
    expect(resolveOrder).toHaveBeenCalledExactlyOnceWith({ order: 1, resolution: { kind: 'orderNo', orderNo: 'RPT9' } });
    document.body.replaceChildren();
  }
});

test('a_number_of_another_order_is_refused_with_that_order_named_but_not_in_a_meeting', async () => {
  const taken = () => Promise.reject({ kind: 'orderNoTaken', order: 2 });
  const waiting = order(1, { kind: 'notPlaced' }, { waysOut: { ...NONE, number: true } });
  const { desk, page } = open([waiting, order(2, SAVED, { subject: OTHER })], { askAboutNumber: taken });
  type(page.querySelector<HTMLInputElement>('article input')!, 'RPT2');
  click('查问订单号');
  await settle();
  expect(page.querySelector('[role=alert]')!.textContent).toContain(`这是 ${OTHER} 在 2026-11-22 14:03 那一单的订单号`);
  desk.screen.setMeetingMode(true);
  await settle();
  expect(page.textContent).not.toContain(OTHER);
  expect(page.querySelector('[role=alert]')!.textContent).toContain('这是另一份订单（2026-11-22 14:03）的订单号');
});

test('an_order_that_was_given_up_can_be_resumed_or_ordered_anew_with_a_warning', async () => {
  const followOrder = vi.fn<Backend['followOrder']>(() => Promise.resolve(order(1, POLLING, { step: 2 })));
  const givenUp = order(1, { kind: 'givenUp', orderNo: 'RPT1' }, { waysOut: { ...NONE, follow: true } });
  const { orderReport } = open([givenUp], { followOrder });
  click('重新下单');
  expect(dialog()).toContain('前一单是您放弃的');
  click('确认下单');
  await settle();
  expect(orderReport).toHaveBeenCalledExactlyOnceWith({ subject: SUBJECT, format: 'pdf', despite: [1], confirmed: [] });
  click('重新跟进（不计费）');
  await settle();
  expect(followOrder).toHaveBeenCalledExactlyOnceWith(1);
});

test('a_report_under_a_number_that_a_person_entered_says_that_nobody_verified_whose_it_is', () => {
  const { page } = open([order(1, SAVED, { numberByPerson: true })]);
  expect(page.textContent).toContain('报告是不是这家公司的，程序没有核实');
});

test('an_order_of_a_newer_version_says_so_and_can_be_given_up', () => {
  const newer = order(1, { kind: 'newer', orderNo: 'RPT1', open: true }, { format: null, waysOut: { ...NONE, giveUp: true } });
  const { page } = open([newer]);
  expect(page.textContent).toContain('由较新版本写入');
  expect(page.textContent).toContain('请更新本程序后再看');
  expect(hasButton('不再等待…')).toBe(true);
  expect(hasButton('重新下单')).toBe(false);
});

test('demo_orders_speak_of_no_charge', async () => {
  const source = { demo: true, host: 'demo' };
  const desk = new Desk(fakeBackend());
  const unknown = order(1, UNKNOWN, { source, waysOut: { ...NONE, notPlaced: true, number: true, giveUp: true } });
  desk.setState(appState({ mode: { kind: 'demo', samples: [] }, orders: [unknown] }));
  desk.setSubject(SUBJECT);
  render(IdentityReportPanel, {}, desk);
  await settle();
  for (const name of ['重新下单', '不再等待…']) {
    click(name);
    expect(dialog()).not.toMatch(/计费|收费|账单/);
    click('取消');
  }
});
