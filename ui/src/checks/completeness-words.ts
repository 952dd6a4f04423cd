import type { Completeness } from '../bindings';
import type { Messages } from '../messages/index.svelte';

/** How many of the records are shown; gives both numbers if both are known. */
export function completenessWords(completeness: Completeness, t: Messages): string {
  switch (completeness.kind) {
    case 'complete':
      return t.completeness.complete(completeness.total);
    case 'morePages':
      return t.completeness.more(completeness.shown, completeness.total);
    case 'incomplete':
      return completeness.total === null
        ? t.completeness.incompleteNoTotal(completeness.shown)
        : t.completeness.incompleteCounts(completeness.shown, completeness.total);
    default:
      return completeness satisfies never;
  }
}

/** How many records there are, as far as is known. */
export function countOf(completeness: Completeness): { n: number; atLeast: boolean } {
  switch (completeness.kind) {
    case 'complete':
    case 'morePages':
      return { n: completeness.total, atLeast: false };
    case 'incomplete':
      return completeness.total === null
        ? { n: completeness.shown, atLeast: true }
        : { n: Math.max(completeness.shown, completeness.total), atLeast: false };
    default:
      return completeness satisfies never;
  }
}
