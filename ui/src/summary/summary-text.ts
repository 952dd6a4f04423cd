import type { Answer, Check, Failure, Finding, Order, Row } from '../bindings';
import { checkName, counted, descriptionOf, limitsOf, localised } from '../checks/catalogue.svelte';
import { clockWords } from '../checks/clock-words';
import { completenessWords } from '../checks/completeness-words';
import { headline } from '../checks/headline';
import { formatWords, orderWords } from '../checks/identity-report/order-words';
import type { Inquiry } from '../checks/inquiry.svelte';
import { cellsOf, missingWords, nameOf, remarkWords, textOf, type Cell } from '../checks/row-texts';
import { sourceWords } from '../checks/source-words';
import { billingWords, errorWords, failureWords } from '../messages/failure-words';
import type { Messages } from '../messages/index.svelte';
import { escapeInvisible } from '../parts/invisible-chars';
import { truncate } from '../parts/truncate';
import { minuteOf } from '../time';

/** Rows listed per check; the rest are counted. */
const LISTED = 20;

/** What is known about a subject as plain text for a mail or a file: every listed check, asked or not. */
export function summaryText(subject: string, checks: [Check, Inquiry][], orders: Order[], demo: boolean, t: Messages): string {
  const sections = [
    [t.summary.of(remote(subject)), ...(demo ? [t.app.demo + t.app.separator + t.app.demoTitle] : [])],
    ...checks.map(([check, inquiry]) => ofCheck(check, inquiry, t)),
    orders.length === 0 ? [t.report.notOrdered] : orders.flatMap((order) => ofOrder(order, subject, t)),
    checks.flatMap(([check, { finding }]) => (finding && finding.outcome.kind !== 'notVerified' ? (limitsOf(check, t) ?? []) : [])),
  ];
  return sections.flatMap((lines) => (lines.length > 0 ? [lines.join('\n')] : [])).join('\n\n');
}

function ofCheck(check: Check, { finding, work, error, notAskedAgain }: Inquiry, t: Messages): string[] {
  const trouble = error ? [(notAskedAgain ? t.finding.notAskedAgain + t.app.separator : '') + errorWords(error, t)] : [];
  if (finding) return [...ofFinding(finding, t), ...trouble];
  const name = checkName(check, t);
  if (work) return [name + t.app.separator + t.status.asking];
  return error ? [t.finding.notVerified(name), ...trouble] : [t.panel.notAsked(name)];
}

function ofFinding(finding: Finding, t: Messages): string[] {
  const { outcome, receipts, pageFailure } = finding;
  const number = receipts[0]?.orderNumber;
  const origin = [
    sourceWords(finding, t),
    minuteOf(finding.askedAt),
    ...(finding.ofThisAccount ? [] : [t.finding.otherAccount]),
    ...(number ? [`${t.finding.orderNumber} ${remote(number)}`] : []),
  ];
  const lines = [headline(finding, t), origin.join(' · ')];
  if (finding.clockAheadSeconds !== null) lines.push(clockWords(finding.clockAheadSeconds, t) + t.clock.affects);
  if (outcome.kind === 'found') lines.push(...ofAnswer(finding.check, outcome.answer, t));
  if (outcome.kind === 'noRecord') lines.push(t.finding.noRecordNotice);
  if (outcome.kind === 'notVerified') lines.push(...ofFailure(outcome.failure, t));
  if (pageFailure) lines.push(t.completeness.pageFailed, ...ofFailure(pageFailure, t));
  return lines;
}

function ofFailure(failure: Failure, t: Messages): string[] {
  return [failureWords(failure, t).what, billingWords(failure, t)];
}

function ofOrder({ state, format, orderNo, subject: written }: Order, subject: string, t: Messages): string[] {
  const text = `${t.checks.identityReport} ${formatWords(format, t)}${t.app.separator}${orderWords(state, t)}`;
  const failed = state.kind === 'refused' || state.kind === 'notSent' || state.kind === 'unknown' || state.kind === 'failed';
  return [
    orderNo ? `${text} · ${t.report.orderNo} ${remote(orderNo)}` : text,
    ...(written === subject ? [] : [t.report.otherWriting + t.app.separator + remote(written)]),
    ...(failed ? ofFailure(state.failure, t) : []),
  ];
}

function ofAnswer(check: Check, answer: Answer, t: Messages): string[] {
  if (answer.kind !== 'list') return [];
  const { completeness, rows } = answer;
  const listed = rows.slice(0, LISTED).map((row, i) => remote(`${i + 1}. ${ofRow(check, row, t).join(t.summary.cell)}`));
  const left = rows.length - listed.length;
  const whole = completeness.kind === 'complete' ? '' : t.completeness.incomplete + t.app.separator;
  const reason = completeness.kind === 'incomplete' ? [t.completeness.reasons[completeness.reason]] : [];
  return [whole + completenessWords(completeness, t), ...reason, ...listed, ...(left > 0 ? [t.summary.left(left)] : [])];
}

function ofRow(check: Check, row: Row, t: Messages): string[] {
  const cells = cellsOf(row.values, descriptionOf(check)?.fields ?? []).filter(({ field }) => field.summary);
  const remarks = row.remarks.map((remark) => remarkWords(remark, t));
  const isAlone = ({ field }: Cell) => cells.filter((each) => each.field.kind.is === field.kind.is).length === 1;
  return [...cells.map((cell) => ofCell(cell, isAlone(cell), t)).filter((text) => text !== ''), ...remarks];
}

/** A value within a line; labelled only if it would be unclear otherwise, such as one date of two. */
function ofCell(cell: Cell, isAlone: boolean, t: Messages): string {
  const { field: { kind, label }, value } = cell;
  const labelled = (text: string) => `${localised(label, t)} ${missingWords(value, t) ?? text}`;
  switch (value.is) {
    case 'unread':
      return labelled('');
    case 'text':
    case 'level':
      return labelled(value.raw);
    case 'interpreted':
      return !isAlone || (kind.is === 'money' && value.raw === '') ? labelled(textOf(value, t)) : textOf(value, t);
    case 'parties':
      return labelled(value.parties.map((party) => nameOf(party, t)).join(t.app.listSeparator));
    case 'flag':
      if (value.raw === '') return '';
      return kind.is === 'flag' && value.marked ? localised(kind.meaning, t) : labelled(value.raw);
    case 'table':
      return kind.is === 'table' ? counted(kind.count, value.rows.length, t) : '';
    default:
      return value satisfies never;
  }
}

/**
 * Remote text on one line, with invisible characters as codes: it must not look like a line of ours, and a mail client would
 * let them hide or reorder words for readers who never saw the screen.
 */
function remote(text: string): string {
  return escapeInvisible(truncate(text.replace(/\s+/g, ' ')));
}
