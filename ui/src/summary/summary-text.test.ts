import { expect, test } from 'vitest';
import type { Finding } from '../bindings';
import { descriptionOf, fillCatalogue } from '../checks/catalogue.svelte';
import { Desk } from '../desk.svelte';
import { zhCN as t } from '../messages/zh-CN';
import { ASKED_AT, BAD_SIGNATURE, customsRow, DISHONEST, exitAnswer, exitRow, failure, fakeBackend, finding, foundThree, listOf, noRecord, notVerified, order, SAVED, SUBJECT } from '../testing/fixtures';
import { summaryText } from './summary-text';

function summary(exit: Finding | null, customs: Finding | null = null, orders = [order(1, SAVED)], demo = false): string {
  const desk = new Desk(fakeBackend());
  desk.setSubject(SUBJECT);
  const inquiries = desk.inquiries!;
  if (exit) inquiries.exitRestriction!.finding = exit;
  if (customs) inquiries.customsCredit!.finding = customs;
  return summaryText(SUBJECT, Object.entries(inquiries), orders, demo, t);
}

test('every_check_is_in_it_asked_or_not', () => {
  const text = summary(foundThree());
  expect(text).toContain(SUBJECT);
  expect(text).toContain('查到 3 条限制出境记录\n数据来自企查查 · 2026-11-22 14:03 · 单号 ORDER1');
  expect(text).toContain('尚未核查进出口信用');
  expect(text).toContain('尚未核查工商快照');
  expect(text).toContain('身份报告 PDF：已保存 · 订单号 RPT1');
  expect(text).toContain('仅含企查查收录的、与该企业相关的限制出境记录');
});

test('a_miss_is_no_clearance_and_a_failure_says_what_it_may_have_cost', () => {
  const text = summary(noRecord(), { ...notVerified(), check: 'customsCredit' });
  expect(text).toContain('未查到限制出境记录');
  expect(text).toContain('未查到不等于没有风险');
  expect(text).toContain('未能核查进出口信用');
  expect(text).toContain('这次没有计费');
});

test('what_is_not_listed_or_not_complete_is_said', () => {
  const completeness = { kind: 'incomplete', shown: 25, total: 47, reason: 'totalChanged', callsNeeded: 1 } as const;
  const text = summary(finding({ kind: 'found', answer: exitAnswer(25, completeness) }));
  expect(text).toContain('已显示 25 条，企查查称共 47 条');
  expect(text).toContain('不完整：');
  expect(text).toContain('翻页期间总数变了');
  expect(text).toContain('\n20. ');
  expect(text).not.toContain('\n21. ');
  expect(text).toContain('另有 5 条没有列出');
});

test('customs_levels_and_demo_data_are_named', () => {
  const answer = listOf([customsRow({ 信用等级: DISHONEST })]);
  const text = summary(null, finding({ kind: 'found', answer }, { check: 'customsCredit', askedAt: ASKED_AT }), [], true);
  expect(text).toContain('信用等级 失信企业');
  expect(text).toContain('演示数据');
  expect(text).toContain('尚未下单身份报告');
});

test('every_order_and_every_failure_is_told_with_what_it_may_have_cost', () => {
  const failed = order(2, { kind: 'unknown', failure: failure({ kind: 'interrupted', reason: 'timeout' }, { billing: 'mayHaveBeenBilled' }) }, { format: 'word', orderNo: null });
  const partly = finding({ kind: 'found', answer: exitAnswer(20, { kind: 'morePages', shown: 20, total: 47, callsNeeded: 2 }) }, { pageFailure: BAD_SIGNATURE });
  const text = summary(partly, null, [failed, order(1, SAVED)]);
  expect(text).toContain('不完整：已显示 20 条，共 47 条');
  expect(text).toContain('下一页没有取得');
  expect(text).toMatch(/身份报告 Word：不确定是否已下单\n.*\n可能已计费/);
  expect(text).toContain('身份报告 PDF：已保存');
});

test('an_answer_that_was_not_asked_for_again_says_so_with_the_reason', async () => {
  const desk = new Desk(fakeBackend({ lookUp: () => Promise.reject({ kind: 'inUse' }) }));
  desk.setSubject(SUBJECT);
  const exit = desk.inquiries!.exitRestriction!;
  exit.finding = noRecord();
  await exit.ask(true);
  const text = summaryText(SUBJECT, [['exitRestriction', exit]], [], false, t);
  expect(text).toMatch(/未查到限制出境记录\n(.+\n)+没有重新查询，仍是上一次的结果：.*另一个/);
});

test('an_order_for_another_writing_of_the_name_says_which', () => {
  const text = summary(null, null, [order(1, SAVED), order(2, SAVED, { subject: '示例贸易(上海)有限公司' })]);
  expect(text).toMatch(/RPT2\n当时下单的公司名称写法略有不同：示例贸易\(上海\)有限公司/);
  expect(text).not.toMatch(/RPT1\n当时下单/);
});

test('text_from_outside_cannot_look_like_a_line_of_the_summary', () => {
  const answer = listOf([exitRow({ 案号: '甲\n未查到限制出境记录' })]);
  expect(summary(finding({ kind: 'found', answer })).split('\n')).not.toContain('未查到限制出境记录');
});

test('characters_that_hide_or_reorder_stand_as_their_codes', () => {
  const answer = listOf([exitRow({ 案号: '甲\u202E乙' })]);
  expect(summary(finding({ kind: 'found', answer }))).toContain('甲[U+202E]乙');
});

test('one_date_or_amount_of_several_is_told_with_its_label', () => {
  const exit = descriptionOf('exitRestriction')!;
  const twice = exit.fields.map((field) => (field.label.zh === '法院电话' ? { ...field, kind: { is: 'date' as const }, summary: true } : field));
  const answer = () => listOf([exitRow({ 发布日期: '2019-01-08', 法院电话: '2020-02-09' })]);
  expect(summary(finding({ kind: 'found', answer: answer() }))).toMatch(/\n1\. .*[^\S\n]?2019-01-08/);
  expect(summary(finding({ kind: 'found', answer: answer() }))).not.toContain('发布日期');
  fillCatalogue([{ ...exit, fields: twice }]);
  const text = summary(finding({ kind: 'found', answer: answer() }));
  expect(text).toContain('发布日期 2019-01-08');
  expect(text).toContain('法院电话 2020-02-09');
  expect(summary(finding({ kind: 'found', answer: listOf([exitRow({ 发布日期: '', 法院电话: '2020-02-09' })]) }))).toContain('发布日期 未载明');
});
