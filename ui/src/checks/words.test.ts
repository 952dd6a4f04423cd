import { describe, expect, test } from 'vitest';
import type {
  Completeness,
  Failure,
  FailureCause,
  FileReason,
  IncompleteReason,
  InterruptedReason,
  NotSentReason,
  OrderState,
  StatusMeaning,
  UnreadableReason,
} from '../bindings';
import { en } from '../messages/en';
import { billingWords, errorWords, failureWords } from '../messages/failure-words';
import { zhCN } from '../messages/zh-CN';
import { CANCELLED, exitAnswer, failure, finding, foundThree, morePages, noRecord, notVerified, order, SAVED } from '../testing/fixtures';
import { foundStatus, lookUpStatus, quotaStatus, reportStatus } from './check-status';
import { completenessWords } from './completeness-words';
import { headline } from './headline';
import { Inquiry } from './inquiry.svelte';

const reasons = <T extends string>(all: Record<T, true>) => Object.keys(all) as T[];

/** Every cause; the records do not compile if one is missing. */
const CAUSES: FailureCause[] = [
  ...reasons<StatusMeaning>({
    nothingFound: true, searchTextRejected: true, pending: true, tooMuchData: true, notCovered: true, lockedForTwoHours: true, account: true,
    signature: true, authentication: true, outOfCredit: true, callLimit: true, notPurchased: true, retired: true,
    exportForbidden: true, serviceTrouble: true, unknown: true,
  }).map((meaning) => ({ kind: 'status' as const, meaning })),
  ...reasons<NotSentReason>({
    dns: true, connect: true, connectTimeout: true, tls: true, unknownAuthority: true, certificateExpired: true,
    wrongHost: true, proxy: true, appClosed: true, notRecorded: true, accountRefused: true, other: true,
  }).map((reason) => ({ kind: 'notSent' as const, reason })),
  ...reasons<InterruptedReason>({
    timeout: true, connectionLost: true, tooLarge: true, bodyIncomplete: true, appClosed: true,
  }).map((reason) => ({ kind: 'interrupted' as const, reason })),
  ...reasons<UnreadableReason>({
    httpStatus: true, webPage: true, xml: true, empty: true, notJson: true, shape: true, encoding: true,
  }).map((reason) => ({ kind: 'unreadable' as const, reason })),
  ...reasons<FileReason>({
    addressRefused: true, fakeIp: true, zeroTrust: true, nat64: true, internalAddress: true, certificate: true, proxy: true, notSent: true, interrupted: true,
    tooLarge: true, wrongType: true, putAside: true, damaged: true, gone: true, notWritten: true, hostTrouble: true,
  }).map((reason) => ({ kind: 'file' as const, reason })),
  { kind: 'inconsistent' },
  { kind: 'newer' },
  { kind: 'cancelled' },
  { kind: 'reportFailed' },
];

describe.each([
  ['zh-CN', zhCN],
  ['en', en],
])('in %s', (_language, t) => {
  test('every_failure_says_what_happened_and_what_to_do_next', () => {
    const seen = new Set<string>();
    for (const cause of CAUSES) {
      const { what, next } = failureWords(failure(cause), t);
      expect(what, JSON.stringify(cause)).toMatch(/\S{2}/);
      expect(next.length, JSON.stringify(cause)).toBeGreaterThan(0);
      expect(what).not.toMatch(/\d{3}/);
      seen.add(what);
    }
    expect(seen.size).toBe(CAUSES.length);
  });

  test('a_failure_says_whether_it_may_have_been_billed', () => {
    expect(billingWords(failure({ kind: 'cancelled' }), t)).not.toBe(billingWords(CANCELLED, t));
  });

  test('only_a_no_record_outcome_is_headed_no_record', () => {
    const none = headline(noRecord(), t);
    for (const cause of CAUSES) expect(headline(notVerified(failure(cause)), t)).not.toBe(none);
    expect(headline(foundThree(), t)).not.toBe(none);
  });
});

test('a_bad_signature_names_the_secret_the_clock_and_the_address', () => {
  const next = failureWords(failure({ kind: 'status', meaning: 'signature' }), zhCN).next.join();
  expect(next).toMatch(/SecretKey.*空格/);
  expect(next).toMatch(/时间/);
  expect(next).toMatch(/VPN.*IP/);
});

test('a_web_page_in_place_of_a_reply_names_the_gateway_and_says_to_log_in_first', () => {
  const { what, next } = failureWords(failure({ kind: 'unreadable', reason: 'webPage' }), zhCN);
  expect(what).toContain('网络网关拦截');
  expect(next[0]).toContain('请先登录 Wi-Fi');
});

test('a_record_in_use_elsewhere_says_what_to_do_and_that_nothing_was_billed', () => {
  expect(errorWords({ kind: 'inUse' }, zhCN)).toMatch(/另一个.*没有计费.*退出.*重试/);
});

test('an_error_of_the_service_address_says_what_is_wrong_with_it', () => {
  expect(errorWords({ kind: 'address', problem: 'httpOnlyOnLoopback' }, zhCN)).toContain('https://');
  expect(errorWords({ kind: 'subject', refusal: { kind: 'tooLong', limit: 100 } }, zhCN)).toContain('100');
});

describe('completeness', () => {
  const sentence = (completeness: Completeness) => completenessWords(completeness, zhCN);

  test('complete_and_more_pages_always_give_shown_and_total', () => {
    expect(sentence({ kind: 'complete', total: 3 })).toBe('共 3 条，已全部显示。');
    expect(sentence({ kind: 'morePages', shown: 20, total: 47, callsNeeded: 2 })).toBe('已显示 20 条，共 47 条。');
  });

  test('incomplete_gives_both_numbers_and_never_says_all', () => {
    expect(sentence({ kind: 'incomplete', shown: 20, total: 47, reason: 'totalChanged', callsNeeded: 2 })).toMatch(/20.*47/);
    expect(sentence({ kind: 'incomplete', shown: 20, total: null, reason: 'noPaging', callsNeeded: 1 })).toMatch(/20.*总数不明/);
    for (const reason of Object.keys(zhCN.completeness.reasons) as IncompleteReason[]) {
      expect(sentence({ kind: 'incomplete', shown: 5, total: 3, reason, callsNeeded: 0 })).not.toContain('全部');
    }
  });

  test('the_sentence_counts_what_there_is_and_says_at_least_where_the_total_is_not_known', () => {
    expect(headline(morePages(20, 47, 2), zhCN)).toBe('查到 47 条限制出境记录');
    const answer = { kind: 'list' as const, rows: [] };
    const incomplete = (shown: number, total: number | null) =>
      headline(
        finding({ kind: 'found', answer: { ...answer, completeness: { kind: 'incomplete', shown, total, reason: 'noPaging', callsNeeded: 0 } } }),
        zhCN,
      );
    expect(incomplete(20, null)).toBe('查到至少 20 条限制出境记录');
    expect(incomplete(5, 3)).toBe('查到 5 条限制出境记录');
  });
});

describe('status', () => {
  const inquiry = (over: Partial<Inquiry> = {}) => {
    const never = () => Promise.reject(new Error('unexpected'));
    return Object.assign(new Inquiry('exitRestriction', { waitForAnswer: never, nextPage: never, fetchPicture: never, cancel: never }, never), over);
  };
  const busy = { id: 1, doing: 'asking' as const, startedAt: 0, cancelling: false };

  test('the_list_says_where_a_check_stands', () => {
    expect(lookUpStatus(null, zhCN)).toEqual({ mark: 'none', words: '未核查' });
    expect(lookUpStatus(inquiry({ work: busy }), zhCN)).toEqual({ mark: 'busy', words: '核查中' });
    expect(lookUpStatus(inquiry({ finding: foundThree() }), zhCN)).toEqual({ mark: 'adverse', words: '有记录 3' });
    expect(foundStatus('customsCredit', exitAnswer(1), zhCN)).toEqual({ mark: 'found', words: '有登记 1' });
    expect(foundStatus('customsCredit', exitAnswer(7, { kind: 'incomplete', shown: 7, total: null, reason: 'noPaging', callsNeeded: 0 }), zhCN).words).toBe('有登记 7+');
    expect(lookUpStatus(inquiry({ finding: noRecord() }), zhCN)).toEqual({ mark: 'noRecord', words: '未查到' });
    expect(lookUpStatus(inquiry({ finding: notVerified() }), zhCN)).toEqual({ mark: 'notVerified', words: '未能核查' });
    expect(lookUpStatus(inquiry({ error: { kind: 'locked' } }), zhCN)).toEqual({ mark: 'notVerified', words: '未能核查' });
  });

  test('the_quota_has_its_own_words', () => {
    expect(quotaStatus(inquiry(), zhCN).words).toBe('未查询');
    expect(quotaStatus(inquiry({ work: busy }), zhCN).words).toBe('查询中');
    expect(quotaStatus(inquiry({ finding: notVerified() }), zhCN).words).toBe('未能查询');
  });

  test('the_report_says_where_its_newest_order_stands_unless_one_waits_for_a_person', () => {
    const unknown: OrderState = { kind: 'unknown', failure: CANCELLED as Failure };
    expect(reportStatus([], false, zhCN).words).toBe('未下单');
    expect(reportStatus([], true, zhCN).words).toBe('下单中');
    expect(reportStatus([order(2, { kind: 'accepted', orderNo: 'RPT2' }), order(1, SAVED)], false, zhCN).words).toBe('生成中');
    expect(reportStatus([order(2, SAVED), order(1, unknown)], false, zhCN).words).toBe('待确认');
    const onHold: OrderState = { kind: 'onHold', orderNo: 'RPT1', reason: 'sevenDays', failure: null };
    expect(reportStatus([order(2, SAVED), order(1, onHold)], false, zhCN).words).toBe('已暂停');
    expect(reportStatus([order(1, { kind: 'failed', orderNo: 'RPT1', failure: CANCELLED })], false, zhCN).mark).toBe('notVerified');
  });
});
