import type { LookUpCheck } from '../backend';
import type { Answer, Failure, Finding, Order, Party } from '../bindings';
import { clockWords } from '../checks/clock-words';
import { completenessWords } from '../checks/completeness-words';
import { billingWords, errorWords, failureWords } from '../checks/failure-words';
import { headline } from '../checks/headline';
import { formatWords, orderWords } from '../checks/identity-report/order-words';
import type { Inquiry } from '../checks/inquiry.svelte';
import { sourceWords } from '../checks/source-words';
import type { Inquiries } from '../desk.svelte';
import type { Messages } from '../messages/index.svelte';
import { moneyWords } from '../money';
import { shortened, spelledOut } from '../parts/marks';
import { minuteOf } from '../time';

/** Rows of one check that are listed; the others are counted. */
const LISTED = 20;

/** What is known of a subject, as plain text to paste into a mail or a file: every check, asked or not. */
export function summaryText(subject: string, inquiries: Inquiries, orders: Order[], demo: boolean, t: Messages): string {
  const checks = Object.entries(inquiries) as [LookUpCheck, Inquiry][];
  const sections = [
    [t.summary.of(remote(subject)), ...(demo ? [t.app.demo + t.app.separator + t.app.demoTitle] : [])],
    ...checks.map(([check, inquiry]) => ofCheck(check, inquiry, t)),
    orders.length === 0 ? [t.report.notOrdered] : orders.flatMap((order) => ofOrder(order, t)),
    checks.flatMap(([check, { finding }]) => (finding && finding.outcome.kind !== 'notVerified' ? [t.finding.limits[check]] : [])),
  ];
  return sections.flatMap((lines) => (lines.length > 0 ? [lines.join('\n')] : [])).join('\n\n');
}

function ofCheck(check: LookUpCheck, { finding, work, error }: Inquiry, t: Messages): string[] {
  const trouble = error ? [errorWords(error, t)] : [];
  if (finding) return [...ofFinding(finding, t), ...trouble];
  if (work) return [t.checks[check] + t.app.separator + t.standing.asking];
  return error ? [t.finding.notVerified(t.checks[check]), ...trouble] : [t.panel.notAsked(t.checks[check])];
}

function ofFinding(finding: Finding, t: Messages): string[] {
  const { outcome, evidence, pageFailure } = finding;
  const number = evidence[0]?.orderNumber;
  const origin = [
    sourceWords(finding, t),
    minuteOf(finding.askedAt),
    ...(finding.ofThisAccount ? [] : [t.finding.otherAccount]),
    ...(number ? [`${t.finding.orderNumber} ${remote(number)}`] : []),
  ];
  const lines = [headline(finding, t), origin.join(' · ')];
  if (finding.clockAheadSeconds !== null) lines.push(clockWords(finding.clockAheadSeconds, t) + t.clock.affects);
  if (outcome.kind === 'found') lines.push(...ofAnswer(outcome.answer, t));
  if (outcome.kind === 'noRecord') lines.push(t.finding.noRecordNotice);
  if (outcome.kind === 'notVerified') lines.push(...ofFailure(outcome.failure, t));
  if (pageFailure) lines.push(t.completeness.pageFailed, ...ofFailure(pageFailure, t));
  return lines;
}

function ofFailure(failure: Failure, t: Messages): string[] {
  return [failureWords(failure, t).what, billingWords(failure, t)];
}

function ofOrder({ state, format, orderNo }: Order, t: Messages): string[] {
  const said = `${t.checks.identityReport} ${formatWords(format, t)}${t.app.separator}${orderWords(state, t)}`;
  const failed = state.kind === 'refused' || state.kind === 'notSent' || state.kind === 'unknown' || state.kind === 'failed';
  return [
    orderNo ? `${said} · ${t.report.orderNo} ${remote(orderNo)}` : said,
    ...(failed ? ofFailure(state.failure, t) : []),
  ];
}

function ofAnswer(answer: Answer, t: Messages): string[] {
  if (!('completeness' in answer)) return [];
  const { completeness } = answer;
  const rows =
    answer.kind === 'exitRestrictions'
      ? answer.rows.map((row) => [
          row.caseNo,
          `${t.exit.limited} ${names(row.limited, t)}`,
          moneyWords(row.amount, t) ?? `${t.exit.amount} ${t.text.unstated}`,
          row.publishDate,
        ])
      : answer.rows.map((row) => [
          `${t.customs.regNo} ${row.regNo}`,
          `${t.customs.level} ${row.identifyLevel === '' ? t.customs.levelUnstated : row.identifyLevel}`,
          row.cancelled ? t.customs.cancelled : '',
          t.customs.punishments(row.punishments.length),
        ]);
  const listed = rows.slice(0, LISTED).map((cells, i) => remote(`${i + 1}. ${cells.filter((cell) => cell !== '').join(t.summary.cell)}`));
  const left = rows.length - listed.length;
  const whole = completeness.kind === 'complete' ? '' : t.completeness.incomplete + t.app.separator;
  const reason = completeness.kind === 'incomplete' ? [t.completeness.reasons[completeness.reason]] : [];
  return [whole + completenessWords(completeness, t), ...reason, ...listed, ...(left > 0 ? [t.summary.left(left)] : [])];
}

function names(parties: Party[], t: Messages): string {
  return parties.length === 0 ? t.text.unstated : parties.map(({ name }) => name).join(t.app.listSeparator);
}

/** Text from outside on one line, whose hidden characters can be seen: it must not look like a line of ours. */
function remote(text: string): string {
  return spelledOut(shortened(text.replace(/\s+/g, ' ')));
}
