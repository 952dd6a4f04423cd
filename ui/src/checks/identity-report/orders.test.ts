import { expect, test, vi } from 'vitest';
import type { Order } from '../../bindings';
import { deferred, order, OTHER, SAVED, SUBJECT } from '../../testing/fixtures';
import { isOpen } from './order-states';
import { Orders } from './orders.svelte';

const noResolve = () => Promise.reject(new Error('unexpected'));

test('an_order_is_placed_once_for_a_double_click', async () => {
  const reply = deferred<Order>();
  const orderReport = vi.fn(() => reply.promise);
  const orders = new Orders({ orderReport, resolveOrder: noResolve, followOrder: noResolve });
  const first = orders.place({ subject: SUBJECT, format: 'pdf', despite: [], confirmed: [] });
  await orders.place({ subject: SUBJECT, format: 'pdf', despite: [], confirmed: [] });
  expect(orders.placingFor).toBe(SUBJECT);
  reply.resolve(order(1, { kind: 'accepted', orderNo: 'RPT1' }));
  await first;
  expect(orderReport).toHaveBeenCalledTimes(1);
  expect(orders.placingFor).toBeNull();
  expect(orders.all).toHaveLength(1);
});

test('a_late_reply_does_not_replace_newer_news_of_the_same_order', async () => {
  const reply = deferred<Order>();
  const orders = new Orders({ orderReport: () => reply.promise, resolveOrder: noResolve, followOrder: noResolve });
  const placing = orders.place({ subject: SUBJECT, format: 'pdf', despite: [], confirmed: [] });
  orders.update(order(1, SAVED, { step: 2 }));
  reply.resolve(order(1, { kind: 'accepted', orderNo: 'RPT1' }));
  await placing;
  expect(orders.all[0]?.state.kind).toBe('saved');
});

test('the_list_of_all_orders_does_not_replace_newer_news_of_one_and_drops_those_that_are_gone', () => {
  const orders = new Orders({ orderReport: noResolve, resolveOrder: noResolve, followOrder: noResolve });
  orders.setSession(1, [order(1, SAVED, { step: 9 }), order(2, SAVED)]);
  orders.update(order(3, SAVED, { step: 5 }));
  orders.setSession(1, [order(1, { kind: 'intent' }, { step: 10 }), order(3, { kind: 'sending' }, { step: 4 })]);
  expect(orders.all.map(({ id, state }) => [id, state.kind])).toEqual([[3, 'saved'], [1, 'intent']]);
});

test('news_that_overtakes_the_first_list_of_its_session_is_not_lost', () => {
  const orders = new Orders({ orderReport: noResolve, resolveOrder: noResolve, followOrder: noResolve });
  for (const epoch of [1, 2]) {
    orders.onChanged({ epoch, order: order(1, SAVED, { step: 5 }) });
    expect(orders.of(SUBJECT)).toHaveLength(epoch - 1);
    orders.setSession(epoch, [order(1, { kind: 'accepted', orderNo: 'RPT1' }, { step: 3 })]);
    expect(orders.all.map(({ state }) => state.kind)).toEqual(['saved']);
    expect(orders.justSaved).toBe(1);
  }
});

test('orders_and_news_of_another_session_are_forgotten_even_under_the_same_numbers', () => {
  const orders = new Orders({ orderReport: noResolve, resolveOrder: noResolve, followOrder: noResolve });
  orders.setSession(1, [order(1, SAVED, { step: 9 })]);
  orders.setSession(2, [order(1, { kind: 'sending' }, { step: 2 })]);
  orders.onChanged({ epoch: 1, order: order(1, SAVED, { step: 10 }) });
  expect(orders.all.map(({ state }) => state.kind)).toEqual(['sending']);
});

test('a_refused_command_is_thrown_and_lets_the_next_one_through', async () => {
  const orders = new Orders({ orderReport: () => Promise.reject({ kind: 'orderOpen', order: 1 }), resolveOrder: noResolve, followOrder: noResolve });
  await expect(orders.place({ subject: SUBJECT, format: 'pdf', despite: [], confirmed: [] })).rejects.toEqual({ kind: 'orderOpen', order: 1 });
  expect(orders.placingFor).toBeNull();
});

test('orders_are_told_apart_by_subject_newest_first', () => {
  const orders = new Orders({ orderReport: noResolve, resolveOrder: noResolve, followOrder: noResolve });
  orders.setSession(1, [order(1, SAVED), order(3, SAVED, { subject: OTHER }), order(2, SAVED)]);
  expect(orders.of(SUBJECT).map(({ id }) => id)).toEqual([2, 1]);
  expect(orders.ofOthers(SUBJECT).map(({ id }) => id)).toEqual([3]);
});

test('an_order_whose_fate_is_unknown_counts_as_open_and_a_finished_one_does_not', () => {
  const orders = new Orders({ orderReport: noResolve, resolveOrder: noResolve, followOrder: noResolve });
  orders.setSession(1, [order(1, SAVED), order(2, { kind: 'notPlaced' })]);
  expect(orders.openOrder(SUBJECT, 'pdf')).toBeUndefined();
  orders.update(order(3, { kind: 'sending' }));
  expect(orders.openOrder(SUBJECT, 'pdf')?.id).toBe(3);
  expect(orders.openOrder(SUBJECT, 'word')).toBeUndefined();
  expect(isOpen({ kind: 'intent' })).toBe(true);
});

test('a_report_that_becomes_saved_is_told_once_and_one_that_was_saved_before_is_not', () => {
  const orders = new Orders({ orderReport: noResolve, resolveOrder: noResolve, followOrder: noResolve });
  orders.setSession(1, [order(1, SAVED), order(2, { kind: 'accepted', orderNo: 'RPT2' })]);
  orders.update(order(1, SAVED, { step: 2 }));
  expect(orders.justSaved).toBe(0);
  orders.update(order(2, SAVED, { step: 2 }));
  orders.update(order(2, SAVED, { step: 2 }));
  expect(orders.justSaved).toBe(1);
});

test('an_order_on_hold_is_open_and_one_of_another_account_warns_instead_of_forbidding', () => {
  const orders = new Orders({ orderReport: noResolve, resolveOrder: noResolve, followOrder: noResolve });
  const held = { kind: 'onHold', orderNo: 'RPT1', reason: 'sevenDays', failure: null } as const;
  orders.setSession(1, [order(1, held, { ofThisAccount: false })]);
  expect(orders.openOrder(SUBJECT, 'pdf')).toBeUndefined();
  expect(orders.openElsewhere(SUBJECT, 'pdf').map(({ id }) => id)).toEqual([1]);
  expect(orders.openHere).toEqual([]);
  orders.update(order(2, held));
  expect(orders.openOrder(SUBJECT, 'pdf')?.id).toBe(2);
  expect(orders.openHere.map(({ id }) => id)).toEqual([2]);
});

test('the_report_that_is_there_is_the_latest_one_if_possible_in_the_same_format', () => {
  const orders = new Orders({ orderReport: noResolve, resolveOrder: noResolve, followOrder: noResolve });
  expect(orders.saved(SUBJECT, 'pdf')).toBeUndefined();
  orders.setSession(1, [order(1, SAVED), order(2, SAVED), order(3, SAVED, { format: 'word' }), order(4, { kind: 'intent' })]);
  expect(orders.saved(SUBJECT, 'pdf')?.id).toBe(2);
  expect(orders.saved(SUBJECT, 'word')?.id).toBe(3);
  expect(orders.saved(OTHER, 'pdf')).toBeUndefined();
});
