import { beforeEach, expect, test, vi } from 'vitest';
import type { Backend } from '../backend';
import type { RecordPage } from '../bindings';
import { deferred, recordEntry, recordPage } from '../testing/fixtures';
import { RecordList } from './record-list.svelte';

beforeEach(() => void vi.useFakeTimers());

const ONE = recordPage([recordEntry({ kind: 'call', id: 1 })]);

test('the_record_is_asked_once_a_person_pauses_in_typing', () => {
  const searchRecord = vi.fn<Backend['searchRecord']>(() => Promise.resolve(ONE));
  const list = new RecordList({ searchRecord });
  for (const text of ['示', '示例', ' 示例公司 ']) {
    list.filter.text = text;
    list.filtered();
    vi.advanceTimersByTime(100);
  }
  expect(searchRecord).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(searchRecord).toHaveBeenCalledExactlyOnceWith({ text: '示例公司', check: null, outcome: null, from: null, until: null, limit: 50 });
});

test('an_answer_that_comes_late_does_not_replace_a_newer_one', async () => {
  const older = deferred<RecordPage>();
  const replies = [older.promise, Promise.resolve(ONE)];
  const list = new RecordList({ searchRecord: () => replies.shift()! });
  const first = list.refresh();
  await list.refresh();
  older.resolve(recordPage([], true));
  await first;
  expect(list.entries).toHaveLength(1);
  expect(list.more).toBe(false);
});

test('the_list_is_busy_from_the_change_of_a_filter_to_its_answer', async () => {
  const older = deferred<RecordPage>();
  const replies = [older.promise, Promise.resolve(recordPage([])), Promise.resolve(ONE)];
  const list = new RecordList({ searchRecord: () => replies.shift()! });
  const first = list.refresh();
  expect(list.busy).toBe(false);
  list.filtered();
  older.resolve(ONE);
  await first;
  expect(list.busy).toBe(true);
  expect(list.entries).toBeNull();
  await vi.advanceTimersByTimeAsync(200);
  expect(list.busy).toBe(false);
  expect(list.entries).toEqual([]);
  const cleared = list.clearFilter();
  expect(list.busy).toBe(true);
  await cleared;
  expect(list.busy).toBe(false);
});

test('an_answer_of_another_record_is_dropped', async () => {
  const answer = deferred<RecordPage>();
  const list = new RecordList({ searchRecord: () => answer.promise });
  const asking = list.refresh();
  list.keepDraft({ kind: 'call', id: 1 }, 'note', '写了一半');
  list.reset();
  answer.resolve(ONE);
  await asking;
  expect(list.entries).toBeNull();
  expect(list.draft({ kind: 'call', id: 1 }, 'note')).toBe('');
});

test('more_is_asked_for_by_a_larger_limit_and_a_new_filter_begins_small_again', async () => {
  const searchRecord = vi.fn<Backend['searchRecord']>(() => Promise.resolve(recordPage([], true)));
  const list = new RecordList({ searchRecord });
  await list.loadMore();
  expect(searchRecord.mock.lastCall![0].limit).toBe(100);
  list.filtered();
  vi.advanceTimersByTime(200);
  expect(searchRecord.mock.lastCall![0].limit).toBe(50);
});

test('half_a_day_in_a_date_field_filters_nothing', async () => {
  const searchRecord = vi.fn<Backend['searchRecord']>(() => Promise.resolve(ONE));
  const list = new RecordList({ searchRecord });
  list.filter.from = '2026-11';
  list.filter.until = '2026-11-22';
  await list.refresh();
  expect(searchRecord.mock.lastCall![0]).toMatchObject({ from: null, until: '2026-11-22' });
});

test('a_record_that_cannot_be_read_is_told_and_what_was_read_stays', async () => {
  const replies = [Promise.resolve(ONE), Promise.reject({ kind: 'record', detail: '' })];
  const list = new RecordList({ searchRecord: () => replies.shift()! });
  await list.refresh();
  await list.refresh();
  expect(list.error?.kind).toBe('record');
  expect(list.entries).toHaveLength(1);
});
