import type { OrderState, ReportFormat, ReportKind } from '../../bindings';
import type { Messages } from '../../messages/index.svelte';

export function formatWords(format: ReportFormat | null, t: Messages): string {
  return format === null ? t.history.newer : t.report.formats[format];
}

export function kindWords(kind: ReportKind | null, t: Messages): string {
  return kind === null ? t.history.newer : t.report.kinds[kind];
}

export function orderWords(state: OrderState, t: Messages): string {
  return t.report.states[state.kind === 'polling' ? state.progress : state.kind];
}
