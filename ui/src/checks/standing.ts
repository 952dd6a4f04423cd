import type { Answer, Check, Completeness, Order } from '../bindings';
import type { Desk } from '../desk.svelte';
import type { Messages } from '../messages/index.svelte';
import { isAdverse, isLookUp } from './catalogue.svelte';
import { countOf } from './completeness-words';
import { STAGES } from './identity-report/order-states';
import type { Inquiry } from './inquiry.svelte';

/** The marks in the order of the tally. An adverse hit has a mark other than a registration's. */
export const MARKS = ['adverse', 'found', 'noRecord', 'notVerified', 'busy', 'none'] as const;

/** The status of a check: a mark and a word, both shown in the list. */
export type Standing = { mark: (typeof MARKS)[number]; words: string };

/** The status of a check for the current subject. */
export function standingOf(desk: Desk, check: Check, t: Messages): Standing {
  if (isLookUp(check)) return lookUpStanding(desk.inquiries?.[check] ?? null, t);
  if (check === 'quota') return quotaStanding(desk.quota, t);
  const placing = desk.subject !== null && desk.orders.placingFor === desk.subject;
  return reportStanding(desk.orders.of(desk.subject), placing, t);
}

export function lookUpStanding(inquiry: Inquiry | null, t: Messages): Standing {
  const doing = inquiry?.work?.doing;
  if (doing === 'asking' || doing === 'waiting') return { mark: 'busy', words: t.standing.asking };
  if (inquiry?.error && !inquiry.finding) return { mark: 'notVerified', words: t.standing.notVerified };
  const outcome = inquiry?.finding?.outcome;
  if (!outcome) return { mark: 'none', words: t.standing.notAsked };
  switch (outcome.kind) {
    case 'found':
      return foundStanding(inquiry.check, outcome.answer, t);
    case 'noRecord':
      return { mark: 'noRecord', words: t.standing.noRecord };
    case 'notVerified':
      return { mark: 'notVerified', words: t.standing.notVerified };
    default:
      return outcome satisfies never;
  }
}

/** The status of a check that found something. A snapshot without its picture is not verified. */
export function foundStanding(check: Check, answer: Answer, t: Messages): Standing {
  switch (answer.kind) {
    case 'list':
      return listStanding(isAdverse(check), answer.completeness, t);
    case 'snapshot':
      return answer.picture.kind === 'kept'
        ? { mark: 'found', words: t.standing.snapshot }
        : { mark: 'notVerified', words: t.standing.pictureMissing };
    case 'quota':
      return { mark: 'found', words: t.standing.quotaAnswered };
    default:
      return answer satisfies never;
  }
}

function listStanding(adverse: boolean, completeness: Completeness, t: Messages): Standing {
  const { n, atLeast } = countOf(completeness);
  const count = atLeast ? `${n}+` : String(n);
  return adverse ? { mark: 'adverse', words: t.standing.found(count) } : { mark: 'found', words: t.standing.registered(count) };
}

export function quotaStanding(inquiry: Inquiry, t: Messages): Standing {
  if (inquiry.work) return { mark: 'busy', words: t.standing.quotaAsking };
  const standing = lookUpStanding(inquiry, t);
  switch (standing.mark) {
    case 'none':
      return { ...standing, words: t.standing.quotaNotAsked };
    case 'notVerified':
      return { ...standing, words: t.standing.quotaNotVerified };
    case 'busy':
    case 'adverse':
    case 'found':
    case 'noRecord':
      return standing;
    default:
      return standing.mark satisfies never;
  }
}

/** Whether the order waits for a person's decision. */
function waitsForAPerson({ state }: Order): boolean {
  return state.kind === 'unknown' || state.kind === 'onHold' || (state.kind === 'newer' && state.open);
}

/** The order that decides the status of a subject's reports: one that waits for a person, or else the newest. */
export function decisive(newestFirst: Order[]): Order | undefined {
  return newestFirst.find(waitsForAPerson) ?? newestFirst[0];
}

/** The status of a subject's reports; `orders` is newest first. */
export function reportStanding(orders: Order[], placing: boolean, t: Messages): Standing {
  if (placing) return { mark: 'busy', words: t.standing.ordering };
  const order = decisive(orders);
  if (!order) return { mark: 'none', words: t.standing.notOrdered };
  if (order.state.kind === 'newer') return { mark: 'notVerified', words: t.history.newer };
  const { mark, word } = STAGES[order.state.kind];
  // The app does not follow orders of another account.
  if (word === 'generating' && !order.ofThisAccount) return { mark: 'notVerified', words: t.standing.elsewhere };
  return { mark, words: t.standing[word] };
}
