import { createRawSnippet, flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { render, settle } from '../testing/render';
import VirtualList from './VirtualList.svelte';

const BATCH = 2;
/** As expected of a batch, in pixels. */
const HEIGHT = 480;

/** The position of the window, in batches. */
let at = 0;
/** By how much batches are higher than expected once they are drawn. */
let higher = 0;
let observers: ((entries: { isIntersecting: boolean; target: Element }[]) => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  [at, higher, observers] = [0, 0, []];
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(seen: (typeof observers)[number]) {
        observers.push(seen);
      }
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    const { batch, from, to } = this.dataset;
    const first = Number(batch ?? from);
    const above = [...document.querySelectorAll<HTMLElement>('li[aria-posinset]')].filter((row) => Number(row.dataset['batch']) < first);
    const moved = (above.length / BATCH) * higher;
    const top = (first - at) * HEIGHT + moved;
    return { top, bottom: to === undefined ? top + HEIGHT : (Number(to) - at) * HEIGHT + moved } as DOMRect;
  });
  vi.spyOn(window, 'scrollBy').mockImplementation(() => undefined);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function show(count: number): HTMLElement {
  const row = createRawSnippet<[number, number]>((value, index) => ({
    render: () => `<button>${value()} at ${index()}</button>`,
  }));
  const rows = Array.from({ length: count }, (_, i) => i);
  return render(VirtualList as never, { rows, label: '限制出境', row });
}

/** The indices of the rows that are elements. */
const drawn = (page: HTMLElement) => [...page.querySelectorAll('li[aria-posinset]')].map((each) => Number(each.getAttribute('aria-posinset')));

function letTimersRun() {
  for (let turn = 0; turn < 10; turn += 1) {
    vi.runAllTimers();
    flushSync();
  }
}

const gaps = (page: HTMLElement) => [...page.querySelectorAll('li[aria-hidden]')];

/** Lets the list see its gaps near the window until there are none left. */
async function look(page: HTMLElement) {
  const isNear = (gap: Element) => {
    const { top, bottom } = gap.getBoundingClientRect();
    return bottom > -1500 && top < innerHeight + 1500;
  };
  for (let near = gaps(page).filter(isNear); near.length > 0; near = gaps(page).filter(isNear)) {
    for (const seen of observers) seen(near.map((target) => ({ isIntersecting: true, target })));
    await settle();
  }
}

async function scrollTo(page: HTMLElement, batch: number) {
  at = batch;
  await look(page);
}

test('all_rows_of_a_short_list_are_there_in_their_order', async () => {
  const page = show(10);
  expect(drawn(page)).toEqual([1, 2, 3, 4]);
  letTimersRun();
  expect(drawn(page)).toEqual(Array.from({ length: 10 }, (_, i) => i + 1));
  expect(page.querySelector('li:last-child')?.textContent).toBe('9 at 9');
  expect(gaps(page)).toHaveLength(0);
});

test('of_a_long_list_few_rows_are_elements_and_every_one_can_be_reached', async () => {
  const page = show(200);
  letTimersRun();
  const seen = new Set(drawn(page));
  for (let batch = 0; batch < 200 / BATCH; batch += 1) {
    await scrollTo(page, batch);
    const now = drawn(page);
    expect(now).toContain(batch * BATCH + 1);
    expect(now.length).toBeLessThanOrEqual(14 * BATCH);
    expect(gaps(page).length).toBeLessThanOrEqual(2);
    for (const each of now) seen.add(each);
  }
  expect(seen.size).toBe(200);
  expect(page.querySelector('li:last-child')?.textContent).toBe('199 at 199');
  expect(page.querySelector('li:last-child')?.getAttribute('aria-setsize')).toBe('200');
});

test('who_jumps_into_the_middle_finds_what_is_there', async () => {
  const page = show(600);
  letTimersRun();
  await scrollTo(page, 150);
  expect(drawn(page)).toContain(150 * BATCH + 1);
  expect(gaps(page)).toHaveLength(2);
});

test('a_gap_is_as_high_as_what_was_drawn_there', async () => {
  const page = show(600);
  letTimersRun();
  await scrollTo(page, 60);
  expect(drawn(page)).not.toContain(1);
  const first = page.querySelector<HTMLElement>('li[data-from="0"]');
  expect(first?.style.height).toMatch(new RegExp(`^calc\\(${10 * HEIGHT}px \\+ [1-9]\\d*rem`));
  await scrollTo(page, 0);
  expect(drawn(page)).toContain(1);
});

test('what_is_read_stays_in_place_when_rows_above_turn_out_higher', async () => {
  const page = show(600);
  letTimersRun();
  await scrollTo(page, 100);
  vi.mocked(scrollBy).mockClear();
  higher = 100;
  await scrollTo(page, 97);
  expect(vi.mocked(scrollBy).mock.calls).toContainEqual([0, 100]);
});

test('where_somebody_is_at_work_nothing_goes_away', async () => {
  const page = show(600);
  letTimersRun();
  page.querySelector('button')?.focus();
  await scrollTo(page, 60);
  expect(drawn(page)).toContain(1);
});
