import type { Check, Description, Group, Words } from '../bindings';
import type { Messages } from '../messages/index.svelte';

/** The groups of list checks, in display order. */
const GROUPS: readonly Group[] = ['judicial', 'regulatory', 'assets'];

let described = $state.raw<readonly Description[]>([]);

/** Stores the descriptions of the list checks, the page's only source on them. */
export function fillCatalogue(descriptions: readonly Description[]): void {
  described = GROUPS.flatMap((group) => descriptions.filter((each) => each.group === group));
}

export function isCatalogueEmpty(): boolean {
  return described.length === 0;
}

/** The checks that one call each answers about a subject, in display order. The report is ordered; the quota has no subject. */
export function lookUps(): Check[] {
  return [...described.map(({ id }) => id), 'registrationSnapshot'];
}

export function allChecks(): Check[] {
  return [...lookUps(), 'identityReport', 'quota'];
}

/** Splits listed checks into runs of the same group; null for a check without one. */
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

export function descriptionOf(check: Check): Description | undefined {
  return described.find(({ id }) => id === check);
}

/** A text of a description in the current language. */
export function localised(words: Words, t: Messages): string {
  return words[t.language];
}

/** A sentence with a number in it; `shown` replaces the bare number. */
export function counted(words: Words, n: number, t: Messages, shown = String(n)): string {
  const sentence = n === 1 && t.language === 'en' ? (words.one ?? words.en) : words[t.language];
  return sentence.replace('{n}', shown);
}

/** The name of a check; null is one that only a newer version knows. */
export function checkName(check: Check | null, t: Messages): string {
  if (check === null) return t.history.newer;
  const description = descriptionOf(check);
  return description ? localised(description.name, t) : (t.checks[check as keyof Messages['checks']] ?? check);
}

export function isAdverse(check: Check | null): boolean {
  return check !== null && descriptionOf(check)?.tone === 'adverse';
}

export function aboutCheck(check: Check, t: Messages): string {
  const description = descriptionOf(check);
  return description ? localised(description.about, t) : t.panel.aboutSnapshot;
}

/** What a check does not say; null where that is obvious. */
export function limitsOf(check: Check, t: Messages): string | null {
  const description = descriptionOf(check);
  if (description) return localised(description.limits, t);
  return check === 'registrationSnapshot' ? t.finding.limits.registrationSnapshot : null;
}
