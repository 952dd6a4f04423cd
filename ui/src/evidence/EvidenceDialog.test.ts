import { describe, expect, test, vi } from 'vitest';
import type { Backend } from '../backend';
import type { EvidenceOf, SavedEvidence } from '../bindings';
import { Desk } from '../desk.svelte';
import { zhCN } from '../messages/zh-CN';
import { appState, deferred, exitAnswer, fakeBackend, finding, order, OTHER, SHA256, SUBJECT } from '../testing/fixtures';
import { click, render, settle, spoken } from '../testing/render';
import EvidenceDialog from './EvidenceDialog.svelte';

const SAVED: SavedEvidence[] = [
  { id: 4, format: 'pdf', folder: '/home/user/reports', fileName: '核查底稿_示例.pdf', bytes: 81234, sha256: SHA256 },
];

/** A desk with one finding and one order of the subject, and one of another. */
async function desk(over: Partial<Backend> = {}): Promise<Desk> {
  const found = finding({ kind: 'found', answer: exitAnswer(3) }, { call: 17, subject: SUBJECT });
  const orders = [order(5, { kind: 'intent' }), order(6, { kind: 'intent' }, { subject: OTHER })];
  const state = appState({ orders });
  const backend = fakeBackend({ appState: async () => state, ...over });
  const desk = new Desk(backend);
  await desk.open();
  desk.showRecorded(found);
  return desk;
}

function opened(desk: Desk) {
  render(EvidenceDialog, { onclose: () => undefined }, desk);
}

const submit = () => document.querySelector<HTMLButtonElement>('dialog button[type=submit]')!;

describe('saving evidence', () => {
  test('the_core_is_told_rows_of_the_record_and_nothing_that_the_page_says', async () => {
    const saveEvidence = vi.fn<(of: EvidenceOf) => Promise<SavedEvidence[]>>(async () => SAVED);
    const openEvidence = vi.fn(async () => null);
    const showEvidence = vi.fn(async () => null);
    opened(await desk({ saveEvidence, openEvidence, showEvidence }));
    const dialog = document.querySelector('dialog')!;
    expect(spoken(dialog)).toContain('查到 3 条限制出境记录');
    expect(spoken(dialog)).toContain(zhCN.status.notAsked);
    submit().click();
    await settle();
    expect(saveEvidence.mock.calls).toEqual([[{ calls: [17], orders: [5], formats: ['pdf', 'excel'] }]]);
    expect(spoken(dialog)).toContain('核查底稿_示例.pdf');
    click(zhCN.report.open);
    await settle();
    click(zhCN.report.showInFolder);
    expect([openEvidence.mock.calls, showEvidence.mock.calls]).toEqual([[[4]], [[4]]]);
  });

  test('one_format_can_be_left_out_but_not_both', async () => {
    const saveEvidence = vi.fn<(of: EvidenceOf) => Promise<SavedEvidence[]>>(async () => []);
    opened(await desk({ saveEvidence }));
    const [pdf, excel] = [...document.querySelectorAll<HTMLInputElement>('dialog input')];
    pdf!.click();
    submit().click();
    await settle();
    expect(saveEvidence.mock.calls[0]![0].formats).toEqual(['excel']);
    excel!.click();
    await settle();
    expect(submit().disabled).toBe(true);
    expect(spoken(document.querySelector('dialog')!)).toContain(zhCN.evidence.noneTicked);
  });

  test('nothing_is_saved_while_a_check_is_being_asked', async () => {
    const answer = deferred<never>();
    const working = await desk({ lookUp: () => answer.promise });
    working.run('customsCredit');
    opened(working);
    expect(submit().disabled).toBe(true);
    expect(spoken(document.querySelector('dialog')!)).toContain(zhCN.evidence.busy);
  });

  test('without_a_result_there_is_nothing_to_save', async () => {
    const empty = new Desk(fakeBackend({ appState: async () => appState() }));
    await empty.open();
    empty.setSubject(SUBJECT);
    opened(empty);
    expect(submit().disabled).toBe(true);
    expect(spoken(document.querySelector('dialog')!)).toContain(zhCN.evidence.nothing);
  });

  test('a_failure_says_what_happened_that_nothing_was_billed_and_what_to_do', async () => {
    const saveEvidence = () => Promise.reject({ kind: 'evidence', problem: 'diskFull', detail: 'No space left on device' });
    opened(await desk({ saveEvidence }));
    submit().click();
    await settle();
    const alert = spoken(document.querySelector('dialog [role=alert]')!);
    expect(alert).toContain('磁盘已满');
    expect(alert).toContain('没有计费');
    expect(alert).toContain('请腾出空间');
    expect(submit().disabled).toBe(false);
  });

  test('an_order_for_another_writing_of_the_name_is_not_in_it_and_that_is_said', async () => {
    const saveEvidence = vi.fn<(of: EvidenceOf) => Promise<SavedEvidence[]>>(async () => SAVED);
    const working = await desk({ saveEvidence });
    working.orders.update(order(7, { kind: 'intent' }, { subject: OTHER, folded: SUBJECT }));
    opened(working);
    expect(spoken(document.querySelector('dialog')!)).toContain(zhCN.evidence.otherWriting(1));
    submit().click();
    await settle();
    expect(saveEvidence.mock.calls[0]![0].orders).toEqual([5]);
  });

  test('records_that_are_not_all_here_are_called_incomplete_before_saving', async () => {
    const working = await desk();
    const partial = exitAnswer(20, { kind: 'morePages', shown: 20, total: 45, callsNeeded: 2 });
    working.showRecorded(finding({ kind: 'found', answer: partial }, { subject: SUBJECT }));
    opened(working);
    expect(spoken(document.querySelector('dialog')!)).toContain(zhCN.completeness.incomplete);
  });
});
