import type { OrderState, ReportFormat, ReportKind } from '../../bindings';
import type { Messages } from '../../messages/index.svelte';

/** A report's format; one of a newer version has no name here. */
export function formatWords(format: ReportFormat | null, t: Messages): string {
  return format === null ? t.history.newer : t.report.formats[format];
}

export function kindWords(kind: ReportKind | null, t: Messages): string {
  return kind === null ? t.history.newer : t.report.kinds[kind];
}

/** Where an order stands, in a few words. */
export function orderWords(state: OrderState, t: Messages): string {
  switch (state.kind) {
    case 'polling':
      return t.report.states[state.progress];
    case 'intent':
    case 'sending':
    case 'accepted':
    case 'ready':
    case 'onHold':
    case 'saved':
    case 'refused':
    case 'notSent':
    case 'unknown':
    case 'failed':
    case 'notPlaced':
    case 'replaced':
    case 'givenUp':
    case 'newer':
      return t.report.states[state.kind];
    default:
      return state satisfies never;
  }
}

/** The steps that an order on its way takes. */
export const STEPS = ['placed', 'generating', 'saved'] as const;

/** How many steps are done; null for an order that is not on its way to a report. */
export function stepsDone(state: OrderState): number | null {
  switch (state.kind) {
    case 'intent':
    case 'sending':
      return 0;
    case 'accepted':
    case 'polling':
      return 1;
    case 'ready':
      return 2;
    case 'saved':
      return 3;
    case 'onHold':
    case 'refused':
    case 'notSent':
    case 'unknown':
    case 'failed':
    case 'notPlaced':
    case 'replaced':
    case 'givenUp':
    case 'newer':
      return null;
    default:
      return state satisfies never;
  }
}
