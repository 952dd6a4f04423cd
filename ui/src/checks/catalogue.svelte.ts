import type { Check, Description, Words } from '../bindings';
import type { Messages } from '../messages/index.svelte';

let described = $state.raw<readonly Description[]>([]);

/** Takes what the core says of the checks that list records. Everything that the page knows of them is read here. */
export function fillCatalogue(descriptions: readonly Description[]): void {
  described = descriptions;
}

export function isCatalogueEmpty(): boolean {
  return described.length === 0;
}

/** The checks of a subject that one call answers, in the order of their tabs. The report is ordered, the quota has no subject. */
export function lookUps(): Check[] {
  return [...described.map(({ id }) => id), 'registrationSnapshot'];
}

/** Every check, in the order of the tabs. */
export function allChecks(): Check[] {
  return [...lookUps(), 'identityReport', 'quota'];
}

export function isLookUp(check: Check): boolean {
  return lookUps().includes(check);
}

/** How a check is described that lists records. */
export function descriptionOf(check: Check): Description | undefined {
  return described.find(({ id }) => id === check);
}

/** A text of a description in the language of the messages. */
export function said(words: Words, t: Messages): string {
  return words[t.language];
}

/** A sentence about a number; `shown` is the number with words around it. */
export function counted(words: Words, n: number, t: Messages, shown = String(n)): string {
  const sentence = n === 1 && t.language === 'en' ? (words.one ?? words.en) : words[t.language];
  return sentence.replace('{n}', shown);
}

export function checkName(check: Check, t: Messages): string {
  const description = descriptionOf(check);
  return description ? said(description.name, t) : (t.checks[check as keyof Messages['checks']] ?? check);
}

/** What a check asks, in a sentence. */
export function aboutCheck(check: Check, t: Messages): string {
  const description = descriptionOf(check);
  return description ? said(description.about, t) : t.panel.aboutSnapshot;
}

/** What a check does not say; null where that goes without saying. */
export function limitsOf(check: Check, t: Messages): string | null {
  const description = descriptionOf(check);
  if (description) return said(description.limits, t);
  return check === 'registrationSnapshot' ? t.finding.limits.registrationSnapshot : null;
}
