import type { Check, Description, Group, Words } from '../bindings';
import type { Messages } from '../messages/index.svelte';

/** What a check that lists records is about, in the order in which such checks are listed. */
export const GROUPS: readonly Group[] = ['judicial', 'regulatory', 'assets'];

let described = $state.raw<readonly Description[]>([]);

/** Takes what the core says of the checks that list records. Everything that the page knows of them is read here. */
export function fillCatalogue(descriptions: readonly Description[]): void {
  described = GROUPS.flatMap((group) => descriptions.filter((each) => each.group === group));
}

export function isCatalogueEmpty(): boolean {
  return described.length === 0;
}

/** The checks of a subject that one call answers, in the order in which they are listed. The report is ordered, the quota has no subject. */
export function lookUps(): Check[] {
  return [...described.map(({ id }) => id), 'registrationSnapshot'];
}

/** Every check, in the order in which they are listed. */
export function allChecks(): Check[] {
  return [...lookUps(), 'identityReport', 'quota'];
}

/** Checks as they are listed, each run of one group together; null where a check stands by itself. */
export function grouped(checks: readonly Check[]): { group: Group | null; checks: Check[] }[] {
  const runs: { group: Group | null; checks: Check[] }[] = [];
  for (const check of checks) {
    const group = descriptionOf(check)?.group ?? null;
    const last = runs.at(-1);
    if (last?.group === group) last.checks.push(check);
    else runs.push({ group, checks: [check] });
  }
  return runs;
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

/** Whether a hit of it is bad news. */
export function isAdverse(check: Check | null): boolean {
  return check !== null && descriptionOf(check)?.tone === 'adverse';
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
