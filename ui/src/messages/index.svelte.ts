import type { Language } from '../bindings';
import { overlaid } from './overlay';
import { zhCN, type Messages } from './zh-CN';

export type { FailureWords } from './told';
export type { Messages } from './zh-CN';

/** Words that not everyone reads are loaded on demand: another language, and those of the demo data. */
const CATALOGUES: Record<Language, (demo: boolean) => Promise<Messages>> = {
  'zh-CN': async (demo) => (demo ? overlaid(zhCN, (await import('./zh-CN.demo')).zhCNDemo) : zhCN),
  en: async (demo) => {
    const [{ en }, { enDemo }] = await Promise.all([import('./en'), import('./en.demo')]);
    return demo ? overlaid(en, enDemo) : en;
  },
};

let spoken = $state.raw<Messages>(zhCN);
let choices = 0;

/** The words of the chosen language. Read inside a component or `$derived`, they follow a change of language. */
export const t: Messages = new Proxy(zhCN, { get: (_, section) => spoken[section as keyof Messages] });

/**
 * Switches the page's words and tells the browser and screen readers which language they are in. With demo data no word is
 * said of charges, anywhere: this is the one place that decides it.
 */
export async function speak(next: Language, demo = false): Promise<void> {
  const mine = ++choices;
  const messages = await CATALOGUES[next](demo);
  // The last choice counts, whichever catalogue was read first.
  if (mine !== choices) return;
  spoken = messages;
  document.documentElement.lang = next;
  document.title = messages.app.name;
}
