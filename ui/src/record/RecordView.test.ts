import { afterEach, expect, test, vi } from 'vitest';
import type { Backend } from '../backend';
import type { Note, RecordedItem } from '../bindings';
import { speak } from '../messages/index.svelte';
import { appState, ASKED_AT, CANCELLED, deferred, failure, finding, foundThree, notVerified, order, OTHER, recordEntry, recordPage, SAVED, SHA256, SUBJECT } from '../testing/fixtures';
import { CALL, dialogButton, ENTRIES, itemOf, open, openRecord, press, rows } from '../testing/record';
import { button, click, hasButton, settle, spoken, type } from '../testing/render';

afterEach(() => {
  void speak('zh-CN');
});

test('the_record_opens_by_button_and_keys_and_escape_gives_focus_back', async () => {
  const { box, page, record } = await openRecord();
  expect(spoken(record.querySelector('h2')!)).toBe('核查记录');
  expect(document.activeElement).toBe(record.querySelector('input[type=search]'));
  expect(box.closest('[hidden]')).not.toBeNull();
  press('Escape');
  await settle();
  expect(page.querySelector('main > section')).toBeNull();
  expect(document.activeElement).toBe(box);
  button('核查记录').focus();
  click('核查记录');
  await settle();
  click('返回');
  await settle();
  expect(document.activeElement).toBe(button('核查记录'));
});

test('every_line_says_subject_check_result_time_billing_and_conclusion', async () => {
  const { record } = await openRecord();
  expect(rows(record)).toEqual([
    '额度 已查询 额度 2026-11-22 14:03',
    `${OTHER} 进行中 身份报告 2026-11-22 14:03 可能已计费`,
    `${SUBJECT} 未查到 限制出境 2026-11-22 14:03 备注和结论 2 条 结论：可以准入`,
  ]);
});

test('a_snapshot_without_its_picture_is_not_listed_as_one_that_is_there', async () => {
  const snapshot = (id: number, pictureMissing: boolean) =>
    recordEntry({ kind: 'call', id }, { check: 'registrationSnapshot', pictureMissing });
  const { record } = await openRecord({ searchRecord: () => Promise.resolve(recordPage([snapshot(2, true), snapshot(1, false)])) });
  expect(rows(record).map((row) => row.match(/图片未取得|有快照/)?.[0])).toEqual(['图片未取得', '有快照']);
});

test('the_record_is_read_without_a_key', async () => {
  const { record } = await openRecord({}, appState({ mode: { kind: 'locked', host: 'pro.qcc.com', problem: 'denied' } }));
  expect(rows(record)).toHaveLength(3);
});

test('words_check_result_and_days_narrow_the_list_as_they_are_chosen', async () => {
  vi.useFakeTimers();
  const searchRecord = vi.fn<Backend['searchRecord']>(() => Promise.resolve(recordPage([])));
  const { record } = await openRecord({ searchRecord });
  const choose = (label: string, option: string) => {
    const select = document.getElementById([...record.querySelectorAll('label')].find((each) => spoken(each) === label)!.htmlFor) as HTMLSelectElement;
    select.value = [...select.options].find((each) => spoken(each) === option)!.value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  };
  type(record.querySelector('input[type=search]')!, '示例');
  choose('核查项', '工商快照');
  choose('结果', '未能核查');
  const [from, until] = [...record.querySelectorAll<HTMLInputElement>('input[type=date]')];
  type(from!, '2026-11-01');
  type(until!, '2026-11-22');
  searchRecord.mockClear();
  vi.advanceTimersByTime(200);
  await settle();
  expect(searchRecord).toHaveBeenCalledExactlyOnceWith({
    text: '示例',
    check: 'registrationSnapshot',
    outcome: 'notVerified',
    from: '2026-11-01',
    until: '2026-11-22',
    limit: 50,
  });
  expect(record.textContent).toContain('没有符合条件的记录');
  click('清除条件');
  await settle();
  expect(record.textContent).toContain('还没有核查记录');
});

test('more_are_loaded_by_a_button_and_focus_goes_to_the_first_new_one', async () => {
  const pages = [recordPage(ENTRIES.slice(0, 2), true), recordPage(ENTRIES)];
  const { record } = await openRecord({ searchRecord: () => Promise.resolve(pages.shift()!) });
  expect(record.textContent).toContain('最近的 2 条，还有更早的');
  click('加载更多');
  await settle();
  expect(rows(record)).toHaveLength(3);
  expect(document.activeElement).toBe(record.querySelectorAll('h3 > button')[2]);
  expect(hasButton('加载更多')).toBe(false);
});

test('one_line_at_a_time_unfolds_with_its_sentence_and_what_proves_it', async () => {
  const recorded = vi.fn<Backend['recorded']>(() => Promise.resolve(itemOf(ENTRIES[2]!)));
  const { record } = await openRecord({ recorded });
  click(SUBJECT);
  await settle();
  expect(recorded).toHaveBeenLastCalledWith(CALL);
  for (const part of ['未查到限制出境记录', '未查到不等于没有风险', 'ORDER1', SHA256.slice(0, 12)]) expect(record.textContent).toContain(part);
  click('额度');
  const first = record.querySelector<HTMLElement>('h3 > button')!;
  first.click();
  await settle();
  expect(record.querySelectorAll('[aria-expanded=true]')).toHaveLength(1);
});

test('a_failure_in_the_record_says_what_happened_and_whether_it_may_have_been_billed', async () => {
  const { record } = await openRecord({
    recorded: () => Promise.resolve(itemOf(ENTRIES[2]!, { content: { kind: 'finding', finding: notVerified(CANCELLED) } })),
  });
  click(SUBJECT);
  await settle();
  expect(record.textContent).toMatch(/未能核查限制出境[\s\S]*您取消了这次查询[\s\S]*可能已计费，以企查查账单为准/);
});

test('an_order_in_the_record_stands_where_it_stands_now', async () => {
  const { desk, record } = await openRecord(
    {
      recorded: () =>
        Promise.resolve(itemOf(ENTRIES[1]!, { content: { kind: 'order', order: order(2, { kind: 'accepted', orderNo: 'RPT2' }, { subject: OTHER }) } })),
    },
    appState({ orders: [order(2, { kind: 'accepted', orderNo: 'RPT2' }, { subject: OTHER })] }),
  );
  click(OTHER);
  await settle();
  expect(record.textContent).toContain('已下单，等待生成');
  desk.orders.update(order(2, SAVED, { step: 2, subject: OTHER }));
  await settle();
  expect(record.textContent).toContain('在文件夹中显示');
});

test('notes_are_added_in_time_order_and_never_changed', async () => {
  const note = { id: 1, at: ASKED_AT, kind: 'note' as const, text: '致电核实' };
  const annotate = vi.fn(() => Promise.resolve([note, { ...note, id: 2, kind: 'conclusion' as const, text: '可以准入' }]));
  const recorded = vi.fn<Backend['recorded']>(() => Promise.resolve(itemOf(ENTRIES[2]!, { notes: annotate.mock.calls.length ? [note, { ...note, id: 2, kind: 'conclusion', text: '可以准入' }] : [note] })));
  const { record } = await openRecord({ recorded, annotate });
  click(SUBJECT);
  await settle();
  expect(record.textContent).toContain('添加后不能修改');
  expect(button('添加结论').disabled).toBe(true);
  const field = [...record.querySelectorAll('label')].find((each) => spoken(each) === '结论')!;
  type(document.getElementById(field.htmlFor) as HTMLInputElement, ' 可以准入 ');
  click('添加结论');
  await settle();
  expect(annotate).toHaveBeenCalledExactlyOnceWith(CALL, 'conclusion', '可以准入');
  expect([...record.querySelectorAll('section li')].map(spoken).filter((each) => each.startsWith('2026'))).toEqual([
    '2026-11-22 14:03 备注 致电核实',
    '2026-11-22 14:03 结论 可以准入',
  ]);
});

test('what_was_typed_as_a_note_survives_leaving_the_record_and_a_refusal', async () => {
  const { record } = await openRecord({ annotate: () => Promise.reject({ kind: 'noteRefused' }) });
  click(SUBJECT);
  await settle();
  type(record.querySelector('textarea') as unknown as HTMLInputElement, '写了一半');
  click('添加备注');
  await settle();
  expect(spoken(record.querySelector('.field-error')!)).toContain('最多 2000 个字');
  press('Escape');
  await settle();
  press('h', { ctrlKey: true });
  await settle();
  expect(document.querySelector('textarea')!.value).toBe('写了一半');
});

test('what_is_typed_while_a_note_is_being_added_stays', async () => {
  const reply = deferred<Note[]>();
  const { record } = await openRecord({ annotate: () => reply.promise });
  click(SUBJECT);
  await settle();
  const field = record.querySelector('textarea')!;
  type(field as unknown as HTMLInputElement, '已致电');
  click('添加备注');
  type(field as unknown as HTMLInputElement, '已致电，待回复');
  reply.resolve([]);
  await settle();
  expect(field.value).toBe('已致电，待回复');
});

test('the_original_reply_is_saved_for_each_call', async () => {
  const saveReply = vi.fn(() => Promise.resolve(true));
  const { page } = await openRecord({ saveReply });
  click(SUBJECT);
  await settle();
  click('保存原始答复');
  await settle();
  expect(saveReply).toHaveBeenCalledExactlyOnceWith(1);
  expect(spoken(page.querySelector('[role=status]')!)).toContain('已另存');
});

test('an_entry_is_deleted_only_after_a_confirmation_that_says_what_is_lost_and_what_stays', async () => {
  const eraseRecorded = vi.fn(() => Promise.resolve(null));
  const { record } = await openRecord({ eraseRecorded });
  click(SUBJECT);
  await settle();
  click('删除…');
  expect(eraseRecorded).not.toHaveBeenCalled();
  const dialogText = spoken(document.querySelector('dialog')!);
  expect(dialogText).toMatch(/示例贸易.*都会删除.*删除后找不回来.*可能再次计费.*留在调用统计里/);
  dialogButton().click();
  await settle();
  expect(eraseRecorded).toHaveBeenCalledExactlyOnceWith(CALL);
  expect(document.activeElement).toBe(record.querySelector('input[type=search]'));
});

const OLD = [
  recordEntry({ kind: 'call', id: 5 }, { askedAt: '2016-11-22T23:59:59+08:00' }),
  recordEntry({ kind: 'order', id: 4 }, { askedAt: '2015-03-04T10:00:00+08:00' }),
];
const KEEP_TEN_YEARS = appState({ settings: { ...appState().settings, retentionYears: 10 } });
/** A record with one old entry among today's. */
const searchOld: Backend['searchRecord'] = ({ until, limit }) =>
  Promise.resolve(recordPage(until === '2016-11-22' ? OLD.slice(0, limit) : [...ENTRIES, ...OLD]));

test('what_is_past_the_retention_is_shown_with_the_reason_and_deleted_by_a_person_only', async () => {
  const eraseRecorded = vi.fn<Backend['eraseRecorded']>(() => Promise.resolve(null));
  const { record } = await openRecord({ searchRecord: searchOld, eraseRecorded }, KEEP_TEN_YEARS);
  expect(record.textContent).toMatch(/有 2016-11-22 或更早的记录，查询已满设置的 10 年。[\s\S]*从业务关系结束或交易结束算起/);
  click('查看这些记录');
  await settle();
  expect(rows(record)).toHaveLength(2);
  expect(eraseRecorded).not.toHaveBeenCalled();
  click('删除这 2 条…');
  const dialogText = spoken(document.querySelector('dialog')!);
  expect(dialogText).toMatch(/删除这 2 条记录？.*业务关系都已结束满十年.*删除后找不回来/);
  expect(eraseRecorded).not.toHaveBeenCalled();
  dialogButton().click();
  await settle();
  expect(eraseRecorded.mock.calls).toEqual([[OLD[0]!.id], [OLD[1]!.id]]);
});

test('without_a_retention_or_without_old_entries_nothing_is_offered_for_deletion', async () => {
  await openRecord({ searchRecord: searchOld });
  expect(hasButton('查看这些记录')).toBe(false);
  const young: Backend['searchRecord'] = ({ until }) => Promise.resolve(recordPage(until === '2016-11-22' ? [] : ENTRIES));
  await openRecord({ searchRecord: young }, KEEP_TEN_YEARS);
  expect(hasButton('查看这些记录')).toBe(false);
});

test('an_old_order_that_is_not_finished_stays_and_the_others_go', async () => {
  const eraseRecorded = vi.fn<Backend['eraseRecorded']>(({ kind }) => (kind === 'order' ? Promise.reject({ kind: 'stillOpen' }) : Promise.resolve(null)));
  const { record } = await openRecord({ searchRecord: searchOld, eraseRecorded }, KEEP_TEN_YEARS);
  click('查看这些记录');
  await settle();
  click('删除这 2 条…');
  dialogButton().click();
  await settle();
  expect(eraseRecorded).toHaveBeenCalledTimes(2);
  expect(spoken(record.querySelector('[role=alert]')!)).toContain('这份订单还没有结束');
});

test('an_order_that_is_not_finished_is_not_deleted_and_the_reason_is_told', async () => {
  const { record } = await openRecord({ eraseRecorded: () => Promise.reject({ kind: 'stillOpen' }) });
  click(SUBJECT);
  await settle();
  click('删除…');
  dialogButton().click();
  await settle();
  expect(spoken(record.querySelector('[role=alert]')!)).toContain('这份订单还没有结束');
});

test('a_recorded_answer_opens_on_the_checks_page_marked_as_from_the_record_and_asks_nothing', async () => {
  const { box, desk, page } = await openRecord({
    recorded: () => Promise.resolve(itemOf(ENTRIES[2]!, { content: { kind: 'finding', finding: finding(foundThree().outcome, { askedAt: '2026-01-02T09:08:07+08:00' }) } })),
  });
  click(SUBJECT);
  await settle();
  click('在核查页打开');
  await settle();
  expect(desk.screen.view).toBe('checks');
  expect(box.value).toBe(SUBJECT);
  const panel = page.querySelector('#panel-exitRestriction')!;
  expect(panel.textContent).toContain('查到 3 条限制出境记录');
  expect(panel.textContent).toContain('取自 2026-01-02 09:08 的记录');
  expect(document.activeElement?.id).toBe('tab-exitRestriction');
});

test('calls_are_counted_by_month_and_day_and_never_priced', async () => {
  const count = (period: string, check: 'exitRestriction' | 'customsCredit', calls: number, maybeBilled: number) => ({ period, check, calls, maybeBilled });
  const { record } = await openRecord({
    callLog: () =>
      Promise.resolve({
        days: [count('2026-11-22', 'exitRestriction', 3, 2), count('2026-11-22', 'customsCredit', 1, 1), count('2026-11-21', 'exitRestriction', 4, 4)],
        months: [count('2026-11', 'exitRestriction', 7, 6)],
      }),
  });
  click('调用统计');
  await settle();
  const lines = [...record.querySelectorAll('tr')].map((row) => [...row.cells].map(spoken).join(' '));
  expect(lines).toEqual([
    '月份 核查项 次数 其中可能计费',
    '2026-11 限制出境 7 6',
    '合计 7 6',
    '日期 核查项 次数 其中可能计费',
    '2026-11-22 限制出境 3 2',
    '进出口信用 1 1',
    '2026-11-21 限制出境 4 4',
    '合计 8 7',
  ]);
  expect(record.textContent).toContain('以企查查账单为准');
  expect(record.textContent).not.toMatch(/[¥￥]|\d 元/);
});

test('a_saved_report_is_told_without_a_name_until_it_is_seen', async () => {
  const { desk, page } = await open({}, appState({ orders: [order(2, { kind: 'accepted', orderNo: 'RPT2' }, { subject: OTHER })] }));
  vi.useFakeTimers();
  desk.orders.update(order(2, SAVED, { step: 2, subject: OTHER }));
  await settle();
  vi.advanceTimersByTime(100);
  await settle();
  const news = page.querySelector('footer .item')!;
  expect(spoken(news.querySelector('[role=status]')!)).toBe('一份身份报告已保存');
  expect(news.textContent).not.toContain(OTHER);
  click('查看');
  await settle();
  expect(desk.screen.tab).toBe('identityReport');
  expect(document.activeElement?.id).toBe('tab-identityReport');
  expect(page.querySelector('footer .item')).toBeNull();
});

test('news_goes_by_itself_but_not_while_it_has_focus', async () => {
  const { desk, page } = await open();
  vi.useFakeTimers();
  desk.orders.update(order(2, SAVED));
  await settle();
  button('知道了').focus();
  vi.advanceTimersByTime(20_000);
  await settle();
  expect(page.querySelector('footer .item')).not.toBeNull();
  button('知道了').blur();
  vi.advanceTimersByTime(8500);
  await settle();
  expect(page.querySelector('footer .item')).toBeNull();
});

test('an_order_on_hold_says_why_and_goes_on_without_being_billed', async () => {
  const why = failure({ kind: 'file', reason: 'notWritten' });
  const held = order(2, { kind: 'onHold', orderNo: 'RPT2', reason: 'attempts', failure: why }, {
    follows: 1,
    waysOut: { notPlaced: false, number: false, follow: true, giveUp: true },
  });
  const followed = deferred<ReturnType<typeof order>>();
  const followOrder = vi.fn(() => followed.promise);
  const { box, page } = await open({ followOrder }, appState({ orders: [held, order(1, { kind: 'replaced' })] }));
  type(box, SUBJECT);
  await settle();
  click('身份报告');
  await settle();
  expect(page.textContent).toMatch(/较早的一单（2026-11-22 14:03）之外另下的一单，两单都可能计费/);
  expect(page.textContent).toMatch(/连续 3 次没能取到文件[\s\S]*在设置中换一个报告保存文件夹/);
  expect(button('生成报告').disabled).toBe(true);
  click('再试一次（不计费）');
  expect(followOrder).toHaveBeenCalledExactlyOnceWith(2);
  followed.resolve(order(2, { kind: 'ready', orderNo: 'RPT2', trouble: null, attempts: 0 }, { step: 2, follows: 1 }));
  await settle();
  expect(page.textContent).toContain('已生成，正在下载');
  click('查看较早的一单');
  await settle();
  expect(document.activeElement?.id).toBe('order-1');
});

test('what_a_newer_version_wrote_is_listed_counted_and_opened_as_such_and_says_neither_found_nor_not', async () => {
  const newer = recordEntry({ kind: 'call', id: 7 }, { check: null, outcome: 'newer' });
  const item: RecordedItem = { entry: newer, content: { kind: 'newer' }, notes: [{ id: 1, at: ASKED_AT, kind: null, text: '示例' }] };
  const counts = [{ period: '2026-11', check: null, calls: 3, maybeBilled: 2 }];
  const { page } = await openRecord({
    searchRecord: () => Promise.resolve(recordPage([newer])),
    recorded: () => Promise.resolve(item),
    callLog: () => Promise.resolve({ days: [], months: counts }),
  });
  const line = page.querySelector('h3 > button')!;
  expect(spoken(line)).toContain('由较新版本写入');
  expect(spoken(line)).not.toMatch(/有记录|未查到/);
  click(SUBJECT);
  await settle();
  expect(page.textContent).toContain('它不能说明查到或没查到');
  expect(spoken(page.querySelector('ol ol, section ol li')!)).toContain('由较新版本写入');
  click('调用统计');
  await settle();
  expect(spoken(page.querySelector('tbody')!)).toContain('2026-11由较新版本写入32');
});
