import type { Messages } from './messages/index.svelte';
import { system } from './system';

/** What can be done by keys. */
export type Doing = keyof Messages['keys']['does'];

/** Ctrl on Windows and Linux, ⌘ on a Mac; both are taken on either. */
const MOD = system() === 'mac' ? '⌘' : 'Ctrl';
/** ⌘H hides a program on a Mac, where browsers open their history by ⌘Y. */
const RECORD = system() === 'mac' ? 'Y' : 'H';

/** Every key and what it does, in the order in which F1 lists them. */
export const KEYS: readonly { doing: Doing; chords: readonly string[][] }[] = [
  { doing: 'search', chords: [[MOD, 'L'], [MOD, 'K']] },
  { doing: 'run', chords: [['Enter']] },
  { doing: 'cancel', chords: [['Esc']] },
  { doing: 'tab', chords: [[MOD, '1…9']] },
  { doing: 'filter', chords: [[MOD, 'F']] },
  { doing: 'again', chords: [['F5']] },
  { doing: 'save', chords: [[MOD, 'S']] },
  { doing: 'print', chords: [[MOD, 'P']] },
  { doing: 'record', chords: [[MOD, RECORD]] },
  { doing: 'meeting', chords: [['F8']] },
  { doing: 'larger', chords: [[MOD, '+'], [MOD, '−'], [MOD, '0']] },
  { doing: 'keys', chords: [['F1']] },
];

const ALONE: Record<string, Doing> = { escape: 'cancel', f1: 'keys', f5: 'again', f8: 'meeting' };
const WITH_MOD: Record<string, Doing> = { l: 'search', k: 'search', f: 'filter', s: 'save', p: 'print', [RECORD.toLowerCase()]: 'record' };

/**
 * Whether the web view would do something of its own: reload what is on screen, find in half-drawn lists, print, save, open
 * a file or a window of its own (downloads, source), move a cursor through the text, empty a search field. With
 * Ctrl, a Mac edits text. WebView2's own keys are not switched off as a whole: Ctrl with + and − would go with them.
 */
export function isTheWebViews(event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  if (key === 'escape') return event.target instanceof HTMLInputElement && event.target.type === 'search';
  return /^f[357]$/.test(key) || ((MOD === '⌘' ? event.metaKey : event.ctrlKey) && /^[rfpsgujod]$/.test(key));
}

/** What a key that was pressed anywhere on the page asks for; Enter belongs to the search box, zooming to the window. */
export function doingOf(event: KeyboardEvent): Doing | null {
  if (event.altKey || event.shiftKey) return null;
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey)) return ALONE[key] ?? null;
  return /^[1-9]$/.test(key) ? 'tab' : (WITH_MOD[key] ?? null);
}
