import { expect, test } from 'vitest';
import type { Backend } from '../backend';
import { Desk } from '../desk.svelte';
import { appState, fakeBackend } from '../testing/fixtures';
import { button, click, render, settle, spoken } from '../testing/render';
import SupportLog from './SupportLog.svelte';

function open(exportLog: Backend['exportLog']) {
  const desk = new Desk(fakeBackend({ exportLog }));
  desk.app = appState({ version: '1.2.3' });
  const page = render(SupportLog, {}, desk);
  return { page, status: () => spoken(page.querySelector('[aria-live]')!) };
}

test('whoever_helps_can_be_told_the_version_and_the_log_says_what_is_not_in_it', () => {
  const { page } = open(() => Promise.resolve(true));
  expect(page.textContent).toContain('程序版本：1.2.3');
  expect(page.textContent).toContain('不含密钥、公司名称和企查查的答复内容');
});

test('an_exported_log_is_told_and_a_closed_dialog_is_not', async () => {
  const answers = [true, false];
  const { status } = open(() => Promise.resolve(answers.shift()!));
  expect(status()).toBe('');
  click('导出日志');
  expect(button('导出日志').disabled).toBe(true);
  await settle();
  expect(status()).toBe('日志已导出。');
  click('导出日志');
  await settle();
  expect(status()).toBe('');
});

test('a_log_that_cannot_be_saved_is_an_alert', async () => {
  const { page, status } = open(() => Promise.reject({ kind: 'file', problem: 'cannotSave', detail: 'No space left on device' }));
  click('导出日志');
  await settle();
  expect(spoken(page.querySelector('[role=alert]')!)).toContain('No space left on device');
  expect(status()).toBe('');
  expect(button('导出日志').disabled).toBe(false);
});
