import type { Answer, Check, Completeness, Finding, Order } from '../bindings';
import type { Messages } from '../messages/index.svelte';
import { isAdverse } from './catalogue.svelte';
import { countOf } from './completeness-words';
import { STAGES } from './identity-report/order-states';
import type { MarkKind } from './mark';

/** The status of a check: a mark and a word, both shown in the list. */
export type CheckStatus = { mark: MarkKind; words: string };

type Asked = { check: Check; work: { doing: string } | null; finding: Finding | null; error: unknown; notAskedAgain?: unknown };

export function lookUpStatus(inquiry: Asked | null, t: Messages): CheckStatus {
  const status = answeredStatus(inquiry, t);
  return inquiry?.notAskedAgain ? { ...status, words: t.status.notAskedAgain(status.words) } : status;
}

function answeredStatus(inquiry: Asked | null, t: Messages): CheckStatus {
  const doing = inquiry?.work?.doing;
  if (doing === 'asking' || doing === 'waiting') return { mark: 'busy', words: t.status.asking };
  if (inquiry?.error && !inquiry.finding) return { mark: 'notVerified', words: t.status.notVerified };
  const outcome = inquiry?.finding?.outcome;
  if (!outcome) return { mark: 'none', words: t.status.notAsked };
  switch (outcome.kind) {
    case 'found':
      return foundStatus(inquiry.check, outcome.answer, t);
    case 'noRecord':
      return { mark: 'noRecord', words: t.status.noRecord };
    case 'notVerified':
      return { mark: 'notVerified', words: t.status.notVerified };
    default:
      return outcome satisfies never;
  }
}

/** The status of a check that found something. A snapshot without its picture is not verified. */
export function foundStatus(check: Check, answer: Answer, t: Messages): CheckStatus {
  switch (answer.kind) {
    case 'list':
      return listStatus(isAdverse(check), answer.completeness, t);
    case 'snapshot':
      return answer.picture.kind === 'kept'
        ? { mark: 'found', words: t.status.snapshot }
        : { mark: 'notVerified', words: t.status.pictureMissing };
    case 'quota':
      return { mark: 'found', words: t.status.quotaAnswered };
    default:
      return answer satisfies never;
  }
}

function listStatus(adverse: boolean, completeness: Completeness, t: Messages): CheckStatus {
  const { n, atLeast } = countOf(completeness);
  const count = atLeast ? `${n}+` : String(n);
  return adverse ? { mark: 'adverse', words: t.status.found(count) } : { mark: 'found', words: t.status.registered(count) };
}

export function quotaStatus(inquiry: Asked, t: Messages): CheckStatus {
  if (inquiry.work) return { mark: 'busy', words: t.status.quotaAsking };
  const status = lookUpStatus(inquiry, t);
  switch (status.mark) {
    case 'none':
      return { ...status, words: t.status.quotaNotAsked };
    case 'notVerified':
      return { ...status, words: t.status.quotaNotVerified };
    case 'busy':
    case 'adverse':
    case 'found':
    case 'noRecord':
      return status;
    default:
      return status.mark satisfies never;
  }
}

function waitsForAPerson({ state }: Order): boolean {
  return state.kind === 'unknown' || state.kind === 'onHold' || (state.kind === 'newer' && state.open);
}

/** The order that decides the status of a subject's reports: one that waits for a person, or else the newest. */
export function decidingOrder(newestFirst: Order[]): Order | undefined {
  return newestFirst.find(waitsForAPerson) ?? newestFirst[0];
}

/** The status of a subject's reports; `orders` is newest first. */
export function reportStatus(orders: Order[], placing: boolean, t: Messages): CheckStatus {
  if (placing) return { mark: 'busy', words: t.status.ordering };
  const order = decidingOrder(orders);
  if (!order) return { mark: 'none', words: t.status.notOrdered };
  if (order.state.kind === 'newer') return { mark: 'notVerified', words: t.history.newer };
  const { mark, word } = STAGES[order.state.kind];
  // The app does not follow orders of another account.
  if (word === 'generating' && !order.ofThisAccount) return { mark: 'notVerified', words: t.status.elsewhere };
  return { mark, words: t.status[word] };
}
