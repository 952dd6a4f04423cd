import type { Messages } from './messages/index.svelte';
import { system } from './system';

export type KeyAction = keyof Messages['keys']['does'];

/** Ctrl on Windows and Linux, ⌘ on a Mac; each system accepts both. */
const MOD = system() === 'mac' ? '⌘' : 'Ctrl';
/** On a Mac, ⌘H hides the program; browsers use ⌘Y for the history. */
const RECORD = system() === 'mac' ? 'Y' : 'H';

/** Every key and what it does, in the order shown by F1. */
export const KEYS: readonly { action: KeyAction; chords: readonly string[][] }[] = [
  { action: 'search', chords: [[MOD, 'L'], [MOD, 'K']] },
  { action: 'run', chords: [['Enter']] },
  { action: 'cancel', chords: [['Esc']] },
  { action: 'tab', chords: [[MOD, '1…9']] },
  { action: 'filter', chords: [[MOD, 'F']] },
  { action: 'again', chords: [['F5']] },
  { action: 'save', chords: [[MOD, 'S']] },
  { action: 'print', chords: [[MOD, 'P']] },
  { action: 'record', chords: [[MOD, RECORD]] },
  { action: 'meeting', chords: [['F8']] },
  { action: 'larger', chords: [[MOD, '+'], [MOD, '−'], [MOD, '0']] },
  { action: 'keys', chords: [['F1']] },
];

const ALONE: Record<string, KeyAction> = { escape: 'cancel', f1: 'keys', f5: 'again', f8: 'meeting' };
const WITH_MOD: Record<string, KeyAction> = { l: 'search', k: 'search', f: 'filter', s: 'save', p: 'print', [RECORD.toLowerCase()]: 'record' };

/**
 * Whether the web view would act on the key itself: reload, find in half-drawn lists, print, save, open a file or a window
 * (downloads, source), move a caret through the text, clear a search field. On a Mac, Ctrl edits text. WebView2's own keys
 * cannot be switched off as a whole: that would take away Ctrl with + and − too.
 */
export function isWebViewShortcut(event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  if (key === 'escape') return event.target instanceof HTMLInputElement && event.target.type === 'search';
  return /^f[357]$/.test(key) || ((MOD === '⌘' ? event.metaKey : event.ctrlKey) && /^[rfpsgujod]$/.test(key));
}

/** What a key pressed anywhere on the page asks for. The search box handles Enter, the window zooming. */
export function actionOf(event: KeyboardEvent): KeyAction | null {
  if (event.altKey || event.shiftKey) return null;
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey)) return ALONE[key] ?? null;
  return /^[1-9]$/.test(key) ? 'tab' : (WITH_MOD[key] ?? null);
}
