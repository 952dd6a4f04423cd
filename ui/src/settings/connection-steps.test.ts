import { expect, test } from 'vitest';
import type { Failure } from '../bindings';
import { zhCN as t } from '../messages/zh-CN';
import { BAD_SIGNATURE, failure } from '../testing/fixtures';
import { connectionSteps } from './connection-steps';

const states = (why: Failure | null, clockAheadSeconds: number | null) =>
  connectionSteps({ failure: why, clockAheadSeconds, proxy: null }, t).map(({ state }) => state);

test('all_four_steps_are_told_when_the_account_answers', () => {
  const steps = connectionSteps({ failure: null, clockAheadSeconds: 1, proxy: '10.0.0.1:8080' }, t);
  expect(steps.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok']);
  expect(steps[1]?.text).toContain('10.0.0.1:8080');
});

test('a_network_that_leads_nowhere_says_nothing_about_clock_and_account', () => {
  expect(states(failure({ kind: 'notSent', reason: 'dns' }), null)).toEqual(['ok', 'failed', 'unknown', 'unknown']);
  expect(states(failure({ kind: 'unreadable', reason: 'webPage' }), null)).toEqual(['ok', 'failed', 'unknown', 'unknown']);
  expect(states(failure({ kind: 'interrupted', reason: 'timeout' }), null)).toEqual(['ok', 'failed', 'unknown', 'unknown']);
});

test('a_refused_signature_names_the_clock_where_it_is_wrong_and_the_secret_where_it_is_right', () => {
  const stepsAt = (ahead: number) => connectionSteps({ failure: BAD_SIGNATURE, clockAheadSeconds: ahead, proxy: null }, t);
  expect(stepsAt(3720).map(({ state }) => state)).toEqual(['ok', 'ok', 'failed', 'failed']);
  expect(stepsAt(3720)[3]?.text).toBe(t.settings.steps.likelyClock);
  expect(stepsAt(2).map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'failed']);
  expect(stepsAt(2)[3]?.text).toBe(t.settings.steps.likelySecret);
});

test('without_the_services_time_the_clock_is_not_called_right', () => {
  const steps = connectionSteps({ failure: BAD_SIGNATURE, clockAheadSeconds: null, proxy: null }, t);
  expect(steps[2]).toMatchObject({ state: 'unknown', text: t.settings.steps.noTime });
  expect(steps[3]?.text).toBe(t.settings.steps.likelyEither);
});

test('an_answer_of_the_services_own_that_cannot_be_read_is_not_laid_to_the_network', () => {
  for (const reason of ['shape', 'xml'] as const) {
    expect(states(failure({ kind: 'unreadable', reason }), 0)).toEqual(['ok', 'ok', 'ok', 'failed']);
  }
  for (const reason of ['webPage', 'httpStatus', 'empty', 'notJson', 'encoding'] as const) {
    expect(states(failure({ kind: 'unreadable', reason }), null)).toEqual(['ok', 'failed', 'unknown', 'unknown']);
  }
});

test('a_refusal_for_another_reason_points_to_what_happened', () => {
  const outOfCredit = failure({ kind: 'status', meaning: 'outOfCredit' }, { statusCode: '103' });
  expect(connectionSteps({ failure: outOfCredit, clockAheadSeconds: 0, proxy: null }, t)[3]).toMatchObject({
    state: 'failed',
    text: t.settings.steps.accountFailed,
  });
});
