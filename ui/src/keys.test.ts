import { expect, test, vi } from 'vitest';
import { actionOf, isWebViewShortcut, KEYS } from './keys';

const press = (key: string, init: KeyboardEventInit = {}) => actionOf(new KeyboardEvent('keydown', { key, ...init }));

test('every_key_of_the_list_does_what_it_says', () => {
  // Enter belongs to the search box, and the window itself handles zoom.
  const elsewhere = ['run', 'larger'];
  for (const { action, chords } of KEYS) {
    for (const chord of chords) {
      const shown = chord.at(-1)!;
      const key = shown === 'Esc' ? 'Escape' : shown.replace('…9', '');
      const result = press(key, { ctrlKey: chord.length > 1 });
      expect(result, chord.join('+')).toBe(elsewhere.includes(action) ? null : action);
    }
  }
});

test('command_works_like_control_and_other_modifiers_do_not', () => {
  expect(press('l', { metaKey: true })).toBe('search');
  expect(press('F', { ctrlKey: true })).toBe('filter');
  expect(press('l', { ctrlKey: true, shiftKey: true })).toBeNull();
  expect(press('l', { ctrlKey: true, altKey: true })).toBeNull();
  expect(press('l')).toBeNull();
  expect(press('0', { ctrlKey: true })).toBeNull();
});

test('on_a_mac_the_record_has_the_key_of_a_browsers_history_and_the_key_that_hides_programs_is_left_alone', async () => {
  vi.spyOn(navigator, 'platform', 'get').mockReturnValue('MacIntel');
  vi.resetModules();
  const onMac = await import('./keys');
  expect(onMac.KEYS.find(({ action }) => action === 'record')?.chords).toEqual([['⌘', 'Y']]);
  const taken = (key: string, init: KeyboardEventInit) => onMac.isWebViewShortcut(new KeyboardEvent('keydown', { key, ...init }));
  expect([taken('d', { ctrlKey: true }), taken('d', { metaKey: true }), taken('h', { metaKey: true })]).toEqual([false, true, false]);
  const pressed = (key: string) => onMac.actionOf(new KeyboardEvent('keydown', { key, metaKey: true }));
  expect([pressed('y'), pressed('h')]).toEqual(['record', null]);
});

test('keys_that_web_views_keep_for_themselves_are_taken', () => {
  const taken = (key: string, init: KeyboardEventInit = {}) => isWebViewShortcut(new KeyboardEvent('keydown', { key, ...init }));
  for (const key of ['F3', 'F5', 'F7']) expect(taken(key), key).toBe(true);
  for (const key of 'rfpsgujod') {
    expect(taken(key, { ctrlKey: true }), key).toBe(true);
    expect(taken(key.toUpperCase(), { ctrlKey: true, shiftKey: true }), key).toBe(true);
    expect(taken(key), key).toBe(false);
  }
  // Keys that edit text, and the window's zoom keys.
  for (const key of 'acvxyz+-0') expect(taken(key, { ctrlKey: true }), key).toBe(false);
});
