import { expect, test, vi } from 'vitest';
import type { Finding } from '../bindings';
import { CANCELLED, deferred, foundThree, incomplete, morePages, noRecord, notVerified } from '../testing/fixtures';
import { callsNeeded, Inquiry, type FollowUps } from './inquiry.svelte';

const unexpected = () => Promise.reject(new Error('unexpected command'));
const followUps = (over: Partial<FollowUps> = {}): FollowUps => ({
  waitForAnswer: unexpected,
  nextPage: unexpected,
  fetchPicture: unexpected,
  cancel: unexpected,
  ...over,
});

test('an_answer_is_shown_and_every_look_up_has_an_id_of_its_own', async () => {
  const ids: number[] = [];
  const inquiry = new Inquiry('exitRestriction', followUps(), (id) => {
    ids.push(id);
    return Promise.resolve(foundThree());
  });
  await inquiry.ask();
  await inquiry.ask();
  expect(inquiry.finding?.outcome.kind).toBe('found');
  expect(inquiry.work).toBeNull();
  expect(new Set(ids).size).toBe(2);
});

test('a_second_click_while_busy_asks_nothing', async () => {
  const answer = deferred<Finding>();
  const send = vi.fn(() => answer.promise);
  const inquiry = new Inquiry('exitRestriction', followUps(), send);
  const first = inquiry.ask();
  await inquiry.ask();
  await inquiry.nextPage();
  answer.resolve(foundThree());
  await first;
  expect(send).toHaveBeenCalledTimes(1);
});

test('a_reply_whose_id_is_stale_is_dropped', async () => {
  const older = deferred<Finding>();
  const newer = deferred<Finding>();
  const answers = [older, newer];
  const inquiry = new Inquiry('exitRestriction', followUps(), () => answers.shift()!.promise);
  const first = inquiry.ask();
  inquiry.reset();
  const second = inquiry.ask();
  older.resolve(foundThree());
  await first;
  expect(inquiry.finding).toBeNull();
  expect(inquiry.work).not.toBeNull();
  newer.resolve(notVerified());
  await second;
  expect(inquiry.finding?.outcome.kind).toBe('notVerified');
});

test('a_stale_error_is_dropped_as_well', async () => {
  const answer = deferred<Finding>();
  const inquiry = new Inquiry('exitRestriction', followUps(), () => answer.promise);
  const asking = inquiry.ask();
  inquiry.reset();
  answer.reject({ kind: 'locked' });
  await asking;
  expect(inquiry.error).toBeNull();
});

test('a_command_that_was_not_carried_out_leaves_an_error_and_no_finding', async () => {
  const inquiry = new Inquiry('exitRestriction', followUps(), () => Promise.reject({ kind: 'record', detail: 'disk full' }));
  await inquiry.ask();
  expect(inquiry.error).toEqual({ kind: 'record', detail: 'disk full' });
  expect(inquiry.finding).toBeNull();
  expect(inquiry.work).toBeNull();
});

test('cancelling_names_the_look_up_and_waits_for_its_answer', async () => {
  const answer = deferred<Finding>();
  let asked = 0;
  const cancel = vi.fn(() => Promise.resolve(null));
  const inquiry = new Inquiry('exitRestriction', followUps({ cancel }), (id) => {
    asked = id;
    return answer.promise;
  });
  const asking = inquiry.ask();
  await inquiry.cancel();
  await inquiry.cancel();
  expect(cancel).toHaveBeenCalledExactlyOnceWith(asked);
  expect(inquiry.work?.cancelling).toBe(true);
  answer.resolve(notVerified(CANCELLED));
  await asking;
  expect(inquiry.finding?.outcome).toMatchObject({ kind: 'notVerified', failure: { cause: { kind: 'cancelled' } } });
});

test('a_cancel_that_comes_too_late_does_no_harm', async () => {
  const answer = deferred<Finding>();
  const inquiry = new Inquiry('exitRestriction', followUps({ cancel: () => Promise.reject({ kind: 'notFound' }) }), () => answer.promise);
  const asking = inquiry.ask();
  await inquiry.cancel();
  answer.resolve(foundThree());
  await asking;
  expect(inquiry.finding?.outcome.kind).toBe('found');
});

test('all_pages_are_fetched_one_call_each_until_none_is_missing', async () => {
  const pages = [morePages(40, 47, 1), { ...foundThree(), call: 1 }];
  const nextPage = vi.fn(() => Promise.resolve(pages.shift()!));
  const inquiry = new Inquiry('exitRestriction', followUps({ nextPage }), () => Promise.resolve(morePages(20, 47, 2)));
  await inquiry.ask();
  expect(callsNeeded(inquiry.finding!)).toBe(2);
  await inquiry.allPages();
  expect(nextPage).toHaveBeenCalledTimes(2);
  expect(callsNeeded(inquiry.finding!)).toBe(0);
});

test('pages_that_bring_nothing_more_end_the_fetching', async () => {
  const sameAgain = morePages(20, 100, 4);
  const nextPage = vi.fn(() => Promise.resolve(sameAgain));
  const inquiry = new Inquiry('exitRestriction', followUps({ nextPage }), () => Promise.resolve(sameAgain));
  await inquiry.ask();
  await inquiry.allPages();
  expect(nextPage).toHaveBeenCalledTimes(1);
  expect(inquiry.work).toBeNull();
});

test('no_more_calls_are_spent_than_the_button_said', async () => {
  let shown = 20;
  // The list grows as fast as it is fetched.
  const nextPage = vi.fn(() => Promise.resolve(morePages((shown += 20), shown + 60, 3)));
  const inquiry = new Inquiry('exitRestriction', followUps({ nextPage }), () => Promise.resolve(morePages(20, 80, 3)));
  await inquiry.ask();
  await inquiry.allPages();
  expect(nextPage).toHaveBeenCalledTimes(3);
});

test('a_cancel_that_meets_an_arriving_page_shows_it_and_asks_for_no_other', async () => {
  const page = deferred<Finding>();
  const nextPage = vi.fn(() => page.promise);
  const over = { nextPage, cancel: () => Promise.reject({ kind: 'notFound' }) };
  const inquiry = new Inquiry('exitRestriction', followUps(over), () => Promise.resolve(morePages(20, 100, 4)));
  await inquiry.ask();
  const fetching = inquiry.allPages();
  await inquiry.cancel();
  page.resolve(morePages(40, 100, 3));
  await fetching;
  expect(nextPage).toHaveBeenCalledTimes(1);
  expect(callsNeeded(inquiry.finding!)).toBe(3);
});

test('a_question_that_was_not_asked_again_leaves_the_earlier_answer', async () => {
  const answers = [() => Promise.resolve(foundThree()), () => Promise.reject({ kind: 'record', detail: '' }), () => Promise.reject({ kind: 'notRecorded', detail: '' })];
  const inquiry = new Inquiry('exitRestriction', followUps(), () => answers.shift()!());
  await inquiry.ask();
  await inquiry.ask(true);
  expect(inquiry.finding).toEqual(foundThree());
  expect(inquiry.errorOf('asking')?.kind).toBe('record');
  // Here the service has answered, and nobody knows what.
  await inquiry.ask(true);
  expect(inquiry.finding).toBeNull();
});

test('a_question_that_could_not_be_asked_is_announced_with_the_reason', async () => {
  const full = { kind: 'record', trouble: 'diskFull', detail: '' };
  const answers = [() => Promise.reject(full), () => Promise.resolve(noRecord()), () => Promise.reject(full)];
  const said: string[] = [];
  const inquiry = new Inquiry('exitRestriction', followUps(), () => answers.shift()!(), (text) => said.push(text));
  for (const fresh of [false, false, true]) await inquiry.ask(fresh);
  expect(said).toEqual([
    expect.stringMatching(/^未能核查限制出境：.*磁盘/),
    '限制出境：未查到限制出境记录',
    expect.stringMatching(/^限制出境：没有重新查询，仍是上一次的结果：.*磁盘/),
  ]);
});

test('a_failed_page_stops_the_rest_and_keeps_the_rows', async () => {
  const nextPage = vi.fn(() => Promise.resolve({ ...morePages(20, 100, 4), pageFailure: CANCELLED }));
  const inquiry = new Inquiry('exitRestriction', followUps({ nextPage }), () => Promise.resolve(morePages(20, 100, 4)));
  await inquiry.ask();
  await inquiry.allPages();
  expect(nextPage).toHaveBeenCalledTimes(1);
  expect(inquiry.finding?.outcome.kind).toBe('found');
});

test('a_page_that_brings_nothing_new_stops_the_rest', async () => {
  const pages = [incomplete(39, 100, 3), incomplete(39, 100, 2), incomplete(59, 100, 1)];
  const nextPage = vi.fn(() => Promise.resolve(pages.shift()!));
  const inquiry = new Inquiry('exitRestriction', followUps({ nextPage }), () => Promise.resolve(morePages(20, 100, 4)));
  await inquiry.ask();
  await inquiry.allPages();
  expect(nextPage).toHaveBeenCalledTimes(2);
  expect(callsNeeded(inquiry.finding!)).toBe(2);
  await inquiry.nextPage();
  expect(callsNeeded(inquiry.finding!)).toBe(1);
});

test('an_error_of_a_page_stops_the_rest_and_keeps_the_rows', async () => {
  const nextPage = vi.fn(() => Promise.reject({ kind: 'record', detail: '' }));
  const inquiry = new Inquiry('exitRestriction', followUps({ nextPage }), () => Promise.resolve(morePages(20, 100, 4)));
  await inquiry.ask();
  await inquiry.allPages();
  expect(nextPage).toHaveBeenCalledTimes(1);
  expect(inquiry.finding?.outcome.kind).toBe('found');
  expect(inquiry.error?.kind).toBe('record');
});

test('an_answer_of_the_record_is_shown_as_such_and_does_not_disturb_a_look_up_under_way', async () => {
  const answer = deferred<Finding>();
  const inquiry = new Inquiry('exitRestriction', followUps(), () => answer.promise);
  inquiry.show(foundThree());
  expect(inquiry.finding?.reused).toBe(true);
  const asking = inquiry.ask();
  inquiry.show(foundThree());
  expect(inquiry.work).not.toBeNull();
  answer.resolve(notVerified());
  await asking;
  expect(inquiry.finding?.outcome.kind).toBe('notVerified');
});
