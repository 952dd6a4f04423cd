// The page as a whole: first run, keys, meeting mode, filter, summary.
import { afterEach, expect, test, vi } from 'vitest';
import App from './App.svelte';
import type { Backend } from './backend';
import type { AppState, Recognition } from './bindings';
import { Desk } from './desk.svelte';
import { speak } from './messages/index.svelte';
import { appState, deferred, exitAnswer, fakeBackend, finding, named, order, OTHER, SAVED, SUBJECT } from './testing/fixtures';
import { button, click, hasButton, render, settle, spoken, type } from './testing/render';

afterEach(() => document.documentElement.removeAttribute('data-meeting'));

async function open(state: AppState = appState(), over: Partial<Backend> = {}) {
  const backend = fakeBackend({
    appState: () => Promise.resolve(state),
    recognise: (text) => Promise.resolve(named(text)),
    rememberChecks: () => Promise.resolve(null),
    lookUp: ({ check }) => Promise.resolve(finding({ kind: 'found', answer: exitAnswer(3) }, { check })),
    ...over,
  });
  const desk = new Desk(backend);
  const page = render(App, { desk });
  await desk.open();
  await settle();
  return { desk, page, box: page.querySelector<HTMLInputElement>('input[type=search]')! };
}

async function press(key: string, init: KeyboardEventInit = {}) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  (document.activeElement ?? document.body).dispatchEvent(event);
  await settle();
  return event;
}

/** Looks everything up, and goes to a check. */
async function looksUp(box: HTMLInputElement, check = '限制出境') {
  type(box, SUBJECT);
  await settle();
  click('核查（3 项');
  await settle();
  click(check);
  await settle();
}

const DEMO = appState({ mode: { kind: 'demo', samples: [{ name: OTHER, creditCode: '91', shows: 'noRecord' }] } });

test('the_first_run_says_what_it_does_when_it_asks_what_it_keeps_and_offers_companies_and_the_key', async () => {
  const { desk, page } = await open(DEMO);
  expect(page.querySelector('[role=tabpanel]:not([hidden])')!.textContent).toMatch(/做什么[\s\S]*何时查询[\s\S]*密钥在哪/);
  expect(hasButton(OTHER)).toBe(true);
  click('填写密钥');
  expect(desk.screen.dialog).toBe('settings');
});

test('with_a_credential_there_is_no_welcome', async () => {
  const { page } = await open();
  expect(page.textContent).not.toContain('何时查询');
});

test('f1_lists_the_keys', async () => {
  const { page } = await open();
  expect((await press('F1')).defaultPrevented).toBe(true);
  expect(spoken(page.querySelector('dialog')!)).toMatch(/^快捷键.*F8.*打开或关闭会议模式/);
});

test('meeting_mode_hides_quota_record_recent_subjects_and_reports_of_others', async () => {
  const others = order(1, SAVED, { subject: OTHER });
  const { desk, page } = await open(appState({ recent: [OTHER], orders: [others] }));
  click('额度');
  await press('F8');
  expect(desk.screen.tab).toBe('overview');
  expect([...page.querySelectorAll('[role=tab]')].map(spoken).join()).not.toContain('额度');
  expect(hasButton('核查记录')).toBe(false);
  await press('h', { ctrlKey: true });
  expect(desk.screen.view).toBe('checks');
  await press('6', { ctrlKey: true });
  expect(desk.screen.tab).toBe('overview');
  click('身份报告');
  await settle();
  expect(page.textContent).not.toContain(OTHER);
  expect(document.documentElement.hasAttribute('data-meeting')).toBe(true);
  await press('F8');
  expect(page.textContent).toContain(OTHER);
  expect(hasButton('核查记录')).toBe(true);
});

test('meeting_mode_closes_the_record', async () => {
  const { desk } = await open(appState(), { searchRecord: () => Promise.resolve({ entries: [], more: false }) });
  await press('h', { ctrlKey: true });
  expect(desk.screen.view).toBe('record');
  await press('F8');
  expect(desk.screen.view).toBe('checks');
});

test('ctrl_f_filters_the_records_and_says_how_many_of_how_many', async () => {
  const { box, page } = await open();
  await looksUp(box);
  await press('f', { ctrlKey: true });
  const filter = document.activeElement as HTMLInputElement;
  expect(filter.labels![0]!.textContent).toBe('筛选');
  type(filter, '执2号');
  await settle();
  expect([...page.querySelectorAll('article')].map((card) => spoken(card)).join()).toMatch(/^第 2 条，共 3 条/);
  expect(page.textContent).toContain('已显示的 3 条中，1 条含有“执2号”，其余没有列出。');
  await press('Escape');
  expect(filter.value).toBe('');
  expect(page.querySelectorAll('article')).toHaveLength(3);
  expect(box.value).toBe(SUBJECT);
});

test('a_filter_that_is_being_composed_filters_nothing', async () => {
  const { box, page } = await open();
  await looksUp(box);
  await press('f', { ctrlKey: true });
  const filter = document.activeElement as HTMLInputElement;
  filter.value = 'zhixing';
  filter.dispatchEvent(new InputEvent('input', { isComposing: true, bubbles: true }));
  await settle();
  expect(page.querySelectorAll('article')).toHaveLength(3);
  filter.value = '执2号';
  filter.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
  await settle();
  expect(page.querySelectorAll('article')).toHaveLength(1);
});

test('ctrl_f_without_records_says_that_there_is_nothing_to_filter', async () => {
  const { desk } = await open();
  await press('f', { ctrlKey: true });
  expect(desk.screen.notice?.text).toBe('这里没有可以筛选的记录。');
});

test('the_summary_of_all_checks_is_shown_and_copied_as_text', async () => {
  const writeText = vi.fn(() => Promise.resolve());
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
  const { box, page } = await open();
  expect(hasButton('摘要')).toBe(false);
  await looksUp(box);
  click('摘要');
  await settle();
  expect(page.querySelector('dialog')!.textContent).toContain('查到 3 条限制出境记录');
  [...page.querySelectorAll<HTMLButtonElement>('dialog button')][0]!.click();
  await settle();
  expect(writeText).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(`核查摘要：${SUBJECT}`));
  expect(page.querySelector('dialog')!.textContent).toContain('已复制');
  vi.unstubAllGlobals();
});

test('ctrl_s_opens_the_evidence_of_what_is_on_screen_and_says_where_there_is_none', async () => {
  const { box, desk, page } = await open();
  expect((await press('s', { ctrlKey: true })).defaultPrevented).toBe(true);
  expect(desk.screen.notice?.text).toBe('这家公司还没有核查结果。先核查，再保存底稿。');
  await looksUp(box);
  await press('s', { ctrlKey: true });
  expect(spoken(page.querySelector('dialog')!)).toMatch(/^保存底稿.*查到 3 条限制出境记录/);
});

test('the_filter_of_one_company_is_not_there_for_the_next', async () => {
  const { box, page } = await open();
  await looksUp(box);
  await press('f', { ctrlKey: true });
  type(document.activeElement as HTMLInputElement, '没有这些字');
  await settle();
  expect(page.querySelectorAll('article')).toHaveLength(0);
  type(box, OTHER);
  await settle();
  click('核查（3 项');
  await settle();
  click('限制出境');
  await settle();
  expect(page.querySelectorAll('article')).toHaveLength(3);
});

test('keys_of_the_web_view_do_nothing_of_its_own_even_over_a_dialog', async () => {
  const { desk } = await open();
  desk.screen.dialog = 'keys';
  await settle();
  expect((await press('F5')).defaultPrevented).toBe(true);
  expect((await press('F5', { shiftKey: true })).defaultPrevented).toBe(true);
  for (const key of ['r', 'f', 'p', 's']) expect((await press(key, { ctrlKey: true })).defaultPrevented, key).toBe(true);
  expect((await press('c', { ctrlKey: true })).defaultPrevented).toBe(false);
});

test('a_key_that_is_held_acts_once', async () => {
  const { desk } = await open();
  await press('F8');
  await press('F8', { repeat: true });
  expect(desk.screen.meetingMode).toBe(true);
});

test('an_enter_that_is_held_presses_nothing_that_the_focus_moves_to', async () => {
  const { box, desk, page } = await open();
  const held = async (target: HTMLElement | null | undefined) => {
    target?.focus();
    expect(document.activeElement).toBe(target);
    return (await press('Enter', { repeat: true })).defaultPrevented;
  };
  expect(await held(box)).toBe(true);
  // Such as a button that answers what was asked about the text.
  expect(await held(button('设置'))).toBe(true);
  desk.screen.dialog = 'keys';
  await settle();
  expect(await held(page.querySelector<HTMLElement>('dialog button'))).toBe(true);
  const note = document.body.appendChild(document.createElement('textarea'));
  expect(await held(note), 'lines').toBe(false);
  note.remove();
});

test('the_escape_that_closed_an_input_method_clears_nothing', async () => {
  const { box } = await open();
  type(box, SUBJECT);
  await settle();
  box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
  await press('Escape', { keyCode: 229 });
  expect(box.value).toBe(SUBJECT);
  await press('Escape');
  expect(box.value).toBe('');
});

test('one_press_of_escape_is_one_act_however_long_it_is_held', async () => {
  const cancel = vi.fn(() => Promise.resolve(null));
  const { box, desk } = await open(appState(), { cancel, lookUp: () => new Promise(() => undefined) });
  await looksUp(box);
  box.focus();
  expect((await press('Escape')).defaultPrevented).toBe(true);
  expect(cancel).toHaveBeenCalledTimes(3);
  // A search field would clear itself on each of these.
  expect((await press('Escape', { repeat: true })).defaultPrevented).toBe(true);
  expect(box.value).toBe(SUBJECT);
  await press('F1');
  expect((await press('Escape', { repeat: true })).defaultPrevented).toBe(true);
  expect(desk.screen.dialog).toBe('keys');
});

test('an_escape_within_a_composition_is_the_input_methods_in_every_field', async () => {
  const { box, page, desk } = await open();
  await looksUp(box);
  await press('f', { ctrlKey: true });
  const filter = document.activeElement as HTMLInputElement;
  for (const field of [box, filter]) {
    type(field, '示');
    field.focus();
    expect((await press('Escape', { isComposing: true })).defaultPrevented).toBe(true);
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    expect((await press('Escape', { keyCode: 229 })).defaultPrevented).toBe(true);
    expect(field.value).toBe('示');
  }
  desk.screen.dialog = 'settings';
  await settle();
  expect((await press('Escape', { isComposing: true })).defaultPrevented).toBe(true);
  expect(page.querySelector('dialog')).not.toBeNull();
});

test('a_key_right_after_a_dialog_was_closed_is_not_lost', async () => {
  const { box, desk, page } = await open();
  await looksUp(box);
  for (const way of [() => press('Escape'), async () => click('关闭')]) {
    for (const key of ['F1', 's'] as const) {
      await press('F1');
      await way();
      await press(key, { ctrlKey: key === 's' });
      // Engines dispatch a dialog's close event in a task of its own.
      await new Promise((resolve) => setTimeout(resolve));
      await settle();
      expect(desk.screen.dialog).toBe(key === 's' ? 'evidence' : 'keys');
      expect(page.querySelector('dialog')!.open).toBe(true);
      desk.screen.dialog = null;
      await settle();
    }
  }
});

test('while_a_name_is_composed_or_recognised_nothing_is_said_of_an_empty_box', async () => {
  const slow = deferred<Recognition>();
  const { box, page } = await open(appState(), { recognise: () => slow.promise });
  box.value = 'shi';
  box.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
  await settle();
  expect(page.textContent).not.toContain('请先输入');
  box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
  await settle();
  expect(page.textContent).not.toContain('请先输入');
  slow.resolve(named('shi'));
  await settle();
  expect(page.textContent).not.toContain('请先输入');
});

test('a_change_of_language_turns_an_open_result_into_it', async () => {
  const { box, desk, page } = await open();
  await looksUp(box);
  const panel = () => spoken(page.querySelector('[role=tabpanel]:not([hidden])')!);
  expect(panel()).toContain('查到 3 条限制出境记录');
  const state = appState();
  desk.setState({ ...state, settings: { ...state.settings, language: 'en' } });
  await settle();
  for (const text of ['3 exit restriction records found', 'Case number', 'CNY 1,120,000.00 (1.12 million)', '2026-11-22 14:03']) {
    expect(panel()).toContain(text);
  }
  expect(panel()).not.toMatch(/查到|案号|数据来自/);
  expect(page.querySelectorAll('article')).toHaveLength(3);
  await speak('zh-CN');
});

test('a_look_up_that_could_not_be_made_is_not_called_not_asked', async () => {
  const { box, page } = await open(appState(), { lookUp: () => Promise.reject({ kind: 'notRecorded', detail: '' }) });
  await looksUp(box);
  expect(spoken(page.querySelector('[role=tabpanel]:not([hidden]) h2')!)).toBe('未能核查限制出境');
});

test('printing_draws_every_record_first', async () => {
  let drawn = 0;
  const printPage = vi.fn(() => {
    drawn = document.querySelectorAll('article').length;
    return Promise.resolve(null);
  });
  const lookUp: Backend['lookUp'] = ({ check }) => Promise.resolve(finding({ kind: 'found', answer: exitAnswer(100) }, { check }));
  const { box } = await open(appState(), { printPage, lookUp });
  await looksUp(box);
  expect(document.querySelectorAll('article').length).toBeLessThan(100);
  await press('p', { ctrlKey: true });
  expect(drawn).toBe(100);
});

test('a_print_window_that_does_not_open_is_told', async () => {
  const { box, desk } = await open(appState(), { printPage: () => Promise.reject(new Error('no printer')) });
  await looksUp(box);
  click('打印');
  await settle();
  expect(desk.screen.notice?.text).toBe('没能打开打印窗口，请再试一次。');
});

test('while_a_check_is_asked_its_sentence_stands_where_the_answer_will', async () => {
  const { box, page } = await open(appState(), { lookUp: () => new Promise(() => undefined) });
  await looksUp(box);
  const panel = page.querySelector('[role=tabpanel]:not([hidden])')!;
  expect(spoken(panel.querySelector('h2.sentence')!)).toBe('正在查询限制出境，等企查查答复…');
  expect(button('取消').disabled).toBe(false);
});
