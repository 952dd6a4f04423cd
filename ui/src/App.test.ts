import { afterEach, expect, test, vi } from 'vitest';
import App from './App.svelte';
import type { AppState, Recognition } from './bindings';
import { Desk } from './desk.svelte';
import { speak } from './messages/index.svelte';
import { NOTHING } from './search/recogniser.svelte';
import { appState, deferred, fakeBackend, failure, finding, foundThree, morePages, named, noRecord, order, OTHER, recordEntry, recordPage, SUBJECT } from './testing/fixtures';
import { openApp } from './testing/open-app';
import { button, click, hasButton, render, settle, spoken, type } from './testing/render';

afterEach(() => void speak('zh-CN'));

const recogniseAsName = (text: string): Promise<Recognition> => Promise.resolve(named(text));
const press = (target: EventTarget, key: string, init: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
};
const entries = (page: HTMLElement) => [...page.querySelectorAll('[role=tab]')].map(spoken);
const selected = (page: HTMLElement) => spoken(page.querySelector('[role=tab][aria-selected=true]')!);

test('before_the_state_is_there_the_box_can_be_used_and_the_button_cannot', () => {
  const page = render(App, { desk: new Desk(fakeBackend()) });
  expect(page.querySelector('input[type=search]')!.matches(':disabled')).toBe(false);
  expect(button('正在准备…').disabled).toBe(true);
});

test('while_the_keychain_may_be_asking_the_page_says_what_it_asks_for', async () => {
  const platform = vi.spyOn(navigator, 'platform', 'get');
  for (const [name, expected] of [
    ['MacIntel', '请输入这台电脑的登录密码，再选“始终允许”'],
    ['Win32', '不会弹窗询问'],
    ['Linux x86_64', '解锁密钥环'],
  ] as const) {
    platform.mockReturnValue(name);
    const answer = deferred<AppState>();
    const desk = new Desk(fakeBackend({ appState: () => answer.promise }));
    const page = render(App, { desk });
    const opened = desk.open();
    await settle();
    expect(page.textContent).toContain(expected);
    answer.resolve(appState());
    await opened;
    await settle();
    expect(page.textContent).not.toContain(expected);
  }
  platform.mockRestore();
});

test('enter_runs_the_chosen_checks_once_each_and_shows_all_of_them', async () => {
  const { box, lookUp, page } = await openApp();
  expect(hasButton('核查（3 项，可能计费 3 次）')).toBe(true);
  type(box, SUBJECT);
  press(box, 'Enter');
  await settle();
  expect(lookUp.mock.calls.map(([{ check, subject, fresh }]) => [check, subject, fresh])).toEqual([
    ['exitRestriction', SUBJECT, false],
    ['customsCredit', SUBJECT, false],
    ['registrationSnapshot', SUBJECT, false],
  ]);
  expect(entries(page).slice(0, 2)).toEqual(['总览', '限制出境 有记录 3']);
  expect(selected(page)).toBe('总览');
});

test('an_enter_faster_than_the_recognition_asks_about_the_new_name', async () => {
  const slow = deferred<Recognition>();
  const { box, lookUp } = await openApp({ recognise: (text) => (text === OTHER ? slow.promise : recogniseAsName(text)) });
  type(box, SUBJECT);
  await settle();
  type(box, OTHER);
  press(box, 'Enter');
  slow.resolve(named(OTHER));
  await settle();
  expect(new Set(lookUp.mock.calls.map(([{ subject }]) => subject))).toEqual(new Set([OTHER]));
});

test('an_identity_card_number_is_refused_with_the_reason_and_not_sent', async () => {
  const { box, lookUp, page } = await openApp({
    recognise: () => Promise.resolve({ ...NOTHING, kind: 'refused', refusal: { kind: 'personalNumber', number: 'identityCard' } }),
  });
  type(box, '310101199001011234');
  await settle();
  expect(page.textContent).toContain('疑似身份证号，不会发送');
  expect(button('核查（3 项').disabled).toBe(true);
  press(box, 'Enter');
  await settle();
  expect(lookUp).not.toHaveBeenCalled();
});

test('several_pasted_lines_are_given_to_choose_from', async () => {
  const recognise = vi.fn((text: string): Promise<Recognition> =>
    text.includes('\n') ? Promise.resolve({ ...NOTHING, kind: 'several', offers: text.split('\n').map((text) => ({ kind: 'cell', text })) }) : recogniseAsName(text),
  );
  const { box, desk } = await openApp({ recognise });
  const paste = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(paste, { clipboardData: { getData: () => `${SUBJECT}\n${OTHER}` } });
  box.dispatchEvent(paste);
  await settle();
  expect(paste.defaultPrevented).toBe(true);
  expect(recognise).toHaveBeenLastCalledWith(`${SUBJECT}\n${OTHER}`);
  click(OTHER);
  await settle();
  expect(box.value).toBe(OTHER);
  expect(desk.subject).toBe(OTHER);
});

const ODD = '示例⼯贸有限公司';
const PLAIN = '示例工贸有限公司';
const asksAboutOdd = (text: string): Promise<Recognition> => {
  if (text !== ODD) return recogniseAsName(text);
  const offers: Recognition['offers'] = [{ kind: 'ordinaryCharacters', text: PLAIN }];
  return Promise.resolve({ ...named(ODD), offers, questions: [{ kind: 'lookAlikes', characters: '⼯' }], folded: PLAIN });
};

test('enter_on_an_open_question_asks_it_and_sends_nothing', async () => {
  const { box, lookUp, desk, page } = await openApp({ recognise: asksAboutOdd });
  type(box, ODD);
  await settle();
  expect(page.querySelector('[aria-live=polite]')!.textContent).toContain('“⼯ U+2F2F”看起来像常用字');
  expect(desk.subject).toBeNull();
  press(box, 'Enter');
  await settle();
  expect(lookUp).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(button(`常用字 ${PLAIN}`));
  click(`常用字 ${PLAIN}`);
  await settle();
  expect([box.value, document.activeElement]).toEqual([PLAIN, box]);
  expect(lookUp).not.toHaveBeenCalled();
  press(box, 'Enter');
  await settle();
  expect(new Set(lookUp.mock.calls.map(([{ subject, confirmed }]) => [subject, confirmed].join()))).toEqual(new Set([`${PLAIN},`]));
});

test('what_a_person_keeps_as_typed_is_sent_with_what_was_asked', async () => {
  const { box, lookUp, desk } = await openApp({ recognise: asksAboutOdd });
  type(box, ODD);
  await settle();
  click('保持原样');
  await settle();
  expect(lookUp).not.toHaveBeenCalled();
  expect([desk.subject, desk.folded]).toEqual([ODD, PLAIN]);
  expect(button('保持原样').getAttribute('aria-pressed')).toBe('true');
  press(box, 'Enter');
  await settle();
  expect(lookUp.mock.calls[0]![0]).toMatchObject({ subject: ODD, confirmed: [{ kind: 'lookAlikes', characters: '⼯' }] });
});

test('nothing_is_said_while_a_text_is_being_recognised', async () => {
  const slow = deferred<Recognition>();
  const { box, page } = await openApp({ recognise: () => slow.promise });
  type(box, SUBJECT);
  expect(page.textContent).not.toContain('请先输入');
  slow.resolve(named(SUBJECT));
  await settle();
  expect(page.textContent).toContain('公司名称');
});

test('a_pasted_row_of_a_table_is_given_to_the_core_as_it_is', async () => {
  const recognise = vi.fn((text: string): Promise<Recognition> =>
    Promise.resolve({ ...NOTHING, kind: 'several', offers: text.split(/[\t\u2028]/).map((cell) => ({ kind: 'cell', text: cell })) }),
  );
  const { box } = await openApp({ recognise });
  for (const between of ['\t', '\u2028']) {
    const paste = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(paste, { clipboardData: { getData: () => `${SUBJECT}${between}${OTHER}` } });
    box.dispatchEvent(paste);
    await settle();
    expect(recognise).toHaveBeenLastCalledWith(`${SUBJECT}${between}${OTHER}`);
    expect(hasButton(OTHER)).toBe(true);
  }
});

test('text_being_composed_is_not_recognised_until_it_is_done', async () => {
  const recognise = vi.fn(recogniseAsName);
  const { box } = await openApp({ recognise });
  box.value = 'shi';
  box.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
  expect(recognise).not.toHaveBeenCalled();
  box.value = '示例';
  box.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
  box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
  await settle();
  expect(recognise).toHaveBeenCalledExactlyOnceWith('示例');
});

test('choosing_an_entry_by_click_or_keys_spends_nothing', async () => {
  const { page, box, lookUp } = await openApp();
  type(box, SUBJECT);
  await settle();
  click('进出口信用');
  expect(selected(page)).toMatch(/^进出口信用/);
  press(page.querySelector('[role=tab][aria-selected=true]')!, 'ArrowDown');
  await settle();
  expect(selected(page)).toMatch(/^工商快照/);
  press(window, '6', { ctrlKey: true });
  await settle();
  expect(selected(page)).toMatch(/^额度/);
  press(page.querySelector('[role=tab][aria-selected=true]')!, 'ArrowDown');
  await settle();
  expect(selected(page)).toBe('总览');
  press(page.querySelector('[role=tab][aria-selected=true]')!, 'End');
  await settle();
  expect(selected(page)).toMatch(/^额度/);
  press(page.querySelector('[role=tab][aria-selected=true]')!, 'Home');
  await settle();
  expect(selected(page)).toBe('总览');
  expect(page.querySelectorAll('[role=tab][tabindex="0"]')).toHaveLength(1);
  expect(lookUp).not.toHaveBeenCalled();
});

test('a_check_that_was_not_asked_offers_its_own_button', async () => {
  const { box, lookUp } = await openApp();
  type(box, SUBJECT);
  await settle();
  click('进出口信用');
  await settle();
  click('核查进出口信用（可能计费 1 次）');
  await settle();
  expect(lookUp.mock.calls.map(([{ check }]) => check)).toEqual(['customsCredit']);
});

test('escape_cancels_first_and_clears_next', async () => {
  const cancel = vi.fn(() => Promise.resolve(null));
  const answer = deferred<ReturnType<typeof foundThree>>();
  const { box } = await openApp({ cancel, lookUp: () => answer.promise });
  type(box, SUBJECT);
  press(box, 'Enter');
  await settle();
  press(box, 'Escape');
  expect(cancel).toHaveBeenCalledTimes(3);
  expect(box.value).toBe(SUBJECT);
  answer.resolve(foundThree());
  await settle();
  press(box, 'Escape');
  await settle();
  expect(box.value).toBe('');
});

test('f5_asks_before_it_asks_again', async () => {
  const { box, lookUp, desk } = await openApp();
  type(box, SUBJECT);
  press(box, 'Enter');
  await settle();
  lookUp.mockClear();
  press(window, 'F5');
  await settle();
  expect(document.querySelector('dialog')).toBeNull();
  expect(desk.screen.notice?.text).toBe('先选一项核查，再按 F5 重新查询它。');
  click('限制出境');
  expect(press(window, 'F5').defaultPrevented).toBe(true);
  await settle();
  expect(lookUp).not.toHaveBeenCalled();
  click('重新查询（可能计费 1 次）');
  await settle();
  expect(lookUp).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ check: 'exitRestriction', fresh: true }));
});

test('progress_and_results_are_told_in_the_one_status_region', async () => {
  const { page, box } = await openApp({ lookUp: () => Promise.resolve(noRecord()) });
  type(box, SUBJECT);
  press(box, 'Enter');
  await settle();
  expect(page.querySelectorAll('[role=status]')).toHaveLength(1);
  expect(spoken(page.querySelector('[role=status]')!)).toContain('限制出境：未查到限制出境记录');
});

test('demo_samples_run_at_a_click', async () => {
  const samples = [{ name: OTHER, creditCode: '91110000802100433B', shows: 'noRecord' as const }];
  const { lookUp, page } = await openApp({}, appState({ mode: { kind: 'demo', samples } }));
  expect(page.textContent).toContain('演示数据');
  click(OTHER);
  await settle();
  expect(lookUp).toHaveBeenCalledTimes(3);
});

test('a_recent_subject_fills_the_box_and_spends_nothing', async () => {
  const { lookUp, box } = await openApp({}, appState({ recent: [OTHER] }));
  click(OTHER);
  await settle();
  expect(box.value).toBe(OTHER);
  expect(lookUp).not.toHaveBeenCalled();
});

test('while_the_key_is_out_of_reach_a_banner_says_so_and_retry_asks_again', async () => {
  const states = [appState({ mode: { kind: 'locked', host: 'pro.qcc.com', problem: 'denied' } }), appState()];
  const { page, box } = await openApp({ appState: () => Promise.resolve(states.shift()!) });
  type(box, SUBJECT);
  await settle();
  click('限制出境');
  await settle();
  expect(spoken(page.querySelector('[role=alert]')!)).toContain('密钥库没有解锁');
  expect(button('核查（3 项').disabled).toBe(true);
  expect(button('核查限制出境').disabled).toBe(true);
  click('重试');
  await settle();
  expect(page.querySelector('[role=alert]')).toBeNull();
  expect(button('核查（3 项').disabled).toBe(false);
});

test('the_quota_is_asked_by_its_own_button_and_says_what_it_does_not_cover', async () => {
  const askQuota = vi.fn(() => Promise.resolve(finding({ kind: 'found', answer: { kind: 'quota', modules: [] } }, { check: 'quota', subject: '' })));
  const { page } = await openApp({ askQuota });
  click('额度');
  await settle();
  expect(askQuota).not.toHaveBeenCalled();
  click('查询额度');
  await settle();
  expect(askQuota).toHaveBeenCalledTimes(1);
  expect(entries(page).at(-1)).toBe('额度 已查询');
  expect(page.textContent).toContain('不包括限制出境');
});

test('demo_never_speaks_of_charges_on_screen_or_to_screen_readers', async () => {
  const mode: AppState['mode'] = { kind: 'demo', samples: [] };
  const source = { demo: true, host: 'demo' };
  const failed = finding({ kind: 'notVerified', failure: failure({ kind: 'cancelled' }, { billing: 'mayHaveBeenBilled' }), answer: null }, { source });
  const answers = [{ ...morePages(20, 300, 14), source }, { ...failed, check: 'customsCredit' as const }, { ...foundThree(), source, reused: true }];
  const callLog = { days: [], months: [{ period: '2026-11', check: 'exitRestriction' as const, calls: 3, maybeBilled: 3 }] };
  const orders = [order(1, { kind: 'unknown', failure: failure({ kind: 'cancelled' }, { billing: 'mayHaveBeenBilled' }) }, { source })];
  const over = {
    lookUp: () => Promise.resolve(answers.shift()!),
    searchRecord: () => Promise.resolve(recordPage([recordEntry({ kind: 'call', id: 1 }, { source })])),
    callLog: () => Promise.resolve(callLog),
  };
  const { box, page } = await openApp(over, appState({ mode, orders }));
  const isSilent = async () => {
    await settle();
    expect(document.body.outerHTML).not.toMatch(/计费|扣费|收费|费用|账单/);
  };
  await isSilent();
  type(box, SUBJECT);
  await settle();
  expect(hasButton('核查（3 项，演示）')).toBe(true);
  press(box, 'Enter');
  for (const tab of ['限制出境', '进出口信用', '工商快照', '额度', '身份报告']) {
    await settle();
    [...page.querySelectorAll<HTMLElement>('[role=tab]')].find((each) => spoken(each).startsWith(tab))!.click();
    await isSilent();
  }
  click('重新下单');
  await isSilent();
  click('取消');
  await settle();
  click('核查记录');
  await settle();
  click('调用统计');
  await isSilent();
});
