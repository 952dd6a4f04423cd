import type { Check, Finding } from '../bindings';
import { checkName, descriptionOf, isLookUp } from '../checks/catalogue.svelte';
import { completenessWords } from '../checks/completeness-words';
import { headline, reportHeadline } from '../checks/headline';
import type { MarkKind } from '../checks/mark';
import { cellsOf, missingWords, textOf } from '../checks/row-texts';
import type { Desk } from '../desk.svelte';
import { errorWords, failureWords } from '../messages/failure-words';
import type { Messages } from '../messages/index.svelte';
import { truncate } from '../parts/truncate';
import { minuteOf } from '../time';

type OverviewRow = { mark: MarkKind; sentence: string; detail: string; when: string };

/** How many records are named after the sentence; their titles fill the rest of the line. */
const NAMED = 8;

export function overviewRow(desk: Desk, check: Check, t: Messages): OverviewRow {
  const { mark } = desk.statusOf(check);
  if (!isLookUp(check)) {
    const orders = desk.orders.of(desk.folded);
    const sentence = reportHeadline(orders, desk.orders.isPlacing(desk.subject), t);
    return { mark, sentence, detail: '', when: orders[0] ? minuteOf(orders[0].placedAt) : '' };
  }
  const name = checkName(check, t);
  const { work, finding, error, notAskedAgain } = desk.inquiries?.[check] ?? {};
  if (finding) {
    const askedAt = minuteOf(finding.askedAt);
    const detail = notAskedAgain ? t.finding.notAskedAgain + t.app.separator + errorWords(notAskedAgain, t) : detailOf(finding, t);
    return { mark, sentence: headline(finding, t), detail, when: finding.reused ? t.overview.recorded(askedAt) : askedAt };
  }
  if (work) return { mark, sentence: t.status.asking, detail: '', when: '' };
  if (error) return { mark, sentence: t.finding.notVerified(name), detail: errorWords(error, t), when: '' };
  return { mark, sentence: t.panel.notAsked(name), detail: t.overview.notAsked, when: '' };
}

function detailOf({ outcome, check }: Finding, t: Messages): string {
  if (outcome.kind === 'notVerified') return failureWords(outcome.failure, t).what;
  if (outcome.kind === 'noRecord' || outcome.answer.kind !== 'list') return '';
  const { rows, completeness } = outcome.answer;
  const fields = descriptionOf(check)?.fields ?? [];
  const titles = rows.slice(0, NAMED).flatMap(({ values }) =>
    cellsOf(values, fields).flatMap(({ field, value }) => {
      if (!field.title || value.is === 'parties' || value.is === 'table' || value.is === 'unread') return [];
      return missingWords(value, t) ?? textOf(value, t);
    }),
  );
  const left = completeness.kind === 'complete' ? [] : [completenessWords(completeness, t)];
  return [...left, truncate(titles.join(t.app.listSeparator))].join(' ');
}
