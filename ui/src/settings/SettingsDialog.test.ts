import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import type { Backend } from '../backend';
import type { CommandError, FolderState } from '../bindings';
import { Desk } from '../desk.svelte';
import { keychainWords } from '../messages/failure-words';
import { speak } from '../messages/index.svelte';
import { zhCN } from '../messages/zh-CN';
import { appState, BAD_SIGNATURE, deferred, fakeBackend, order, OTHER, SUBJECT } from '../testing/fixtures';
import { button, click, hasButton, render, settle, spoken, type } from '../testing/render';
import SettingsDialog from './SettingsDialog.svelte';
import { countWhitespace, stripWhitespace } from './whitespace';

afterEach(() => void speak('zh-CN'));

function open(over: Partial<Backend> = {}, state = appState()) {
  const desk = new Desk(fakeBackend(over));
  desk.setState(state);
  const onclose = vi.fn<() => void>();
  const page = render(SettingsDialog, { settings: state.settings, onclose }, desk);
  const field = (label: string) => {
    const found = [...page.querySelectorAll('label')].find((each) => spoken(each) === label);
    return document.getElementById(found!.htmlFor) as HTMLInputElement;
  };
  return { page, field, onclose, desk };
}

test('a_saved_secret_is_never_shown_only_the_tail_of_the_key', () => {
  const { page, field } = open();
  expect(field('SecretKey').type).toBe('password');
  expect(field('SecretKey').value).toBe('');
  expect(field('AppKey').value).toBe('');
  expect(page.textContent).toContain('已保存，尾号 9f3c');
});

test('saving_without_a_new_key_keeps_the_saved_one', async () => {
  const saveSettings = vi.fn(() => Promise.resolve(appState()));
  const { page } = open({ saveSettings });
  click('保存');
  await settle();
  expect(saveSettings).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ credential: null, language: 'zh-CN' }));
  expect(spoken(page.querySelector('[role=status]')!)).toBe('设置已保存。');
});

test('how_long_the_record_answers_and_is_kept_is_chosen_with_what_it_means', async () => {
  const saveSettings = vi.fn<Backend['saveSettings']>(() => Promise.resolve(appState()));
  const { page, field } = open({ saveSettings });
  const choose = (label: string, option: string) => {
    const select = field(label) as unknown as HTMLSelectElement;
    select.value = [...select.options].find((each) => spoken(each) === option)!.value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    flushSync();
  };
  expect(page.textContent).toContain('《反洗钱法》第三十四条');
  expect(page.textContent).not.toContain('程序启动时删除');
  choose('同一问题多久内由记录回答', '每次都重新查询');
  expect(page.textContent).toContain('每次都可能计费');
  choose('记录保存期限', '10 年');
  expect(page.textContent).toContain('查询已满 10 年的记录会在“核查记录”里列出，由您确认后才删除');
  click('保存');
  await settle();
  expect(saveSettings.mock.calls[0]![0]).toMatchObject({ reuse: 'never', retentionYears: 10 });
});

test('half_a_credential_is_refused_beside_its_field', async () => {
  const { field, page } = open();
  type(field('AppKey'), 'key');
  click('保存');
  await settle();
  expect(page.textContent).toContain('请填写 SecretKey。');
  expect(field('SecretKey').getAttribute('aria-invalid')).toBe('true');
});

test('blanks_around_a_pasted_secret_are_told_and_removed_only_on_consent', async () => {
  const saveSettings = vi.fn<Backend['saveSettings']>(() => Promise.resolve(appState()));
  const { field, page } = open({ saveSettings });
  type(field('AppKey'), 'key');
  type(field('SecretKey'), ' secret\u200B\u3000');
  expect(page.textContent).toContain('3 个空白字符');
  click('去掉空白');
  expect(field('SecretKey').value).toBe('secret');
  click('保存');
  await settle();
  expect(saveSettings.mock.calls[0]![0].credential).toEqual({ key: 'key', secret: 'secret' });
  expect(field('SecretKey').value).toBe('');
});

test('a_save_that_fails_loses_nothing_and_tells_beside_the_field', async () => {
  const { field, page } = open({ saveSettings: () => Promise.reject({ kind: 'address', problem: 'httpOnlyOnLoopback' }) });
  type(field('AppKey'), 'key');
  type(field('SecretKey'), 'secret');
  type(field('服务地址'), 'http://example.test');
  expect(page.textContent).toContain('每个地址的密钥分开保存');
  click('保存');
  await settle();
  expect(field('服务地址').getAttribute('aria-invalid')).toBe('true');
  expect(field('SecretKey').value).toBe('secret');
  expect(field('服务地址').value).toBe('http://example.test');
});

test('an_error_that_belongs_to_no_field_is_an_alert', async () => {
  const { page } = open({ saveSettings: () => Promise.reject({ kind: 'keychain', problem: 'denied' }) });
  click('保存');
  await settle();
  expect(spoken(page.querySelector('[role=alert]')!)).toContain('密钥库没有解锁');
});

test('the_connection_test_names_the_cause_the_clock_and_the_way', async () => {
  const result = { failure: BAD_SIGNATURE, clockAheadSeconds: 412, proxy: 'proxy.example:8080' };
  const testConnection = vi.fn(() => Promise.resolve(result));
  const { page } = open({ testConnection });
  click('测试连接');
  await settle();
  const request = { serviceAddress: 'https://pro.qcc.com', credential: null, proxy: { kind: 'system' } };
  expect(testConnection).toHaveBeenCalledExactlyOnceWith(request);
  expect(page.textContent).toMatch(/经由代理 proxy.example:8080.*快 6 分 52 秒.*超过 4 分钟.*多半是电脑时间不对/s);
  expect(page.textContent).toContain('签名没有被接受');
});

test('a_connection_that_works_says_so_without_alarm', async () => {
  const { page } = open({ testConnection: () => Promise.resolve({ failure: null, clockAheadSeconds: -3, proxy: null }) });
  click('测试连接');
  await settle();
  expect(page.querySelector('.note')!.textContent).toMatch(/连接正常.*没有经过代理.*时钟与企查查一致/s);
});

test('a_proxy_is_entered_with_user_and_password_and_its_password_kept_while_both_stay', async () => {
  const proxy = { kind: 'manual' as const, address: 'http://proxy.example:8080', user: 'u' };
  const saveSettings = vi.fn<Backend['saveSettings']>(() => Promise.resolve(appState()));
  const { page, field } = open({ saveSettings }, appState({ settings: { ...appState().settings, proxy } }));
  expect(page.textContent).toContain('留空则继续使用以前填写的密码');
  expect(field('代理密码').type).toBe('password');
  type(field('代理用户名（可不填）'), 'other');
  expect(page.textContent).not.toContain('留空则继续使用以前填写的密码');
  type(field('代理密码'), 'word');
  click('保存');
  await settle();
  const change = { kind: 'manual', address: 'http://proxy.example:8080', user: 'other', password: 'word' };
  expect(saveSettings.mock.calls[0]![0].proxy).toEqual(change);
});

test('a_proxy_address_that_is_none_is_told_beside_its_field', async () => {
  const { field } = open(
    { saveSettings: () => Promise.reject({ kind: 'proxy' }) },
    appState({ settings: { ...appState().settings, proxy: { kind: 'manual', address: 'x', user: null } } }),
  );
  click('保存');
  await settle();
  expect(field('代理地址').getAttribute('aria-invalid')).toBe('true');
  expect(field('代理密码').disabled).toBe(true);
});

test('where_the_keychain_refuses_the_credential_can_be_used_for_this_time_only', async () => {
  const state = appState({ settings: { ...appState().settings, credential: { kind: 'inMemory', tail: '9f3c' } } });
  const saveSettings = vi.fn<Backend['saveSettings']>(({ keep }) =>
    keep === 'memory' ? Promise.resolve(state) : Promise.reject({ kind: 'keychain', problem: 'denied' }),
  );
  const { field, page } = open({ saveSettings });
  type(field('AppKey'), 'key');
  type(field('SecretKey'), 'secret');
  click('保存');
  await settle();
  expect(page.textContent).toContain('不写入密钥库，也不写入磁盘');
  click('只在本次使用');
  await settle();
  expect(saveSettings.mock.calls.map(([change]) => change.keep)).toEqual(['keychain', 'memory']);
  expect(saveSettings.mock.calls[1]![0].credential).toEqual({ key: 'key', secret: 'secret' });
});

test('without_any_key_there_is_nothing_to_test_or_delete', () => {
  open({}, appState({ settings: { ...appState().settings, credential: { kind: 'none' } } }));
  expect(button('测试连接').disabled).toBe(true);
  expect(hasButton('删除密钥')).toBe(false);
});

test('a_key_is_deleted_only_after_a_confirmation', async () => {
  const forgetCredential = vi.fn(() => Promise.resolve(appState()));
  open({ forgetCredential });
  click('删除密钥');
  expect(forgetCredential).not.toHaveBeenCalled();
  [...document.querySelectorAll<HTMLButtonElement>('dialog dialog button')].at(-1)!.click();
  await settle();
  expect(forgetCredential).toHaveBeenCalledTimes(1);
});

test('a_folder_is_chosen_in_the_system_dialog_and_kept_when_that_is_closed', async () => {
  const answers = [{ path: '/OneDrive/reports', state: { reach: 'there', syncedBy: 'OneDrive' } } as const, null];
  const { page, field } = open({ chooseFolder: () => Promise.resolve(answers.shift() ?? null) });
  click('选择…');
  await settle();
  expect(field('报告保存文件夹').value).toBe('/OneDrive/reports');
  expect(page.textContent).toContain('由 OneDrive 同步');
  click('选择…');
  await settle();
  expect(field('报告保存文件夹').value).toBe('/OneDrive/reports');
});

test('a_report_folder_that_is_away_or_synchronised_is_said_and_nothing_waits_for_it', async () => {
  const answer = deferred<FolderState>();
  const saveSettings = vi.fn(() => Promise.resolve(appState()));
  const { page } = open({ folderState: () => answer.promise, saveSettings });
  click('保存');
  await settle();
  expect(saveSettings).toHaveBeenCalledTimes(1);
  answer.resolve({ reach: 'away', syncedBy: '坚果云' });
  await settle();
  expect(page.textContent).toContain('现在无法访问这个文件夹');
  expect(page.textContent).toContain('由 坚果云 同步');
});

const DOUBTFUL: CommandError = {
  kind: 'doubtfulSettings',
  file: '/data/settings.json',
  byHand: true,
  doubts: [
    { member: 'serviceAdress', problem: 'unknown' },
    { member: 'proxy', problem: 'notUnderstood' },
  ],
};

test('what_is_wrong_with_the_settings_file_is_named_by_file_and_member_until_it_is_saved', async () => {
  const settings = { ...appState().settings, serviceAddress: '' };
  const unready = appState({ mode: { kind: 'unready', error: DOUBTFUL }, settings });
  const { page, field } = open({ saveSettings: () => Promise.resolve(appState({ epoch: 2 })) }, unready);
  const note = spoken(page.querySelector('.note')!);
  for (const part of ['/data/settings.json', 'serviceAdress', '代理（proxy）', '不支持 SOCKS', '信息技术部门']) expect(note).toContain(part);
  expect(field('服务地址').value).toBe('');
  expect(document.activeElement).toBe(field('AppKey'));
  click('保存');
  await settle();
  expect(page.textContent).not.toContain('serviceAdress');
});

test('a_keychain_that_refuses_is_told_in_the_words_of_its_system', () => {
  const platform = vi.spyOn(navigator, 'platform', 'get');
  for (const [name, words] of [
    ['MacIntel', '钥匙串'],
    ['Win32', '凭据管理器'],
    ['Linux x86_64', '密钥库'],
  ] as const) {
    platform.mockReturnValue(name);
    for (const problem of ['denied', 'unavailable', 'notDeleted'] as const) {
      const sentence = keychainWords(problem, zhCN);
      expect(sentence).toContain(words);
      if (name === 'Win32') expect(sentence).not.toMatch(/窗口|解锁/);
    }
  }
  platform.mockRestore();
});

test('blanks_are_white_space_and_the_invisible_characters_that_come_with_pasting', () => {
  expect(countWhitespace('abc')).toBe(0);
  expect(countWhitespace('\uFEFFa b\u3000')).toBe(3);
  expect(stripWhitespace('\uFEFFa b\u3000')).toBe('ab');
});

test('on_a_mac_the_question_of_the_keychain_is_explained_before_the_key_is_saved', () => {
  const platform = vi.spyOn(navigator, 'platform', 'get');
  for (const [name, explained] of [
    ['MacIntel', true],
    ['Win32', false],
  ] as const) {
    platform.mockReturnValue(name);
    expect(open().page.textContent?.includes('请选“始终允许”')).toBe(explained);
  }
  platform.mockRestore();
});

test('a_change_that_leaves_open_orders_behind_names_them_before_anything_is_saved', async () => {
  const held = { kind: 'onHold', orderNo: 'RPT1', reason: 'sevenDays', failure: null } as const;
  const orders = [order(1, held), order(2, { kind: 'accepted', orderNo: 'RPT2' }, { subject: OTHER })];
  const saveSettings = vi.fn<Backend['saveSettings']>(({ leaveOrders }) =>
    leaveOrders ? Promise.resolve(appState()) : Promise.reject({ kind: 'ordersLeftBehind', orders }),
  );
  const { field, page } = open({ saveSettings });
  type(field('AppKey'), 'key');
  type(field('SecretKey'), 'secret');
  click('保存');
  await settle();
  const warning = () => [...document.querySelectorAll('dialog')].find((each) => spoken(each).startsWith('还有未结束的订单'));
  for (const text of ['有 2 份订单', SUBJECT, OTHER, '已暂停', '换回现在的服务地址和 AppKey']) expect(spoken(warning()!)).toContain(text);
  click('取消');
  await settle();
  expect(warning()).toBeUndefined();
  expect(saveSettings).toHaveBeenCalledTimes(1);
  expect(page.textContent).toContain('设置没有保存');
  expect(field('SecretKey').value).toBe('secret');

  click('保存');
  await settle();
  click('仍然更改');
  await settle();
  expect(saveSettings).toHaveBeenLastCalledWith(expect.objectContaining({ leaveOrders: true, keep: 'keychain' }));
  expect(page.textContent).toContain('设置已保存');
});

test('the_warning_of_orders_left_behind_names_nobody_in_a_meeting', async () => {
  const orders = [order(1, { kind: 'accepted', orderNo: 'RPT1' })];
  const { desk } = open({ saveSettings: () => Promise.reject({ kind: 'ordersLeftBehind', orders }) });
  desk.screen.setMeetingMode(true);
  click('保存');
  await settle();
  expect(document.body.textContent).toContain('有 1 份订单');
  expect(document.body.textContent).not.toContain(SUBJECT);
});

test('deleting_the_key_names_the_open_orders_that_only_it_goes_on_with', () => {
  const orders = [order(1, { kind: 'accepted', orderNo: 'RPT1' }), order(2, { kind: 'notPlaced' }, { subject: OTHER })];
  open({}, appState({ orders }));
  click('删除密钥');
  const warning = spoken([...document.querySelectorAll('dialog')].at(-1)!);
  expect(warning).toContain('有 1 份订单');
  expect(warning).toContain(SUBJECT);
  expect(warning).not.toContain(OTHER);
});
