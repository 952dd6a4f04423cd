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
  announce('未查到');
  expect(announcement()).toBe('已查到 未查到');
});

test('a_message_is_joined_for_a_second_however_many_follow_it', () => {
  for (let number = 0; number < 1000; number += 1) {
    announce(`第 ${number} 条`);
    vi.advanceTimersByTime(400);
  }
  expect(announcement()).toBe('第 997 条 第 998 条 第 999 条');
});
