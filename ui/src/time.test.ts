import { expect, test } from 'vitest';
import { beijingMinute, clockOf, dayOf, isOverADayOld, isToday, minuteOf, unlockTime, yearsBefore } from './time';

const ASKED = '2026-11-22T14:03:05+08:00';

test('times_are_shown_to_the_minute_in_beijing_time', () => {
  expect(minuteOf(ASKED)).toBe('2026-11-22 14:03');
  expect(clockOf(ASKED)).toBe('14:03');
  expect(beijingMinute(new Date('2026-11-22T17:30:00Z'))).toBe('2026-11-23 01:30');
});

test('today_is_the_day_in_beijing_wherever_the_computer_is', () => {
  expect(new Date('2026-11-22T12:00:00Z').getHours(), 'the tests are far from Beijing').toBe(4);
  expect(isToday(ASKED, Date.parse('2026-11-22T15:59:00Z'))).toBe(true);
  expect(isToday(ASKED, Date.parse('2026-11-22T16:00:00Z'))).toBe(false);
});

test('a_look_up_is_old_once_a_day_has_passed', () => {
  const asked = Date.parse(ASKED);
  expect(isOverADayOld(ASKED, asked + 24 * 3_600_000)).toBe(false);
  expect(isOverADayOld(ASKED, asked + 24 * 3_600_000 + 1)).toBe(true);
});

test('years_are_counted_back_from_the_day_in_beijing', () => {
  expect(dayOf(ASKED)).toBe('2026-11-22');
  expect(yearsBefore(10, Date.parse('2026-11-22T15:59:59Z'))).toBe('2016-11-22');
  expect(yearsBefore(10, Date.parse('2026-11-22T16:00:00Z'))).toBe('2016-11-23');
  expect(yearsBefore(10, Date.parse('2028-02-29T04:00:00Z'))).toBe('2018-02-28');
  expect(yearsBefore(12, Date.parse('2028-02-29T04:00:00Z'))).toBe('2016-02-29');
});

test('a_locked_query_unlocks_two_hours_after_it_was_asked', () => {
  expect(beijingMinute(unlockTime(ASKED))).toBe('2026-11-22 16:03');
});
