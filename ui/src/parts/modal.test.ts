import { flushSync } from 'svelte';
import { expect, test, vi } from 'vitest';
import KeysDialog from '../KeysDialog.svelte';
import { render } from '../testing/render';

test('a_dialog_that_is_higher_than_the_window_opens_at_its_title', () => {
  // Engines bring what gets the focus into view: of a list of keys, the button below it.
  const showModal = vi.spyOn(HTMLDialogElement.prototype, 'showModal').mockImplementation(function (this: HTMLDialogElement) {
    this.open = true;
    this.scrollTop = 400;
  });
  const dialog = render(KeysDialog, { onclose: () => undefined }).querySelector('dialog')!;
  expect(showModal).toHaveBeenCalledOnce();
  expect(dialog.scrollTop).toBe(0);
  expect(document.activeElement).toBe(dialog.querySelector('.dialog-actions button'));
});

test('a_dialog_tells_at_once_that_it_was_closed_and_tells_it_once', async () => {
  const onclose = vi.fn();
  const dialog = render(KeysDialog, { onclose }).querySelector('dialog')!;
  dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
  expect(onclose).toHaveBeenCalledOnce();
  flushSync();
  await new Promise((resolve) => setTimeout(resolve));
  expect(onclose).toHaveBeenCalledOnce();
});

test('a_dialog_that_the_engine_closes_by_itself_tells_it_too', async () => {
  const onclose = vi.fn();
  render(KeysDialog, { onclose }).querySelector('dialog')!.close();
  await new Promise((resolve) => setTimeout(resolve));
  expect(onclose).toHaveBeenCalledOnce();
});
