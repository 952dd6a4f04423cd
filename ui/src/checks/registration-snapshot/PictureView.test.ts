import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Backend } from '../../backend';
import { Desk } from '../../desk.svelte';
import { announcement } from '../../parts/live-region.svelte';
import { print } from '../../parts/print';
import { deferred, fakeBackend, SHA256 } from '../../testing/fixtures';
import { button, click, render, settle, spoken } from '../../testing/render';
import PictureView from './PictureView.svelte';

const PICTURE = { kind: 'kept', file: 7, mediaType: 'image/png', width: 4000, height: 5000, bytes: 1, sha256: SHA256, plaintext: false } as const;
/** CSS pixels between the frame's borders. */
const FRAME = 1000;
/** Six tiles, 2000 pixels a side, as the core sends them. */
const TILES = new Uint8Array([0xd0, 7, 0, 0, ...[1, 2, 3, 4, 5, 6].flatMap((png) => [1, 0, 0, 0, png])]).buffer;
/** The natural size of the preview. */
let previewWidth = FRAME;

beforeEach(() => {
  vi.useFakeTimers();
  previewWidth = FRAME;
  // jsdom has no layout: a sheet is as wide as its style or its frame.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(FRAME);
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    const width = parseFloat(this.style.width) || FRAME;
    return new DOMRect(0, 0, width, width * 1.25);
  });
  vi.spyOn(HTMLImageElement.prototype, 'naturalWidth', 'get').mockImplementation(() => previewWidth);
  HTMLImageElement.prototype.decode = () => Promise.resolve();
  let made = 0;
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${(made += 1)}`);
});

afterEach(() => {
  Reflect.deleteProperty(HTMLImageElement.prototype, 'decode');
});

async function show(over: Partial<Backend> = {}) {
  const snapshotPreview = vi.fn(() => Promise.resolve(new ArrayBuffer(4)));
  const snapshotTiles = vi.fn(() => Promise.resolve(TILES));
  const backend = fakeBackend({ snapshotPreview, snapshotTiles, ...over });
  const page = render(PictureView, { picture: PICTURE, subject: '示例有限公司' }, new Desk(backend));
  await settle();
  page.querySelector('img')?.dispatchEvent(new Event('load'));
  await settle();
  const frame = page.querySelector<HTMLElement>('.frame')!;
  const sheet = page.querySelector<HTMLElement>('.sheet')!;
  const tiles = () => [...page.querySelectorAll<HTMLElement>('.tile')];
  return { page, backend, snapshotPreview, snapshotTiles, frame, sheet, tiles };
}

test('a_preview_as_wide_as_its_frame_comes_first_and_nothing_more', async () => {
  const { snapshotPreview, snapshotTiles, page } = await show();
  expect(snapshotPreview).toHaveBeenCalledExactlyOnceWith(7, FRAME);
  expect(snapshotTiles).not.toHaveBeenCalled();
  expect(page.querySelector('img')?.alt).toBe('示例有限公司的工商快照');
  expect(spoken(page)).toContain('缩放 25%');
});

test('full_detail_is_laid_over_the_preview_once_somebody_zooms_past_it_and_nothing_moves', async () => {
  const coming = deferred<ArrayBuffer>();
  const snapshotTiles = vi.fn(() => coming.promise);
  const { page, sheet, frame, tiles } = await show({ snapshotTiles });
  click('放大');
  click('放大');
  await settle();
  expect(snapshotTiles).toHaveBeenCalledExactlyOnceWith(7);
  expect(spoken(page)).toContain('正在取清晰图');
  const before = [sheet.style.width, frame.scrollLeft, frame.scrollTop];
  coming.resolve(TILES);
  await settle();
  expect([sheet.style.width, frame.scrollLeft, frame.scrollTop]).toEqual(before);
  expect(page.querySelector('img:not(.tile)')?.getAttribute('src')).toBe('blob:1');
  expect(tiles().map(({ style: { left, top, width, height } }) => [left, top, width, height])).toEqual([
    ['0%', '0%', '50%', '40%'],
    ['50%', '0%', '50%', '40%'],
    ['0%', '40%', '50%', '40%'],
    ['50%', '40%', '50%', '40%'],
    ['0%', '80%', '50%', '20%'],
    ['50%', '80%', '50%', '20%'],
  ]);
  expect(spoken(page)).not.toContain('正在取清晰图');
});

test('a_preview_that_is_smaller_than_its_frame_is_followed_by_full_detail_at_once', async () => {
  previewWidth = 600;
  const { snapshotTiles } = await show();
  expect(snapshotTiles).toHaveBeenCalledTimes(1);
});

test('a_preview_with_every_pixel_is_not_asked_for_again', async () => {
  previewWidth = PICTURE.width;
  const { snapshotTiles } = await show();
  for (let times = 0; times < 12; times += 1) click('放大');
  await settle();
  expect(snapshotTiles).not.toHaveBeenCalled();
});

test('100_percent_is_one_css_pixel_for_one_of_the_picture_and_is_said_when_the_zoom_rests', async () => {
  const { page, sheet } = await show();
  click('放大');
  click('100%');
  expect(sheet.style.width).toBe('4000px');
  expect(spoken(page)).toContain('缩放 100%');
  expect(announcement()).not.toContain('缩放');
  vi.advanceTimersByTime(1000);
  expect(announcement()).toBe('缩放 100%');
  click('适合宽度');
  expect(sheet.style.width).toBe('');
});

test('what_is_under_the_pointer_stays_there_and_the_page_is_not_zoomed_with_the_picture', async () => {
  const { frame, sheet } = await show();
  const outside = vi.fn();
  document.body.addEventListener('wheel', outside);
  const zoom = new WheelEvent('wheel', { deltaY: -100, ctrlKey: true, clientX: 800, clientY: 400, cancelable: true, bubbles: true });
  sheet.dispatchEvent(zoom);
  expect([zoom.defaultPrevented, outside.mock.calls.length]).toEqual([true, 0]);
  expect(sheet.style.width).toBe('1250px');
  expect([frame.scrollLeft, frame.scrollTop]).toEqual([200, 100]);
  const scroll = new WheelEvent('wheel', { deltaY: 100, cancelable: true, bubbles: true });
  sheet.dispatchEvent(scroll);
  expect([scroll.defaultPrevented, outside.mock.calls.length]).toEqual([false, 1]);
  document.body.removeEventListener('wheel', outside);
});

test('zooming_ends_at_the_frames_width_and_where_there_is_nothing_more_to_see', async () => {
  const { sheet } = await show();
  click('缩小');
  expect(sheet.style.width).toBe('');
  for (let times = 0; times < 40; times += 1) click('放大');
  expect(sheet.style.width).toBe('16000px');
});

test('keys_zoom_and_leave_those_of_the_web_view_alone', async () => {
  const { frame, sheet } = await show();
  const press = (key: string, over: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true, ...over });
    frame.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect([press('+'), sheet.style.width]).toEqual([true, '1250px']);
  expect([press('-'), sheet.style.width]).toEqual([true, '']);
  expect([press('='), press('0'), sheet.style.width]).toEqual([true, true, '']);
  expect([press('+', { ctrlKey: true }), press('ArrowDown'), sheet.style.width]).toEqual([false, false, '']);
});

function point(sheet: HTMLElement, type: string, pointerType: string, clientX: number, clientY: number) {
  const event = new MouseEvent(type, { clientX, clientY, button: 0, bubbles: true });
  Object.assign(event, { pointerId: 1, pointerType });
  sheet.dispatchEvent(event);
}

test('a_mouse_drags_the_picture_and_fingers_scroll_it_as_they_scroll_everything', async () => {
  const { frame, sheet } = await show();
  const capture = (sheet.setPointerCapture = vi.fn());
  [frame.scrollLeft, frame.scrollTop] = [100, 100];
  point(sheet, 'pointermove', 'mouse', 50, 50);
  expect([frame.scrollLeft, frame.scrollTop]).toEqual([100, 100]);
  point(sheet, 'pointerdown', 'mouse', 50, 50);
  point(sheet, 'pointermove', 'mouse', 40, 70);
  expect([frame.scrollLeft, frame.scrollTop]).toEqual([110, 80]);
  point(sheet, 'pointerup', 'mouse', 40, 70);
  point(sheet, 'pointermove', 'mouse', 90, 90);
  point(sheet, 'pointerdown', 'touch', 50, 50);
  point(sheet, 'pointermove', 'touch', 10, 10);
  expect([frame.scrollLeft, frame.scrollTop, capture.mock.calls.length]).toEqual([110, 80, 1]);
});

test('a_picture_that_does_not_show_says_so_and_its_original_can_still_be_saved', async () => {
  const saveSnapshot = vi.fn(() => Promise.resolve(true));
  const snapshotPreview = () => Promise.reject({ kind: 'file', problem: 'cannotOpen', detail: 'broken' });
  const { page } = await show({ snapshotPreview, saveSnapshot });
  expect(spoken(page.querySelector('[role=alert]')!)).toContain('图片打不开，原图仍可保存');
  expect(spoken(page)).not.toContain('正在打开图片');
  click('保存原图');
  await settle();
  expect(saveSnapshot).toHaveBeenCalledExactlyOnceWith(7);
  expect(announcement()).toContain('原图已保存');
});

test('where_full_detail_does_not_come_the_preview_stays_and_says_what_it_is', async () => {
  const snapshotTiles = vi.fn(() => Promise.reject({ kind: 'file', problem: 'cannotOpen', detail: 'broken' }));
  const { page, tiles } = await show({ snapshotTiles });
  click('100%');
  await settle();
  click('放大');
  await settle();
  expect(snapshotTiles).toHaveBeenCalledTimes(1);
  expect(spoken(page.querySelector('[role=alert]')!)).toContain('现在看到的是缩小的图；原图仍可保存');
  expect([page.querySelectorAll('img').length, tiles().length]).toEqual([1, 0]);
});

test('a_copied_picture_is_said_to_be_copied_and_one_that_was_not_as_well', async () => {
  const copying = deferred<null>();
  const copySnapshot = vi.fn(() => copying.promise);
  await show({ copySnapshot });
  click('复制图片');
  expect(button('正在复制').disabled).toBe(true);
  copying.resolve(null);
  await settle();
  expect(button('已复制').disabled).toBe(false);
  expect(announcement()).toContain('已复制');
  vi.advanceTimersByTime(3000);
  flushSync();
  copySnapshot.mockReturnValueOnce(Promise.reject({ kind: 'file', problem: 'cannotOpen', detail: '' }));
  click('复制图片');
  await settle();
  expect(button('没能复制').disabled).toBe(false);
  expect(announcement()).toContain('没能复制');
});

test('paper_gets_full_detail_before_the_print_dialog_opens', async () => {
  const coming = deferred<ArrayBuffer>();
  const printPage = vi.fn(() => Promise.resolve(null));
  const { tiles, backend } = await show({ snapshotTiles: () => coming.promise, printPage });
  const printed = print(backend.printPage);
  await settle();
  expect(printPage).not.toHaveBeenCalled();
  coming.resolve(TILES);
  await printed;
  expect([printPage.mock.calls.length, tiles().length]).toEqual([1, 6]);
});

test('where_full_detail_does_not_come_the_preview_is_printed', async () => {
  const printPage = vi.fn(() => Promise.resolve(null));
  const snapshotTiles = () => Promise.reject({ kind: 'file', problem: 'cannotOpen', detail: '' });
  const { backend } = await show({ snapshotTiles, printPage });
  await print(backend.printPage);
  expect(printPage).toHaveBeenCalledOnce();
});
