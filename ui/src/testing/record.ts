import type { Backend } from '../backend';
import type { AppState, EntryId, RecordedItem, RecordEntry } from '../bindings';
import { noRecord, OTHER, recordEntry, recordPage } from './fixtures';
import { openApp } from './open-app';
import { settle, spoken } from './render';

export const CALL: EntryId = { kind: 'call', id: 1 };
export const ENTRIES: RecordEntry[] = [
  recordEntry({ kind: 'call', id: 3 }, { subject: '', check: 'quota', billing: 'notBilled' }),
  recordEntry({ kind: 'order', id: 2 }, { subject: OTHER, outcome: 'pending' }),
  recordEntry(CALL, { outcome: 'noRecord', conclusion: '可以准入', notes: 2, source: { demo: true, host: 'demo' } }),
];
export const itemOf = (entry: RecordEntry, over: Partial<RecordedItem> = {}): RecordedItem => ({
  entry,
  content: { kind: 'finding', finding: noRecord() },
  notes: [],
  ...over,
});

export const open = (over: Partial<Backend> = {}, state?: AppState) =>
  openApp(
    { searchRecord: () => Promise.resolve(recordPage(ENTRIES)), recorded: () => Promise.resolve(itemOf(ENTRIES[2]!)), ...over },
    state,
  );

export async function openRecord(over: Partial<Backend> = {}, state?: AppState) {
  const opened = await open(over, state);
  opened.box.focus();
  press('h', { ctrlKey: true });
  await settle();
  return { ...opened, record: opened.page.querySelector<HTMLElement>('main > section')! };
}

export function press(key: string, init: KeyboardEventInit = {}) {
  (document.activeElement ?? window).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
}
export const rows = (record: HTMLElement) => [...record.querySelectorAll('h3')].map(spoken);
export const dialogButton = () => [...document.querySelectorAll<HTMLButtonElement>('dialog button')].at(-1)!;
