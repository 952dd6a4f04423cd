import { afterEach, expect, test, vi } from 'vitest';
import type { AppState, Finding } from './bindings';
import { Desk } from './desk.svelte';
import { speak } from './messages/index.svelte';
import StatusBar from './StatusBar.svelte';
import { click, render, spoken } from './testing/render';
import { appState, deferred, fakeBackend, finding, foundThree, order, OTHER, recordEntry, SAVED, SUBJECT } from './testing/fixtures';

afterEach(() => void speak('zh-CN'));

const settle = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

function openDesk(lookUp: (request: { check: string; subject: string; fresh: boolean }) => Promise<Finding>) {
  const spy = vi.fn(lookUp);
  const desk = new Desk(
    fakeBackend({ lookUp: spy, cancel: () => Promise.resolve(null), rememberChecks: () => Promise.resolve(null) }),
  );
  desk.setState(appState());
  return { desk, lookUp: spy };
}

test('each_check_stands_alone', async () => {
  const { desk } = openDesk(({ check }) => {
    if (check === 'exitRestriction') return Promise.reject({ kind: 'record', detail: '' });
    if (check === 'customsCredit') return new Promise(() => undefined);
    return Promise.resolve(finding({ kind: 'noRecord', form: 'status201' }, { check: 'registrationSnapshot' }));
  });
  desk.setSubject(SUBJECT);
  desk.runChosen();
  await settle();
  expect(desk.inquiries!.exitRestriction!.error?.kind).toBe('record');
  expect(desk.inquiries!.customsCredit!.work).not.toBeNull();
  expect(desk.inquiries!.registrationSnapshot!.finding?.outcome.kind).toBe('noRecord');
});

test('only_the_ticked_checks_run_and_the_choice_is_remembered', () => {
  const rememberChecks = vi.fn(() => Promise.resolve(null));
  const lookUp = vi.fn(() => Promise.resolve(foundThree()));
  const desk = new Desk(fakeBackend({ lookUp, rememberChecks }));
  desk.setState(appState());
  desk.choose(['customsCredit', 'registrationSnapshot'], false);
  expect(rememberChecks).toHaveBeenLastCalledWith(['exitRestriction']);
  desk.setSubject(SUBJECT);
  desk.runChosen();
  expect(lookUp).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ check: 'exitRestriction', subject: SUBJECT, fresh: false }),
  );
});

test('choosing_a_tab_or_typing_a_name_asks_nothing', () => {
  const { desk, lookUp } = openDesk(() => Promise.resolve(foundThree()));
  desk.setSubject(SUBJECT);
  desk.screen.tab = 'customsCredit';
  desk.screen.tab = 'quota';
  expect(lookUp).not.toHaveBeenCalled();
});

test('a_finding_leaves_the_screen_with_its_name_and_comes_back_with_it', async () => {
  const { desk, lookUp } = openDesk(() => Promise.resolve(foundThree()));
  desk.setSubject(SUBJECT);
  desk.run('exitRestriction');
  await settle();
  desk.setSubject(OTHER);
  expect(desk.inquiries!.exitRestriction!.finding).toBeNull();
  desk.setSubject(null);
  expect(desk.inquiries).toBeNull();
  desk.setSubject(SUBJECT);
  expect(desk.inquiries!.exitRestriction!.finding?.subject).toBe(SUBJECT);
  expect(lookUp).toHaveBeenCalledTimes(1);
});

test('a_reply_for_another_subject_never_shows_under_the_one_on_screen', async () => {
  const slow = deferred<Finding>();
  const { desk } = openDesk(() => slow.promise);
  desk.setSubject(SUBJECT);
  desk.run('exitRestriction');
  desk.setSubject(OTHER);
  slow.resolve(foundThree());
  await settle();
  expect(desk.inquiries!.exitRestriction!.finding).toBeNull();
});

test('a_change_of_service_forgets_every_finding_even_one_on_its_way', async () => {
  const slow = deferred<Finding>();
  const { desk } = openDesk(({ check }) => (check === 'exitRestriction' ? Promise.resolve(foundThree()) : slow.promise));
  desk.setSubject(SUBJECT);
  desk.run('exitRestriction');
  desk.run('customsCredit');
  await settle();
  desk.setState(appState({ epoch: 2, mode: { kind: 'demo', samples: [] } }));
  slow.resolve(foundThree());
  await settle();
  expect(desk.inquiries!.exitRestriction!.finding).toBeNull();
  expect(desk.inquiries!.customsCredit!.finding).toBeNull();
});

test('saving_settings_without_changing_the_service_keeps_the_findings', async () => {
  const { desk } = openDesk(() => Promise.resolve(foundThree()));
  desk.setSubject(SUBJECT);
  desk.run('exitRestriction');
  await settle();
  desk.setState(appState());
  expect(desk.inquiries!.exitRestriction!.finding).not.toBeNull();
  // A new session of the same account, for another folder or proxy.
  desk.setState(appState({ epoch: 2, accountSince: 1 }));
  expect(desk.inquiries!.exitRestriction!.finding).not.toBeNull();
});

test('what_is_under_way_for_another_company_is_told_and_can_be_cancelled', async () => {
  const answer = deferred<Finding>();
  const { desk } = openDesk(() => answer.promise);
  desk.setSubject(SUBJECT);
  desk.run('exitRestriction');
  desk.run('customsCredit');
  expect(desk.elsewhere).toHaveLength(0);
  desk.setSubject(OTHER);
  const page = render(StatusBar, {}, desk);
  expect(spoken(page)).toContain('别的名称还有 2 项在查');
  click('取消');
  expect(desk.elsewhere.map(({ work }) => work?.cancelling)).toEqual([true, true]);
  answer.resolve(foundThree());
  await settle();
  expect(desk.elsewhere).toHaveLength(0);
});

test('while_the_key_is_out_of_reach_nothing_is_asked', () => {
  const { desk, lookUp } = openDesk(() => Promise.resolve(foundThree()));
  desk.setState(appState({ mode: { kind: 'locked', host: 'pro.qcc.com', problem: 'denied' } }));
  desk.setSubject(SUBJECT);
  desk.runChosen();
  desk.askQuota();
  expect(lookUp).not.toHaveBeenCalled();
});

test('cancel_stops_what_is_under_way_and_says_whether_there_was_anything', async () => {
  const cancel = vi.fn(() => Promise.resolve(null));
  const desk = new Desk(fakeBackend({ cancel, lookUp: () => new Promise(() => undefined) }));
  desk.setState(appState());
  desk.setSubject(SUBJECT);
  expect(desk.cancel()).toBe(false);
  desk.runChosen();
  expect(desk.cancel()).toBe(true);
  await settle();
  expect(cancel).toHaveBeenCalledTimes(3);
});

test('a_state_that_cannot_be_had_is_told_and_can_be_retried', async () => {
  const replies = [Promise.reject({ kind: 'record', detail: 'corrupt' }), Promise.resolve(appState())];
  const desk = new Desk(fakeBackend({ appState: () => replies.shift()! }));
  await desk.open();
  expect(desk.startError?.kind).toBe('record');
  expect(desk.ready).toBe(false);
  await desk.open();
  expect(desk.startError).toBeNull();
  expect(desk.ready).toBe(true);
});

test('a_state_that_was_asked_before_is_used_once_and_a_retry_asks_anew', async () => {
  const asked = vi.fn(() => Promise.resolve(appState()));
  const desk = new Desk(fakeBackend({ appState: asked }));
  await desk.open(Promise.reject({ kind: 'record', detail: '' }));
  expect(desk.startError?.kind).toBe('record');
  expect(asked).not.toHaveBeenCalled();
  await desk.open();
  expect(asked).toHaveBeenCalledOnce();
  expect(desk.ready).toBe(true);
});

test('a_record_that_is_damaged_while_the_state_is_on_its_way_is_opened_once_more', async () => {
  const states = [appState(), appState({ epoch: 2, mode: { kind: 'readOnly', problem: { kind: 'newer' } } })];
  const desk = new Desk(fakeBackend({ appState: () => Promise.resolve(states.shift()!) }));
  const opening = desk.open();
  await desk.open();
  await opening;
  expect(desk.readOnly).toBe(true);
  expect(states).toEqual([]);
});

test('a_state_that_was_overtaken_by_a_newer_one_is_ignored', () => {
  const desk = new Desk(fakeBackend());
  desk.setState(appState({ epoch: 2 }));
  desk.setState(appState({ epoch: 1, mode: { kind: 'locked', host: 'pro.qcc.com', problem: 'denied' } }));
  expect(desk.ready).toBe(true);
});

test('a_report_that_is_saved_before_its_session_is_listed_is_announced', () => {
  const desk = new Desk(fakeBackend());
  desk.setState(appState());
  desk.orders.onChanged({ epoch: 2, order: order(1, SAVED, { step: 5 }) });
  desk.setState(appState({ epoch: 2, orders: [order(1, { kind: 'accepted', orderNo: 'RPT1' }, { step: 3 })] }));
  expect(desk.orders.justSaved).toBe(1);
});

test('the_language_of_the_settings_is_spoken', async () => {
  const { desk } = openDesk(() => Promise.resolve(foundThree()));
  desk.setState(appState({ settings: { ...appState().settings, language: 'en' } }));
  await vi.waitFor(() => expect(document.documentElement.lang).toBe('en'));
});

test('while_the_record_can_only_be_read_nothing_is_asked', () => {
  const { desk, lookUp } = openDesk(() => Promise.resolve(foundThree()));
  desk.setState(appState({ mode: { kind: 'readOnly', problem: { kind: 'newer' } } }));
  desk.setSubject(SUBJECT);
  desk.runChosen();
  desk.askQuota();
  expect(desk.ready).toBe(false);
  expect(lookUp).not.toHaveBeenCalled();
});

test('what_is_deleted_from_the_record_leaves_the_screen_as_well', () => {
  const { desk } = openDesk(() => Promise.reject(new Error('unexpected')));
  desk.setState(appState({ recent: [SUBJECT, OTHER], orders: [order(4, SAVED)] }));
  desk.showRecorded(foundThree());
  expect(desk.inquiries!.exitRestriction!.finding).not.toBeNull();
  desk.removeErased(recordEntry({ kind: 'call', id: 1 }));
  expect(desk.inquiries!.exitRestriction!.finding).toBeNull();
  expect(desk.recent).toEqual([OTHER]);
  desk.removeErased(recordEntry({ kind: 'order', id: 4 }));
  expect(desk.orders.all).toHaveLength(0);
});

test('an_earlier_answer_deleted_while_it_is_asked_for_again_does_not_come_back', async () => {
  const again = deferred<Finding>();
  const { desk } = openDesk(() => again.promise);
  desk.showRecorded(foundThree());
  desk.run('exitRestriction', true);
  desk.removeErased(recordEntry({ kind: 'call', id: 1 }));
  again.reject({ kind: 'record', trouble: 'diskFull', detail: '' });
  await settle();
  expect(desk.inquiries!.exitRestriction!.error?.kind).toBe('record');
  expect(desk.inquiries!.exitRestriction!.finding).toBeNull();
});

test('a_state_that_was_overtaken_does_not_change_the_language', async () => {
  const late = deferred<AppState>();
  const desk = new Desk(fakeBackend({ appState: () => late.promise }));
  desk.setState(appState());
  const opening = desk.open();
  desk.setState(appState({ epoch: 3, settings: { ...appState().settings, language: 'en' } }));
  late.resolve(appState({ epoch: 2 }));
  await opening;
  await vi.waitFor(() => expect(desk.opening).toBe(false));
  await import('./messages/en');
  await settle();
  expect(document.documentElement.lang).toBe('en');
});
