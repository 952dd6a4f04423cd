import type { Completeness } from '../bindings';
import type { Messages } from '../messages/index.svelte';

/** How many records are shown of how many; always both numbers where both are known. */
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
