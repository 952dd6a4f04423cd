/** `2026-11-22T14:03:05+08:00` → `2026-11-22 14:03`. The core writes every time in Beijing time, so cut the text, do not convert it. */
export function minuteOf(rfc3339: string): string {
  return rfc3339.slice(0, 16).replace('T', ' ');
}

/** `14:03`. */
export function clockOf(rfc3339: string): string {
  return rfc3339.slice(11, 16);
}

/** `2026-11-22`. */
export function dayOf(rfc3339: string): string {
  return rfc3339.slice(0, 10);
}

const BEIJING = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });

export function isToday(rfc3339: string, now: number): boolean {
  return BEIJING.format(now).slice(0, 10) === dayOf(rfc3339);
}

/** The day this many years before the current one in Beijing. */
export function yearsBefore(years: number, now: number): string {
  const today = BEIJING.format(now).slice(0, 10);
  const year = Number(today.slice(0, 4)) - years;
  const isLeapDay = today.slice(5) === '02-29';
  const hasLeapDay = new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29;
  return `${year}-${isLeapDay && !hasLeapDay ? '02-28' : today.slice(5)}`;
}

/** Pages fetched further apart do not make one list; the core refuses them. */
export function isOverADayOld(rfc3339: string, now: number): boolean {
  return now - Date.parse(rfc3339) > 24 * 60 * 60 * 1000;
}

export const LOCK_MS = 2 * 60 * 60 * 1000;

/** When a look-up that the service locked for two hours can be repeated. */
export function unlockTime(rfc3339: string): Date {
  return new Date(Date.parse(rfc3339) + LOCK_MS);
}

/** A point in time in Beijing, as `2026-11-22 16:03`. */
export function beijingMinute(time: Date): string {
  return BEIJING.format(time).slice(0, 16);
}
