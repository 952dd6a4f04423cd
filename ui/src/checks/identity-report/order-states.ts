import type { OrderState } from '../../bindings';
import type { MarkKind } from '../mark';

type Stage = {
  /** The order may still become a report, so a second one could be charged twice. */
  open: boolean;
  /** How many steps are done, if the order is on its way to a report. */
  done?: number;
  mark: MarkKind;
  word: 'ordering' | 'generating' | 'saved' | 'onHold' | 'orderUnknown' | 'orderFailed' | 'notOrdered';
};

export const STEPS = ['placed', 'generating', 'saved'] as const;

export const STAGES: Record<Exclude<OrderState['kind'], 'newer'>, Stage> = {
  intent: { open: true, done: 0, mark: 'busy', word: 'ordering' },
  sending: { open: true, done: 0, mark: 'busy', word: 'ordering' },
  accepted: { open: true, done: 1, mark: 'busy', word: 'generating' },
  polling: { open: true, done: 1, mark: 'busy', word: 'generating' },
  ready: { open: true, done: 2, mark: 'busy', word: 'generating' },
  saved: { open: false, done: 3, mark: 'found', word: 'saved' },
  onHold: { open: true, mark: 'notVerified', word: 'onHold' },
  unknown: { open: true, mark: 'notVerified', word: 'orderUnknown' },
  refused: { open: false, mark: 'notVerified', word: 'orderFailed' },
  notSent: { open: false, mark: 'notVerified', word: 'orderFailed' },
  failed: { open: false, mark: 'notVerified', word: 'orderFailed' },
  notPlaced: { open: false, mark: 'none', word: 'notOrdered' },
  replaced: { open: false, mark: 'none', word: 'notOrdered' },
  givenUp: { open: false, mark: 'none', word: 'notOrdered' },
};

export function isOpen(state: OrderState): boolean {
  return state.kind === 'newer' ? state.open : STAGES[state.kind].open;
}
