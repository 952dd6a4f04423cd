import type { Language } from '../bindings';
import { overlaid } from './overlay';
import { zhCN, type Messages } from './zh-CN';

export type { FailureWords } from './explain';
export type { Messages } from './zh-CN';

/** Load other languages and the demo words on demand. */
const CATALOGUES: Record<Language, (demo: boolean) => Promise<Messages>> = {
  'zh-CN': async (demo) => (demo ? overlaid(zhCN, (await import('./zh-CN.demo')).zhCNDemo) : zhCN),
  en: async (demo) => {
    const [{ en }, { enDemo }] = await Promise.all([import('./en'), import('./en.demo')]);
    return demo ? overlaid(en, enDemo) : en;
  },
};

let spoken = $state.raw<Messages>(zhCN);
let choices = 0;

/** The words of the current language. Reactive inside a component or `$derived`. */
export const t: Messages = new Proxy(zhCN, { get: (_, section) => spoken[section as keyof Messages] });

/**
 * Switches the language of the page and tells browser and screen readers. Demo data never speaks of charges; this is the one
 * place that decides it.
 */
export async function speak(next: Language, demo = false): Promise<void> {
  const mine = ++choices;
  const messages = await CATALOGUES[next](demo);
  // The last choice wins, whichever catalogue loads first.
  if (mine !== choices) return;
  spoken = messages;
  document.documentElement.lang = next;
  document.title = messages.app.name;
}
