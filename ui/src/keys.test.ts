import { expect, test } from 'vitest';
import { doingOf, KEYS } from './keys';

const press = (key: string, init: KeyboardEventInit = {}) => doingOf(new KeyboardEvent('keydown', { key, ...init }));

test('every_key_of_the_list_does_what_it_says', () => {
  // Enter belongs to the search box, and the window itself makes the page larger.
  const elsewhere = ['run', 'larger'];
  for (const { doing, chords } of KEYS) {
    for (const chord of chords) {
      const key = chord.at(-1) === '1…5' ? '3' : chord.at(-1) === 'Esc' ? 'Escape' : chord.at(-1)!;
      const said = press(key, { ctrlKey: chord.length > 1 });
      expect(said, chord.join('+')).toBe(elsewhere.includes(doing) ? null : doing);
    }
  }
});

test('command_works_like_control_and_other_modifiers_do_not', () => {
  expect(press('l', { metaKey: true })).toBe('search');
  expect(press('F', { ctrlKey: true })).toBe('filter');
  expect(press('l', { ctrlKey: true, shiftKey: true })).toBeNull();
  expect(press('l', { ctrlKey: true, altKey: true })).toBeNull();
  expect(press('l')).toBeNull();
  expect(press('6', { ctrlKey: true })).toBeNull();
});
