import type { Answer, Check, Completeness, Order } from '../bindings';
import type { Desk } from '../desk.svelte';
import type { Messages } from '../messages/index.svelte';
import { isAdverse, isLookUp } from './catalogue.svelte';
import { countOf } from './completeness-words';
import { STAGES } from './identity-report/order-states';
import type { Inquiry } from './inquiry.svelte';

/** What a mark can say, in the order in which a tally counts them. Bad news that was found is not marked as a registration is. */
export const MARKS = ['adverse', 'found', 'noRecord', 'notVerified', 'busy', 'none'] as const;

/** Where a check stands: a mark and a word, both shown in the list. */
export type Standing = { mark: (typeof MARKS)[number]; words: string };

/** Where a check stands for the subject on screen. */
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

/** Where a check stands that found something; a snapshot without its picture is not verified. */
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

/** Whether the order goes on only when a person says how. */
function waitsForAPerson({ state }: Order): boolean {
  return state.kind === 'unknown' || state.kind === 'onHold' || (state.kind === 'newer' && state.open);
}

/** The order that says where the reports of a subject stand: one that waits for a person comes before the newest. */
export function decisive(newestFirst: Order[]): Order | undefined {
  return newestFirst.find(waitsForAPerson) ?? newestFirst[0];
}

/** Where the reports of a subject stand, `orders` newest first. */
export function reportStanding(orders: Order[], placing: boolean, t: Messages): Standing {
  if (placing) return { mark: 'busy', words: t.standing.ordering };
  const order = decisive(orders);
  if (!order) return { mark: 'none', words: t.standing.notOrdered };
  if (order.state.kind === 'newer') return { mark: 'notVerified', words: t.history.newer };
  const { mark, word } = STAGES[order.state.kind];
  // Nobody follows that of another account.
  if (word === 'generating' && !order.ofThisAccount) return { mark: 'notVerified', words: t.standing.elsewhere };
  return { mark, words: t.standing[word] };
}
