import { expect, test, vi } from 'vitest';
import type { FileReason, OrderState, ReportKind } from '../../bindings';
import { Desk } from '../../desk.svelte';
import { appState, deferred, failure, fakeBackend, order, SAVED, SUBJECT } from '../../testing/fixtures';
import { click, render, settle, spoken } from '../../testing/render';
import Asking from '../Asking.svelte';
import OnHold from './OnHold.svelte';
import OrderRow from './OrderRow.svelte';
import SavedReport from './SavedReport.svelte';

function deskWith(over: Parameters<typeof fakeBackend>[0] = {}) {
  const desk = new Desk(fakeBackend({ rememberChecks: () => Promise.resolve(null), ...over }));
  desk.setState(appState());
  return desk;
}

test('a_report_that_is_being_fetched_says_how_far_it_has_come_until_it_is_there', async () => {
  const desk = deskWith();
  const ready: OrderState = { kind: 'ready', orderNo: 'RPT1', trouble: null, attempts: 0 };
  desk.orders.update(order(1, ready));
  const page = render(OrderRow, { order: order(1, ready) }, desk);
  expect(spoken(page)).not.toContain('已下载');
  desk.onFileProgress({ subject: SUBJECT, order: 1, bytes: 1_234_567, total: 4_000_000 });
  await settle();
  expect(spoken(page)).toContain('已下载 1.2 MB，共 4.0 MB');
  desk.onFileProgress({ subject: SUBJECT, order: 2, bytes: 9_000_000, total: null });
  desk.onFileProgress({ subject: SUBJECT, order: 1, bytes: 16_384, total: null });
  await settle();
  expect(spoken(page)).toMatch(/已下载 16 KB(?!，)/);
  desk.orders.update(order(1, SAVED, { step: 2 }));
  expect(desk.orders.progress).toEqual({ 2: expect.anything() });
});

test('a_picture_that_is_being_fetched_says_how_far_it_has_come', async () => {
  const lookUp = vi.fn(() => deferred<never>().promise);
  const desk = deskWith({ lookUp });
  desk.setSubject(SUBJECT);
  desk.run('registrationSnapshot');
  const inquiry = desk.inquiries!.registrationSnapshot!;
  const page = render(Asking, { inquiry, doing: '正在查询工商快照' });
  desk.onFileProgress({ subject: '示例别家有限公司', order: null, bytes: 1, total: null });
  await settle();
  expect(spoken(page)).toContain('正在查询工商快照');
  desk.onFileProgress({ subject: SUBJECT, order: null, bytes: 40_000, total: 80_000 });
  await settle();
  expect(spoken(page)).toContain('正在下载图片');
  expect(spoken(page)).toContain('已下载 40 KB，共 80 KB');
});

function saved(savedAs: ReportKind, format: 'pdf' | 'word' = 'pdf') {
  if (SAVED.kind !== 'saved') throw new Error('not saved');
  const openReport = vi.fn(() => Promise.resolve(null));
  const backend = fakeBackend({ openReport });
  const page = render(SavedReport, { order: order(1, SAVED, { format }), saved: { ...SAVED, savedAs } }, new Desk(backend));
  return { page, openReport };
}

test('a_report_of_another_kind_says_which_and_only_what_cannot_run_is_opened', () => {
  const kinds: ReportKind[] = ['wordWithMacros', 'oldWord', 'richText', 'wordMarkup', 'openDocument', 'archive'];
  for (const kind of kinds) {
    const { page } = saved(kind);
    expect(spoken(page), kind).toMatch(/要的是 PDF，企查查给的是 .*按实际类型保存/);
    expect(spoken(page), kind).toContain('不直接打开');
    const buttons = [...page.querySelectorAll('button')].map((button) => button.textContent?.trim());
    expect(buttons).not.toContain('打开');
    expect(buttons).toContain('在文件夹中显示');
  }
  for (const [kind, words] of [['word', 'Word'], ['ofd', 'OFD']] as const) {
    const { page } = saved(kind);
    expect(spoken(page)).toContain(`要的是 PDF，企查查给的是 ${words}`);
    expect(spoken(page)).not.toContain('不直接打开');
  }
  expect(spoken(saved('word', 'word').page)).not.toContain('要的是');
});

test('a_report_can_be_opened_where_its_kind_allows_it', async () => {
  const { openReport } = saved('pdf');
  click('打开');
  await settle();
  expect(openReport).toHaveBeenCalledExactlyOnceWith(1);
});

test('an_order_on_hold_says_what_helps_against_what_went_wrong', () => {
  const textOf = (reason: FileReason) => {
    const held = { kind: 'onHold', orderNo: 'RPT1', reason: 'attempts', failure: failure({ kind: 'file', reason }) } as const;
    return spoken(render(OnHold, { order: order(1, held), held }, deskWith()));
  };
  expect(textOf('fakeIp')).toMatch(/Clash.*fake-ip-filter.*不再计费/s);
  expect(textOf('zeroTrust')).toContain('信息技术部门');
  expect(textOf('certificate')).toMatch(/证书.*根证书.*不再计费/s);
  expect(textOf('proxy')).toMatch(/代理服务器.*放行.*不再计费/s);
  expect(textOf('putAside')).toContain('未通过核对');
  expect(textOf('notWritten')).toContain('换一个报告保存文件夹');
  expect(textOf('gone')).toContain('点“再试一次”');
});
