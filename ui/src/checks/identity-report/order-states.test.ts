import { expect, test } from 'vitest';
import type { OrderState } from '../../bindings';
import { BAD_SIGNATURE, SAVED } from '../../testing/fixtures';
import { render } from '../../testing/render';
import { isOpen } from './order-states';
import Steps from './Steps.svelte';

const failure = BAD_SIGNATURE;
const orderNo = 'RPT1';

/** Every state: whether it may still become a report, and how many steps are done. */
const STATES: { [Kind in OrderState['kind']]: [state: Extract<OrderState, { kind: Kind }>, mayCome: boolean, done: number | null] } = {
  intent: [{ kind: 'intent' }, true, 0],
  sending: [{ kind: 'sending' }, true, 0],
  accepted: [{ kind: 'accepted', orderNo }, true, 1],
  polling: [{ kind: 'polling', orderNo, progress: 'processing', trouble: null }, true, 1],
  ready: [{ kind: 'ready', orderNo, attempts: 0, trouble: null }, true, 2],
  saved: [SAVED as Extract<OrderState, { kind: 'saved' }>, false, 3],
  onHold: [{ kind: 'onHold', orderNo, reason: 'refused', failure }, true, null],
  unknown: [{ kind: 'unknown', failure }, true, null],
  refused: [{ kind: 'refused', failure }, false, null],
  notSent: [{ kind: 'notSent', failure }, false, null],
  failed: [{ kind: 'failed', orderNo, failure }, false, null],
  notPlaced: [{ kind: 'notPlaced' }, false, null],
  replaced: [{ kind: 'replaced' }, false, null],
  givenUp: [{ kind: 'givenUp', orderNo }, false, null],
  newer: [{ kind: 'newer', orderNo, open: true }, true, null],
};

test('an_order_is_open_for_as_long_as_a_report_may_come_of_it', () => {
  for (const [state, mayCome] of Object.values(STATES)) expect(isOpen(state), state.kind).toBe(mayCome);
  expect(isOpen({ kind: 'newer', orderNo, open: false })).toBe(false);
});

test('an_order_on_its_way_says_how_many_steps_are_done_and_which_is_next', () => {
  for (const [state, , done] of Object.values(STATES)) {
    if (done === null) continue;
    const steps = [...render(Steps, { state }).querySelectorAll('li')];
    expect(steps.map((step) => step.className.includes('done')), state.kind).toEqual([0, 1, 2].map((step) => step < done));
    expect(steps.findIndex((step) => step.getAttribute('aria-current') === 'step'), state.kind).toBe(done < 3 ? done : -1);
  }
});
