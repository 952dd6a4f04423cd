import type { Language } from '../bindings';
import { zhCN, type Messages } from './zh-CN';

export type { FailureWords, Messages } from './zh-CN';

/** A language other than the first is read when it is chosen, so that nobody loads words that nobody reads. */
const CATALOGUES: Record<Language, () => Promise<Messages>> = {
  'zh-CN': () => Promise.resolve(zhCN),
  en: () => import('./en').then(({ en }) => en),
};

let spoken = $state.raw<{ language: Language; messages: Messages }>({ language: 'zh-CN', messages: zhCN });
let wanted: Language = 'zh-CN';

/** The words of the chosen language. Read inside a component or `$derived`, it follows a change of language. */
export function words(): Messages {
  return spoken.messages;
}

export function language(): Language {
  return spoken.language;
}

/** Switches the page's words and tells the browser and screen readers which language they are in. */
export async function speak(next: Language): Promise<void> {
  wanted = next;
  const messages = await CATALOGUES[next]();
  // The last choice counts, whichever catalogue was read first.
  if (wanted !== next) return;
  spoken = { language: next, messages };
  document.documentElement.lang = next;
  document.title = messages.app.name;
}
