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
  return t.report.states[state.kind === 'polling' ? state.progress : state.kind];
}
