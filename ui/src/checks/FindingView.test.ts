import { afterEach, expect, test, vi } from 'vitest';
import type { Answer, Finding, IncompleteReason } from '../bindings';
import { Desk } from '../desk.svelte';
import { speak } from '../messages/index.svelte';
import { appState, ASKED_AT, CANCELLED, customsRow, deferred, exitAnswer, exitRow, failure, fakeBackend, finding, foundThree, type Given, incomplete, listOf, morePages, noRecord, notVerified, partiesOf, punishmentsOf, SHA256 } from '../testing/fixtures';
import { button, click, hasButton, render, settle, spoken } from '../testing/render';
import FindingView from './FindingView.svelte';
import { Inquiry } from './inquiry.svelte';

afterEach(() => {
  void speak('zh-CN');
});

function show(shown: Finding, over: Parameters<typeof fakeBackend>[0] = {}, send = () => Promise.resolve(shown)) {
  const backend = fakeBackend(over);
  const inquiry = new Inquiry(shown.check, backend, send);
  inquiry.finding = shown;
  const onaskagain = vi.fn<() => void>();
  const desk = new Desk(backend);
  desk.app = appState();
  const page = render(FindingView, { finding: shown, inquiry, onaskagain }, desk);
  return { page, text: spoken(page), sentence: spoken(page.querySelector('h2')!), inquiry, onaskagain };
}

const found = (answer: Answer, over: Partial<Finding> = {}) => finding({ kind: 'found', answer }, over);
const PICTURE = { kind: 'kept', file: 7, mediaType: 'image/png', width: 1200, height: 1700, bytes: 284113, sha256: SHA256, plaintext: true } as const;

test('a_hit_starts_with_its_sentence_and_says_where_it_comes_from', () => {
  const { sentence, text } = show(foundThree());
  expect(sentence).toBe('查到 3 条限制出境记录');
  expect(text).toContain('数据来自企查查');
  expect(text).toContain('2026-11-22 14:03');
  expect(text).toContain('ORDER1');
  expect(text).toContain('共 3 条，已全部显示');
  expect(text).toContain('未查到不等于没有风险');
});

test('a_court_record_shows_amount_parties_and_what_is_missing', () => {
  const { text } = show(found(listOf([exitRow({ 法院电话: '' })])));
  expect(text).toContain('1,120,000.00 元（112 万元）');
  expect(text).toMatch(/王示例 个人/);
  expect(text).toMatch(/有限公司 企业/);
  expect(text).toMatch(/法院电话 未载明/);
});

test.each(['verifyResultZero', 'status201'] as const)('no_record_is_never_said_to_be_no_risk %s', (form) => {
  const { sentence, text, page } = show(finding({ kind: 'noRecord', form }));
  expect(sentence).toBe('未查到限制出境记录');
  expect(text).toContain('未查到不等于没有风险');
  expect(page.querySelector('[role=alert]')).toBeNull();
});

test('what_could_not_be_verified_never_reads_as_no_record', () => {
  for (const why of [failure({ kind: 'cancelled' }), failure({ kind: 'inconsistent' }), failure({ kind: 'unreadable', reason: 'empty' })]) {
    const { sentence, text } = show(notVerified(why));
    expect(sentence).toBe('未能核查限制出境');
    expect(text).not.toContain('未查到');
  }
});

test('a_failure_has_its_three_parts_in_an_alert_and_folds_the_rest_away', () => {
  const { page, text } = show(notVerified());
  const alert = spoken(page.querySelector('[role=alert]')!);
  expect(alert).toMatch(/发生了什么.*签名.*是否计费 这次没有计费。 下一步/);
  const details = page.querySelector('details')!;
  expect(details.open).toBe(false);
  expect(spoken(details)).toMatch(/详情（代码 107）.*代码 107 复制.*被禁止的IP或者签名错误 复制/);
  expect(text).toContain('ORDER107');
  expect(text).toContain('HTTP 200');
});

test('rows_of_a_contradicting_reply_are_shown_as_reference_only', () => {
  const { text, sentence } = show(
    finding({ kind: 'notVerified', failure: failure({ kind: 'inconsistent' }), answer: exitAnswer(1) }),
  );
  expect(sentence).toBe('未能核查限制出境');
  expect(text).toContain('不能当作核查结果');
  expect(text).toContain('沪72执1号');
});

test('a_failure_can_be_asked_again_by_hand', () => {
  const { onaskagain } = show(notVerified(CANCELLED));
  click('重新查询（可能计费 1 次）');
  expect(onaskagain).toHaveBeenCalledTimes(1);
});

test('a_locked_query_cannot_be_asked_again_before_it_unlocks', () => {
  vi.useFakeTimers();
  vi.setSystemTime(Date.parse(ASKED_AT) + 60_000);
  const { text } = show(notVerified(failure({ kind: 'status', meaning: 'lockedForTwoHours' }, { statusCode: '110' })));
  expect(text).toContain('2026-11-22 16:03');
  expect(button('重新查询').disabled).toBe(true);
  vi.advanceTimersByTime(2 * 60 * 60 * 1000);
  return settle().then(() => expect(button('重新查询').disabled).toBe(false));
});

test('a_wrong_clock_of_earlier_locks_nothing', () => {
  vi.useFakeTimers();
  vi.setSystemTime(Date.parse(ASKED_AT) - 24 * 60 * 60 * 1000);
  show(notVerified(failure({ kind: 'status', meaning: 'lockedForTwoHours' }, { statusCode: '110' })));
  expect(button('重新查询').disabled).toBe(false);
});

test('an_answer_that_was_not_asked_for_again_stays_with_the_reason_above_it', async () => {
  const { page, inquiry } = show(foundThree(), {}, () => Promise.reject({ kind: 'inUse' }));
  await inquiry.ask(true);
  await settle();
  expect(spoken(page.querySelector('[role=alert]')!)).toContain('没有重新查询，仍是上一次的结果');
  expect(page.querySelectorAll('[role=alert]')).toHaveLength(1);
  expect(inquiry.finding).toEqual(foundThree());
});

test('a_locked_query_counts_down_to_when_it_unlocks', async () => {
  vi.useFakeTimers();
  vi.setSystemTime(Date.parse(ASKED_AT) + 37 * 60_000);
  const { page } = show({ ...notVerified(failure({ kind: 'status', meaning: 'lockedForTwoHours' })), reused: true });
  expect(page.textContent).toContain('还有 1 小时 23 分');
  const left = document.getElementById(button('重新查询').getAttribute('aria-describedby')!);
  expect(spoken(left!)).toBe('还有 1 小时 23 分');
  vi.advanceTimersByTime(70 * 60_000);
  await settle();
  expect(page.textContent).toContain('还有 13 分');
});

test('a_failure_from_the_record_is_asked_about_once_only_and_does_not_speak_of_being_billed_again', () => {
  const { page, text } = show({ ...notVerified(CANCELLED), reused: true });
  expect(text).toContain('取自 2026-11-22 14:03 的记录，这次没有再问企查查');
  expect(text).not.toContain('未再计费');
  expect(text).toContain('可能已计费');
  expect([...page.querySelectorAll('button')].filter((each) => spoken(each).startsWith('重新查询'))).toHaveLength(1);
});

const PENDING = notVerified(failure({ kind: 'status', meaning: 'pending' }, { statusCode: '205' }));

test('a_pending_answer_is_waited_for_only_when_a_person_says_so_and_can_be_cancelled', async () => {
  const answer = deferred<Finding>();
  const waitForAnswer = vi.fn(() => answer.promise);
  const cancel = vi.fn(() => Promise.resolve(null));
  const { inquiry, page } = show(PENDING, { waitForAnswer, cancel });
  expect(waitForAnswer).not.toHaveBeenCalled();
  expect(hasButton('重新查询')).toBe(true);
  click('等待结果（3、10、30 秒后各再问一次，最多可能计费 3 次）');
  expect(waitForAnswer).toHaveBeenCalledExactlyOnceWith({ id: inquiry.work!.id, call: 1 });
  expect(page.textContent).toContain('正在等待结果');
  expect(hasButton('重新查询')).toBe(false);
  click('取消');
  expect(cancel).toHaveBeenCalledTimes(1);
  answer.resolve(foundThree());
  await settle();
  expect(inquiry.finding?.outcome.kind).toBe('found');
});

test('what_another_account_asked_is_not_gone_on_with', () => {
  const elsewhere = { ofThisAccount: false };
  expect(show({ ...morePages(20, 47, 2), ...elsewhere }).text).toContain('由另一个账号查询');
  expect(hasButton('加载下一页')).toBe(false);
  const missing = { kind: 'notFetched', failure: failure({ kind: 'file', reason: 'interrupted' }), received: null, plaintext: false } as const;
  show(found({ kind: 'snapshot', picture: missing }, { check: 'registrationSnapshot', ...elsewhere }));
  expect(hasButton('重新获取图片')).toBe(false);
  show({ ...PENDING, ...elsewhere });
  expect(hasButton('等待结果')).toBe(false);
  expect(hasButton('重新查询')).toBe(true);
});

test('an_answer_from_the_record_says_so_and_offers_to_ask_again', () => {
  const { text } = show({ ...foundThree(), reused: true });
  expect(text).toContain('取自今天 14:03 的记录，未再计费');
  expect(hasButton('重新查询（可能计费 1 次）')).toBe(true);
});

test('over_midnight_an_answer_of_today_becomes_one_of_its_day', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T23:59:59+08:00') });
  const { page } = show({ ...foundThree(), reused: true });
  expect(page.textContent).toContain('取自今天 14:03 的记录');
  vi.advanceTimersByTime(1000);
  await settle();
  expect(page.textContent).toContain('取自 2026-11-22 14:03 的记录');
});

test('a_window_left_open_for_a_day_offers_no_further_pages', async () => {
  vi.useFakeTimers({ now: Date.parse(ASKED_AT) + 24 * 60 * 60_000 });
  const { page } = show(morePages(20, 47, 2));
  expect(hasButton('加载下一页')).toBe(true);
  vi.advanceTimersByTime(1000);
  await settle();
  expect(hasButton('加载下一页')).toBe(false);
  expect(hasButton('全部加载')).toBe(false);
  expect(page.textContent).toContain('超过一天');
});

test('demo_data_is_never_said_to_come_from_the_service', () => {
  const { text } = show({ ...foundThree(), source: { demo: true, host: 'demo' } });
  expect(text).toContain('来自演示数据（虚构）');
  expect(text).not.toContain('数据来自企查查');
});

test('bad_news_that_was_found_looks_different_from_a_registration', () => {
  const head = (shown: Finding) => show(shown).page.querySelector('.head')!.className.split(' ')[1];
  expect(head(foundThree())).toBe('adverse');
  expect(head(found(listOf([customsRow()]), { check: 'customsCredit' }))).toBe('found');
  expect(head(found({ kind: 'snapshot', picture: PICTURE }, { check: 'registrationSnapshot' }))).toBe('found');
});

test('more_pages_are_fetched_by_a_button_that_says_how_many_calls_it_takes', async () => {
  const nextPage = vi.fn(() => Promise.resolve(foundThree()));
  const { text } = show(morePages(20, 47, 2), { nextPage });
  expect(text).toContain('已显示 20 条，共 47 条。');
  expect(hasButton('全部加载（还需 2 次，可能计费 2 次）')).toBe(true);
  click('加载下一页（可能计费 1 次）');
  await settle();
  expect(nextPage).toHaveBeenCalledTimes(1);
});

test('more_than_ten_calls_are_asked_about_first', async () => {
  const nextPage = vi.fn(() => Promise.resolve(foundThree()));
  show(morePages(20, 300, 14), { nextPage });
  click('全部加载（还需 14 次');
  expect(nextPage).not.toHaveBeenCalled();
  expect(spoken(document.querySelector('dialog')!)).toContain('14 次');
  [...document.querySelectorAll<HTMLButtonElement>('dialog button')].find((each) => spoken(each) === '全部加载')!.click();
  await settle();
  expect(nextPage).toHaveBeenCalledTimes(1);
});

test.each<IncompleteReason>(['noPaging', 'totalChanged', 'rowsRepeated', 'pageShort', 'pageIndexWrong', 'moreRowsThanTotal', 'moreBeside'])(
  'an_incomplete_answer_is_marked_with_both_numbers_and_the_reason %s',
  (reason) => {
    const { text } = show(found(exitAnswer(2, { kind: 'incomplete', shown: 2, total: 47, reason, callsNeeded: 0 })));
    expect(text).toMatch(/不完整 已显示 2 条，企查查称共 47 条。/);
    expect(text).not.toContain('已全部显示');
    expect(hasButton('重新查询（可能计费 1 次）')).toBe(reason !== 'moreBeside');
  },
);

test('an_incomplete_answer_offers_the_pages_that_are_left_and_says_what_they_take', async () => {
  const nextPage = vi.fn(() => Promise.resolve(foundThree()));
  const { text } = show(incomplete(39, 100, 3), { nextPage });
  expect(text).toContain('不完整 已显示 39 条，企查查称共 100 条。');
  expect(hasButton('全部加载（还需 3 次，可能计费 3 次）')).toBe(true);
  click('加载下一页（可能计费 1 次）');
  await settle();
  expect(nextPage).toHaveBeenCalledTimes(1);
});

test('an_incomplete_answer_without_further_pages_offers_none_and_one_page_is_not_called_several', () => {
  const { text } = show(incomplete(1, 2, 0));
  expect(hasButton('加载下一页')).toBe(false);
  expect(text).not.toContain('不同页');
});

test('rows_of_an_answer_that_contradicts_itself_are_not_added_to', () => {
  const answer = exitAnswer(20, { kind: 'morePages', shown: 20, total: 47, callsNeeded: 2 });
  show(finding({ kind: 'notVerified', failure: failure({ kind: 'inconsistent' }), answer }));
  expect(hasButton('加载下一页')).toBe(false);
});

test('a_failed_page_keeps_the_rows_and_tells_why', () => {
  const { text } = show({ ...morePages(20, 47, 2), pageFailure: CANCELLED });
  expect(text).toContain('沪72执1号');
  expect(text).toContain('已显示 20 条');
  expect(text).toContain('下一页没有取得，前面的记录不受影响');
  expect(text).toContain('可能已计费');
});

test('customs_levels_are_explained_and_an_empty_one_is_neither_good_nor_bad', () => {
  const shown = (over: Given) => show(found(listOf([customsRow(over)]), { check: 'customsCredit' }));
  expect(shown({}).text).toMatch(/一般信用企业.*2018 年.*废止/);
  expect(shown({ 信用等级: '' }).text).toMatch(/信用等级 未载明.*既不表示好，也不表示不好/);
  expect(shown({ 信用等级: '认证企业（中级）' }).text).toMatch(/信用等级 认证企业（中级） 本程序不认识这个等级/);
  const punished = shown({
    海关注销标志: { is: 'flag', raw: '已注销', marked: true },
    海关行政处罚: punishmentsOf({ 序号: '1', 行政处罚决定书编号: '示字1号', 当事人: '示例公司', 处罚日期: '2018-09-05', 案件性质: '违规' }),
  });
  expect(punished.text).toContain('海关注册登记已注销');
  expect(spoken(punished.page.querySelector('table')!)).toMatch(/海关行政处罚 1 条.*示字1号.*违规/);
});

test('a_snapshot_shows_its_picture_its_size_and_digest_and_that_it_came_unencrypted', async () => {
  const snapshotPreview = vi.fn(() => Promise.resolve(new ArrayBuffer(4)));
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 800, 1000));
  const created = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:one');
  const { page } = show(found({ kind: 'snapshot', picture: PICTURE }, { check: 'registrationSnapshot' }), { snapshotPreview });
  await settle();
  expect(snapshotPreview).toHaveBeenCalledExactlyOnceWith(7, 800);
  expect(created).toHaveBeenCalledTimes(1);
  expect(page.querySelector('img')?.getAttribute('src')).toBe('blob:one');
  for (const part of ['1200 × 1700', '284,113', SHA256.slice(0, 12), '明文传输']) expect(spoken(page)).toContain(part);
  for (const name of ['放大', '缩小', '适合宽度', '100%', '复制图片', '保存原图']) expect(hasButton(name)).toBe(true);
});

test('a_picture_that_was_not_fetched_can_be_fetched_again_without_being_billed', async () => {
  const fetchPicture = vi.fn(() => Promise.resolve(noRecord()));
  const { sentence } = show(
    found(
      { kind: 'snapshot', picture: { kind: 'notFetched', failure: failure({ kind: 'file', reason: 'interrupted' }), received: null, plaintext: false } },
      { check: 'registrationSnapshot' },
    ),
    { fetchPicture },
  );
  expect(sentence).toBe('企查查已答复，但快照图片没有取回');
  await settle();
  // A picture that has expired comes back by a new query only.
  expect(hasButton('重新查询（可能计费 1 次）')).toBe(true);
  click('重新获取图片（不计费）');
  await settle();
  expect(fetchPicture).toHaveBeenCalledTimes(1);
});

test('a_file_that_came_in_place_of_the_picture_can_be_saved', async () => {
  const saveSnapshot = vi.fn(() => Promise.resolve(true));
  const picture = { kind: 'notFetched', failure: failure({ kind: 'file', reason: 'wrongType' }), received: 9, plaintext: true } as const;
  const { page } = show(found({ kind: 'snapshot', picture }, { check: 'registrationSnapshot', ofThisAccount: false }), { saveSnapshot });
  await settle();
  expect(spoken(page)).toContain('明文传输');
  click('保存收到的文件');
  await settle();
  expect(saveSnapshot).toHaveBeenCalledExactlyOnceWith(9);
});

test('quota_modules_have_three_numbers_and_an_unknown_one_keeps_its_id', async () => {
  const { page } = show(
    found(
      {
        kind: 'quota',
        modules: [
          { id: 'radar_id', total: '50', consumed: '2', deletable: '48' },
          { id: 'constructor', total: '', consumed: 'x', deletable: '' },
        ],
      },
      { check: 'quota', subject: '' },
    ),
  );
  await settle();
  const text = spoken(page);
  expect(text).toMatch(/风险监控.*总额度 50\s?已用 2\s?可删除 48/);
  expect(text).toContain('未知模块 constructor');
  const meters = [...page.querySelectorAll('[role=meter]')];
  expect(meters.map((meter) => ['aria-valuemin', 'aria-valuenow', 'aria-valuemax'].map((name) => meter.getAttribute(name)))).toEqual([['0', '2', '50']]);
  expect(meters[0]!.firstElementChild!.getAttribute('style')).toBe('width: 4%;');
});

test('remote_text_stays_text_and_hidden_characters_are_marked', () => {
  const hostile = '<img src=x onerror="globalThis.pwned = true">';
  const { page } = show(
    found(
      listOf([exitRow({ 案号: hostile, 承办法院: hostile, 限制出境对象: partiesOf('unknown', '\u202E例示王') })]),
    ),
  );
  expect(page.querySelector('img')).toBeNull();
  expect(page.textContent).toContain(hostile);
  expect(page.textContent).not.toContain('\u202E');
  expect(page.textContent).toContain('U+202E');
});

test('a_very_long_text_is_collapsed_until_it_is_asked_for', () => {
  const { page } = show(found(listOf([exitRow({ 承办法院: '院'.repeat(1000) })])));
  const court = () => (page.textContent ?? '').split('院').length - 1;
  const collapsed = court();
  click('展开');
  expect(court() - collapsed).toBe(700);
  expect(hasButton('收起')).toBe(true);
});

test('a_long_list_is_there_to_the_last_row', async () => {
  vi.useFakeTimers();
  const { page } = show(found(exitAnswer(70)));
  expect(page.querySelectorAll('article').length).toBeLessThan(70);
  for (let turn = 0; turn < 50; turn += 1) {
    vi.runOnlyPendingTimers();
    await settle();
  }
  expect(page.querySelectorAll('article')).toHaveLength(70);
});

test('a_click_copies_a_code_as_received', async () => {
  const writeText = vi.fn(() => Promise.resolve());
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  show(found(listOf([exitRow({ 法院电话: '12\u200B3' })])));
  click('12U+200B3');
  await settle();
  expect(writeText).toHaveBeenCalledExactlyOnceWith('12\u200B3');
  expect(hasButton('12U+200B3已复制') || hasButton('12U+200B3 已复制')).toBe(true);
  vi.unstubAllGlobals();
});

test('a_clock_that_is_far_off_is_told_with_the_times_that_it_concerns', () => {
  expect(show({ ...foundThree(), clockAheadSeconds: -412 }).text).toContain('慢 6 分 52 秒。以上时间取自本机');
  expect(show(foundThree()).text).not.toContain('时钟');
});

test('a_refused_certificate_names_its_issuer_as_text', () => {
  const issuer = '<img src=x> Bank Gateway';
  const untrusted = failure({ kind: 'notSent', reason: 'unknownAuthority' }, { certificateIssuer: issuer });
  const { page, text } = show(notVerified(untrusted));
  expect(text).toContain('证书颁发者');
  expect(text).toContain(issuer);
  expect(page.querySelector('img')).toBeNull();
});

test('everything_is_said_in_english_as_well', async () => {
  await speak('en');
  expect(show(foundThree()).sentence).toBe('3 exit restriction records found');
  expect(show(notVerified()).text).toContain('What happened');
});

test('thousands_of_parties_in_one_row_are_shown_a_few_at_a_time_and_all_of_them_can_be_seen', () => {
  const limited = partiesOf('company', ...Array.from({ length: 5000 }, (_, i) => `示例 ${i} 号`));
  const { page } = show(found(listOf([exitRow({ 限制出境对象: limited })])));
  expect(page.querySelectorAll('dd li')).toHaveLength(50 + 2);
  click('再显示 200 项（共 5000 项）');
  expect(page.querySelectorAll('dd li')).toHaveLength(250 + 2);
});

test('the_last_few_punishments_are_shown_by_one_click', () => {
  const punishments = punishmentsOf(...Array.from({ length: 60 }, (_, i) => ({ 序号: String(i), 行政处罚决定书编号: `示字${i}号` })));
  const { page } = show(found(listOf([customsRow({ 海关行政处罚: punishments })]), { check: 'customsCredit' }));
  expect(page.querySelectorAll('tbody tr')).toHaveLength(50);
  click('再显示 10 项（共 60 项）');
  expect(page.querySelectorAll('tbody tr')).toHaveLength(60);
  expect(hasButton('再显示')).toBe(false);
});
