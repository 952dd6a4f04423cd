import { beforeEach, expect, test, vi } from 'vitest';
import { announce, announcement } from './live-region.svelte';

beforeEach(() => {
  vi.useFakeTimers();
  vi.advanceTimersByTime(1_000_000);
});

test('messages_close_together_are_read_together', () => {
  announce('已查到');
  vi.advanceTimersByTime(999);
  announce('未查到');
  expect(announcement()).toBe('已查到 未查到');
  vi.advanceTimersByTime(999);
  announce('未能核查');
  expect(announcement()).toBe('已查到 未查到 未能核查');
});

test('a_message_after_a_pause_is_read_alone', () => {
  announce('已查到');
  vi.advanceTimersByTime(1000);
  announce('未查到');
  expect(announcement()).toBe('未查到');
});

test('a_long_series_is_read_from_its_last_ten_seconds_on', () => {
  for (let number = 0; number < 1000; number += 1) {
    announce(`第 ${number} 条`);
    vi.advanceTimersByTime(500);
  }
  const messages = announcement().split(' 第');
  expect(messages).toHaveLength(20);
  expect(messages.at(-1)).toBe(' 999 条');
});
