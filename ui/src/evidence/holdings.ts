import type { EvidenceOf, Finding, Order } from '../bindings';
import { lookUps } from '../checks/catalogue.svelte';
import type { Desk } from '../desk.svelte';

/** What is on screen about the subject in the search box, and would be in its evidence. */
export type Holdings = { findings: Finding[]; orders: Order[] };

export function holdings(desk: Desk): Holdings {
  const findings = lookUps().flatMap((check) => desk.inquiries?.[check]?.finding ?? []);
  return { findings, orders: desk.subject === null ? [] : desk.orders.of(desk.subject) };
}

export function isEmpty({ findings, orders }: Holdings): boolean {
  return findings.length === 0 && orders.length === 0;
}

/** Some of its records are missing, so that evidence will call it incomplete. */
export function isIncomplete({ outcome }: Finding): boolean {
  const answer = outcome.kind === 'noRecord' ? null : outcome.answer;
  return answer !== null && 'completeness' in answer && answer.completeness.kind !== 'complete';
}

/** A question about the subject is being asked; its answer would be missing. */
export function isAsking(desk: Desk): boolean {
  return Object.values(desk.inquiries ?? {}).some(({ work }) => work !== null);
}

/** Names what is to be saved by its rows in the record: the core reads it from there. */
export function rowsOf({ findings, orders }: Holdings, formats: EvidenceOf['formats']): EvidenceOf {
  return { calls: findings.map(({ call }) => call), orders: orders.map(({ id }) => id), formats };
}
