import { createRawSnippet, flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { render, settle } from '../testing/render';
import VirtualList from './VirtualList.svelte';

const BATCH = 20;
const HEIGHT = 5000;

/** The position of the window, in batches. */
let at = 0;
let observers: ((entries: { isIntersecting: boolean; target: Element }[]) => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  at = 0;
  observers = [];
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
    const top = (Number(this.dataset['batch']) - at) * HEIGHT;
    return { top, bottom: top + HEIGHT, height: HEIGHT } as DOMRect;
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

async function scrollTo(page: HTMLElement, batch: number) {
  at = batch;
  const gap = page.querySelector(`li[aria-hidden][data-batch="${batch}"]`);
  if (gap) for (const seen of observers) seen([{ isIntersecting: true, target: gap }]);
  await settle();
}

test('all_rows_of_a_short_list_are_there_in_their_order', () => {
  const page = show(47);
  expect(drawn(page)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  letTimersRun();
  expect(drawn(page)).toEqual(Array.from({ length: 47 }, (_, i) => i + 1));
  expect(page.querySelector('li:last-child')?.textContent).toBe('46 at 46');
  expect(page.querySelectorAll('li[aria-hidden]')).toHaveLength(0);
});

test('of_a_long_list_few_rows_are_elements_and_every_one_can_be_reached', async () => {
  const page = show(600);
  letTimersRun();
  const seen = new Set(drawn(page));
  for (let batch = 0; batch < 600 / BATCH; batch += 1) {
    await scrollTo(page, batch);
    const now = drawn(page);
    expect(now).toContain(batch * BATCH + 1);
    expect(now.length).toBeLessThanOrEqual(7 * BATCH);
    for (const each of now) seen.add(each);
  }
  expect(seen.size).toBe(600);
  expect(page.querySelector('li:last-child')?.textContent).toBe('599 at 599');
  expect(page.querySelector('li:last-child')?.getAttribute('aria-setsize')).toBe('600');
});

test('a_batch_that_goes_leaves_room_as_high_as_it_was', async () => {
  const page = show(600);
  letTimersRun();
  await scrollTo(page, 20);
  expect(drawn(page)).not.toContain(1);
  expect(page.querySelector<HTMLElement>('li[data-batch="0"]')?.style.height).toBe(`${HEIGHT}px`);
  await scrollTo(page, 0);
  expect(drawn(page)).toContain(1);
});

test('where_somebody_is_at_work_nothing_goes_away', async () => {
  const page = show(600);
  letTimersRun();
  page.querySelector('button')?.focus();
  await scrollTo(page, 20);
  expect(drawn(page)).toContain(1);
});
