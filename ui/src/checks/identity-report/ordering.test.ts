import { expect, test, vi } from 'vitest';
import type { Backend } from '../../backend';
import type { OrderState } from '../../bindings';
import { appState, failure, order, OTHER, SAVED, SUBJECT } from '../../testing/fixtures';
import { openApp } from '../../testing/open-app';
import { button, click, hasButton, settle, spoken, type } from '../../testing/render';

test('a_report_is_ordered_only_after_a_confirmation_that_names_the_company', async () => {
  const orderReport = vi.fn(() => Promise.resolve(order(1, { kind: 'accepted', orderNo: 'RPT1' })));
  const { box, page, desk } = await openApp({ orderReport });
  type(box, SUBJECT);
  await settle();
  click('身份报告');
  await settle();
  click('生成报告');
  expect(orderReport).not.toHaveBeenCalled();
  const dialog = spoken(document.querySelector('dialog')!);
  expect(dialog).toContain(SUBJECT);
  expect(dialog).toContain('收费');
  click('确认下单');
  await settle();
  expect(orderReport).toHaveBeenCalledExactlyOnceWith({ subject: SUBJECT, format: 'pdf', despite: [], confirmed: [] });
  expect(page.textContent).toContain('已下单，等待生成');
  expect(button('生成报告').disabled).toBe(true);
  desk.orders.update(order(1, { ...SAVED, savedAs: 'word' } as typeof SAVED));
  await settle();
  expect(page.textContent).toContain('要的是 PDF，企查查给的是 Word');
  for (const name of ['打开', '在文件夹中显示', '另存为']) expect(hasButton(name)).toBe(true);
});

const ENDED: [OrderState, string][] = [
  [{ kind: 'failed', orderNo: 'RPT1', failure: failure({ kind: 'reportFailed' }) }, '再下一单可能再次计费'],
  [{ kind: 'givenUp', orderNo: null }, '可能为同一份报告计费两次'],
  [{ kind: 'notPlaced' }, '下单一份基础身份报告'],
];

test.each(ENDED)('the_main_button_warns_of_an_order_that_ended_without_a_report %#', async (state, warning) => {
  const orderReport = vi.fn<Backend['orderReport']>(() => Promise.resolve(order(5, { kind: 'accepted', orderNo: 'RPT1' })));
  const { box } = await openApp({ orderReport }, appState({ orders: [order(4, state)] }));
  type(box, SUBJECT);
  await settle();
  click('身份报告');
  await settle();
  click('生成报告');
  expect(spoken(document.querySelector('dialog')!)).toContain(warning);
  click('确认下单');
  await settle();
  expect(orderReport).toHaveBeenCalledExactlyOnceWith({ subject: SUBJECT, format: 'pdf', despite: [4], confirmed: [] });
});

test('the_main_button_warns_of_an_earlier_order_behind_one_that_cost_nothing', async () => {
  const [state, warning] = ENDED[0]!;
  const free = order(5, { kind: 'notSent', failure: failure({ kind: 'notSent', reason: 'dns' }) });
  const { box } = await openApp({}, appState({ orders: [free, order(4, state, { subject: '示例贸易(上海)有限公司', folded: SUBJECT })] }));
  type(box, SUBJECT);
  await settle();
  click('身份报告');
  await settle();
  click('生成报告');
  const dialog = spoken(document.querySelector('dialog')!);
  expect(dialog).toContain(warning);
  expect(dialog).toContain('示例贸易(上海)有限公司');
});

test('an_order_of_unknown_fate_has_four_ways_out', async () => {
  const waysOut = { notPlaced: true, number: true, follow: false, giveUp: true };
  const unknown = order(4, { kind: 'unknown', failure: failure({ kind: 'interrupted', reason: 'timeout' }, { billing: 'mayHaveBeenBilled' }) }, { waysOut });
  const askAboutNumber = vi.fn<Backend['askAboutNumber']>(() =>
    Promise.reject({ kind: 'orderNotConfirmed', failure: failure({ kind: 'status', meaning: 'searchTextRejected' }) }),
  );
  const resolveOrder = vi.fn<Backend['resolveOrder']>(() => Promise.resolve(unknown));
  const orderReport = vi.fn<Backend['orderReport']>(() => Promise.resolve(order(5, { kind: 'accepted', orderNo: 'RPT1' })));
  const { box, page } = await openApp({ askAboutNumber, resolveOrder, orderReport }, appState({ orders: [unknown] }));
  type(box, SUBJECT);
  await settle();
  click('身份报告');
  await settle();

  click('查问订单号');
  expect(page.textContent).toContain('请填写订单号');
  type(page.querySelector<HTMLInputElement>('article input')!, ' RPT9 ');
  click('查问订单号');
  await settle();
  expect(askAboutNumber).toHaveBeenCalledExactlyOnceWith(4, 'RPT9');
  expect(resolveOrder).not.toHaveBeenCalled();
  expect(page.textContent).toContain('企查查没有确认这个订单号');

  click('重新下单');
  expect(spoken(document.querySelector('dialog')!)).toContain('可能重复计费');
  click('确认下单');
  await settle();
  expect(orderReport).toHaveBeenCalledExactlyOnceWith({ subject: SUBJECT, format: 'pdf', despite: [4], confirmed: [] });

  click('未下单');
  [...document.querySelectorAll<HTMLButtonElement>('dialog button')].at(-1)!.click();
  await settle();
  expect(resolveOrder).toHaveBeenLastCalledWith({ order: 4, resolution: { kind: 'notPlaced' } });

  click('不再等待…');
  expect(spoken(document.querySelector('dialog')!)).toContain('不会取消企查查那边的订单');
  click('放弃这份订单');
  await settle();
  expect(resolveOrder).toHaveBeenLastCalledWith({ order: 4, resolution: { kind: 'givenUp' } });
});

test('orders_are_seen_from_any_subject', async () => {
  const { box, page } = await openApp({}, appState({ orders: [order(1, SAVED, { subject: OTHER })] }));
  type(box, SUBJECT);
  await settle();
  click('身份报告');
  await settle();
  expect(page.textContent).toContain('其他公司的报告');
  expect(page.textContent).toContain(OTHER);
});
