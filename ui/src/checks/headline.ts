import type { Answer, Check, Completeness, Description, Finding, Order, Words } from '../bindings';
import type { Messages } from '../messages/index.svelte';
import { checkName, counted, descriptionOf, localised } from './catalogue.svelte';
import { decidingOrder, foundStatus } from './check-status';
import { countOf } from './completeness-words';
import { orderWords } from './identity-report/order-words';

/** The sentence that a result begins with. */
export function headline(finding: Finding, t: Messages): string {
  const { outcome, check } = finding;
  const description = descriptionOf(check);
  switch (outcome.kind) {
    case 'found':
      return foundHeadline(check, outcome.answer, description, t);
    case 'noRecord':
      if (description) return localised(description.none, t);
      return check === 'quota' ? t.finding.noQuota : t.finding.noSnapshot;
    case 'notVerified':
      return check === 'quota' ? t.finding.quotaNotVerified : t.finding.notVerified(checkName(check, t));
    default:
      return outcome satisfies never;
  }
}

/** The headline of a subject's reports; `orders` is newest first. */
export function reportHeadline(orders: Order[], placing: boolean, t: Messages): string {
  const order = decidingOrder(orders);
  if (placing) return t.report.creating;
  return order ? t.checks.identityReport + t.app.separator + orderWords(order.state, t) : t.report.notOrdered;
}

function foundHeadline(check: Check, answer: Answer, description: Description | undefined, t: Messages): string {
  switch (answer.kind) {
    case 'list':
      return description ? foundWords(description.found, answer.completeness, t) : foundStatus(check, answer, t).words;
    case 'snapshot':
      return answer.picture.kind === 'kept' ? t.finding.foundSnapshot : t.finding.pictureMissing;
    case 'quota':
      return t.finding.foundQuota;
    default:
      return answer satisfies never;
  }
}

function foundWords(found: Words, completeness: Completeness, t: Messages): string {
  const { n, atLeast } = countOf(completeness);
  return counted(found, n, t, atLeast ? t.finding.atLeast(n) : t.finding.exactly(n));
}
