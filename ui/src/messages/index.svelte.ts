import type { Language } from '../bindings';
import { en } from './en';
import { zhCN, type Messages } from './zh-CN';

export type { FailureWords, Messages } from './zh-CN';

const MESSAGES: Record<Language, Messages> = { 'zh-CN': zhCN, en };

let current = $state<Language>('zh-CN');

/** The words of the chosen language. Read inside a component or `$derived`, it follows a change of language. */
export function words(): Messages {
  return MESSAGES[current];
}

export function language(): Language {
  return current;
}

/** Switches the page's words and tells the browser and screen readers which language they are in. */
export function speak(next: Language): void {
  current = next;
  document.documentElement.lang = next;
  document.title = words().app.name;
}
