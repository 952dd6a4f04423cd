import { expect, test, vi } from 'vitest';
import { appState, SUBJECT } from '../testing/fixtures';
import { dialogButton, open, openRecord, press, rows } from '../testing/record';
import { button, click, hasButton, settle, spoken, type } from '../testing/render';

test('a_damaged_record_is_told_with_its_copy_and_a_new_one_begins_only_after_a_warning_about_orders', async () => {
  const damaged = appState({ mode: { kind: 'readOnly', problem: { kind: 'damaged', copy: '/data/record-damaged.sqlite' } } });
  const startNewRecord = vi.fn(() => Promise.resolve(appState({ epoch: 2 })));
  const { page, record, box } = await openRecord({ startNewRecord }, damaged);
  expect(spoken(page.querySelector('[role=alert]')!)).toMatch(/核查记录损坏.*\/data\/record-damaged\.sqlite.*没有计费/);
  expect(rows(record)).toHaveLength(3);
  click(SUBJECT);
  await settle();
  expect(button('删除…').disabled).toBe(true);
  expect(record.querySelector('textarea')).toBeNull();
  press('Escape');
  await settle();
  type(box, SUBJECT);
  await settle();
  expect(button('核查（3 项').disabled).toBe(true);
  click('新建一份记录');
  expect(spoken(document.querySelector('dialog')!)).toMatch(/不会删除.*再次下单前，请先登录企查查专业版查看订单/);
  expect(startNewRecord).not.toHaveBeenCalled();
  dialogButton().click();
  await settle();
  expect(startNewRecord).toHaveBeenCalledTimes(1);
  expect(page.querySelector('[role=alert]')).toBeNull();
  expect(button('核查（3 项').disabled).toBe(false);
});

test('a_missing_record_is_told_with_its_place_and_can_be_looked_for_again_or_begun', async () => {
  const path = '/data/record.sqlite3';
  const missing = appState({ mode: { kind: 'readOnly', problem: { kind: 'missing', path } } });
  const asked = vi.fn(() => Promise.resolve(missing));
  const startNewRecord = vi.fn(() => Promise.resolve(appState({ epoch: 2 })));
  const { page } = await openRecord({ appState: asked, startNewRecord }, missing);
  expect(spoken(page.querySelector('[role=alert]')!)).toMatch(/核查记录不见了.*\/data\/record\.sqlite3.*没有计费/);
  const before = asked.mock.calls.length;
  click('重试');
  await settle();
  expect(asked).toHaveBeenCalledTimes(before + 1);
  click('新建一份记录');
  expect(page.textContent).toContain('新记录不知道旧记录里的订单');
  expect(startNewRecord).not.toHaveBeenCalled();
});

test('a_record_that_cannot_be_written_says_why_and_offers_no_new_one', async () => {
  for (const [trouble, text] of [
    ['diskFull', '磁盘已满'],
    ['noAccess', '没有读写它的权限'],
    ['diskFails', '磁盘读写出错'],
    ['held', '另一个程序'],
  ] as const) {
    const { page } = await open({}, appState({ mode: { kind: 'readOnly', problem: { kind: 'unwritable', trouble } } }));
    expect(spoken(page.querySelector('[role=alert]')!)).toContain(text);
    expect(hasButton('重试') && !hasButton('新建一份记录')).toBe(true);
    page.remove();
  }
});

test('a_record_of_a_newer_version_asks_for_an_update_and_offers_no_new_record', async () => {
  const { page } = await open({}, appState({ mode: { kind: 'readOnly', problem: { kind: 'newer' } } }));
  expect(spoken(page.querySelector('[role=alert]')!)).toContain('请更新本程序');
  expect(hasButton('新建一份记录')).toBe(false);
});
