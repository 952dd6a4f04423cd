// Orders for one company whose name is written in several ways. The core says which writings are of one company.
import { expect, test, vi } from 'vitest';
import type { Backend } from '../../backend';
import type { Order } from '../../bindings';
import { appState, failure, foundThree, named, order, OTHER, SAVED, SUBJECT } from '../../testing/fixtures';
import { openApp } from '../../testing/open-app';
import { button, click, settle, spoken, type } from '../../testing/render';

const WRITTEN = '示例贸易(上海)有限公司';
const FOLDED = { subject: WRITTEN, folded: SUBJECT };
const ELSEWHERE = { ...FOLDED, ofThisAccount: false, source: { demo: false, host: 'old.example' } };
const POLLING = { kind: 'polling', orderNo: 'RPT1', progress: 'processing', trouble: null } as const;
const otherWriting = `当时下单的公司名称写法略有不同：${WRITTEN}`;
const dialog = () => spoken(document.querySelector('dialog')!);

/** The panel of identity reports for the subject in the box, which the core folds as it says here. */
async function open(orders: Order[], folded: Record<string, string> = {}) {
  const orderReport = vi.fn<Backend['orderReport']>(() => Promise.resolve(order(99, { kind: 'intent' })));
  const recognise = (text: string) => Promise.resolve({ ...named(text), folded: folded[text] ?? text });
  const app = await openApp({ orderReport, recognise, reportIsThere: () => Promise.resolve(true) }, appState({ orders }));
  type(app.box, SUBJECT);
  await settle();
  click('身份报告');
  await settle();
  return { ...app, orderReport };
}

const headed = (page: Element, heading: string) =>
  [...page.querySelectorAll('section')].filter((each) => each.querySelector('h3')?.textContent === heading).map(spoken).join();

test('an_open_report_of_the_company_rules_out_another_however_its_name_was_written', async () => {
  const { page } = await open([order(1, POLLING, FOLDED), order(2, POLLING, { subject: OTHER })]);
  expect(headed(page, '这家公司的报告')).toContain(otherWriting);
  expect(headed(page, '其他公司的报告')).toContain(OTHER);
  expect(headed(page, '其他公司的报告')).not.toContain(WRITTEN);
  expect(button('生成报告').disabled).toBe(true);
  expect(page.textContent).toContain('这家公司已有一份同格式的报告还没有结束');
});

test('an_order_elsewhere_is_named_with_how_its_name_was_written_and_what_is_sent_is_the_text_in_the_box', async () => {
  const { orderReport } = await open([order(1, POLLING, ELSEWHERE)]);
  click('生成报告');
  expect(dialog()).toContain('可能重复计费');
  expect(dialog()).toContain('old.example 的另一个账号在 2026-11-22 14:03 下过同样的一单');
  expect(dialog()).toContain(otherWriting);
  click('确认下单');
  await settle();
  expect(orderReport).toHaveBeenCalledExactlyOnceWith({ subject: SUBJECT, format: 'pdf', despite: [1], confirmed: [] });
});

test('a_saved_report_is_named_with_how_its_name_was_written', async () => {
  await open([order(1, SAVED, FOLDED)]);
  click('生成报告');
  expect(dialog()).toContain('已经有这份报告');
  expect(dialog()).toContain(otherWriting);
});

test('an_order_under_the_very_text_says_nothing_of_writings', async () => {
  const { page } = await open([order(1, SAVED)]);
  click('生成报告');
  expect(dialog()).not.toContain('写法');
  expect(page.textContent).not.toContain('写法');
});

test('the_core_alone_decides_which_writings_are_of_one_company', async () => {
  const { page } = await open([order(1, SAVED, { subject: OTHER, folded: 'folded' })], { [SUBJECT]: 'folded' });
  expect(headed(page, '这家公司的报告')).toContain(OTHER);
});

test('a_lock_of_the_service_is_about_the_very_text_that_it_refused', async () => {
  const locked = { kind: 'refused', failure: failure({ kind: 'status', meaning: 'lockedForTwoHours' }) } as const;
  await open([order(1, locked, FOLDED)]);
  expect(button('生成报告').disabled).toBe(false);
});

test('an_answer_from_the_record_brings_the_reports_of_its_company', async () => {
  const { desk } = await open([order(1, SAVED, { subject: OTHER, folded: 'folded' })]);
  expect(desk.orders.of(desk.folded)).toEqual([]);
  desk.showRecorded({ ...foundThree(), subject: WRITTEN, folded: 'folded' });
  expect(desk.orders.of(desk.folded).map(({ id }) => id)).toEqual([1]);
  desk.setSubject(null);
  expect(desk.orders.of(desk.folded)).toEqual([]);
});
