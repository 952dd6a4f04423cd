import type { Answer, Completeness, Order } from '../bindings';
import type { Messages } from '../messages/index.svelte';
import { countOf } from './completeness-words';
import { STAGES } from './identity-report/order-states';
import type { Inquiry } from './inquiry.svelte';

/** Where a check stands: a mark and a word, both shown on its tab. */
export type Standing = { mark: 'none' | 'busy' | 'found' | 'noRecord' | 'notVerified'; words: string };

export function lookUpStanding(inquiry: Inquiry | null, t: Messages): Standing {
  const doing = inquiry?.work?.doing;
  if (doing === 'asking' || doing === 'waiting') return { mark: 'busy', words: t.standing.asking };
  if (inquiry?.error && !inquiry.finding) return { mark: 'notVerified', words: t.standing.notVerified };
  const outcome = inquiry?.finding?.outcome;
  if (!outcome) return { mark: 'none', words: t.standing.notAsked };
  switch (outcome.kind) {
    case 'found':
      return foundStanding(outcome.answer, t);
    case 'noRecord':
      return { mark: 'noRecord', words: t.standing.noRecord };
    case 'notVerified':
      return { mark: 'notVerified', words: t.standing.notVerified };
    default:
      return outcome satisfies never;
  }
}

/** Where a check stands that found something; a snapshot without its picture is not verified. */
export function foundStanding(answer: Answer, t: Messages): Standing {
  switch (answer.kind) {
    case 'list':
      return { mark: 'found', words: countStanding(answer.completeness, t) };
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

function countStanding(completeness: Completeness, t: Messages): string {
  const { n, atLeast } = countOf(completeness);
  return atLeast ? t.standing.foundAtLeast(n) : t.standing.found(n);
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
