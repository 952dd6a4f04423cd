import type { Answer, Completeness, Finding, Order } from '../bindings';
import type { Messages } from '../messages/index.svelte';
import { countOf } from './completeness-words';
import { orderWords } from './identity-report/order-words';
import { decisive } from './standing';

/** The sentence that a result begins with. */
export function headline(finding: Finding, t: Messages): string {
  const { outcome, check } = finding;
  switch (outcome.kind) {
    case 'found':
      return foundHeadline(outcome.answer, t);
    case 'noRecord':
      switch (check) {
        case 'exitRestriction':
          return t.finding.noExit;
        case 'customsCredit':
          return t.finding.noCustoms;
        case 'registrationSnapshot':
        case 'identityReport':
          return t.finding.noSnapshot;
        case 'quota':
          return t.finding.noQuota;
        default:
          return check satisfies never;
      }
    case 'notVerified':
      return check === 'quota' ? t.finding.quotaNotVerified : t.finding.notVerified(t.checks[check]);
    default:
      return outcome satisfies never;
  }
}

/** The sentence that a subject's reports begin with, `orders` newest first. */
export function reportHeadline(orders: Order[], placing: boolean, t: Messages): string {
  const order = decisive(orders);
  if (placing) return t.report.creating;
  return order ? t.checks.identityReport + t.app.separator + orderWords(order.state, t) : t.report.notOrdered;
}

function foundHeadline(answer: Answer, t: Messages): string {
  switch (answer.kind) {
    case 'exitRestrictions':
      return t.finding.foundExit(countWords(answer.completeness, t));
    case 'customsRegistrations':
      return t.finding.foundCustoms(countWords(answer.completeness, t));
    case 'snapshot':
      return answer.picture.kind === 'kept' ? t.finding.foundSnapshot : t.finding.pictureMissing;
    case 'quota':
      return t.finding.foundQuota;
    default:
      return answer satisfies never;
  }
}

function countWords(completeness: Completeness, t: Messages): string {
  const { n, atLeast } = countOf(completeness);
  return atLeast ? t.finding.atLeast(n) : t.finding.exactly(n);
}
