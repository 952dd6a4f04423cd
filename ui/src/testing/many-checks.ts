import type { Description, Field, Kind, Row } from '../bindings';
import type { Group } from '../checks/catalogue.svelte';
import catalogue from './catalogue.json';
import { valuesOf } from './fixtures';

const field = (zh: string, en: string, is: 'text' | 'date' | 'money', over: Partial<Field> = {}): Field => ({
  label: { zh, en },
  kind: { is } as Kind,
  title: false,
  copy: false,
  summary: false,
  hidden: false,
  ...over,
});

function described(id: string, group: Group, zh: string, en: string, custom = false): Description & { group: Group; custom: boolean } {
  return {
    id,
    group,
    custom,
    tone: 'adverse',
    default: false,
    name: { zh, en },
    about: { zh: `企查查收录的${zh}信息。`, en: `What Qichacha holds of this: ${en.toLowerCase()}.` },
    found: { zh: `查到{n}条${zh}记录`, en: `{n} records found: ${en.toLowerCase()}` },
    none: { zh: `未查到${zh}记录`, en: `No record found: ${en.toLowerCase()}` },
    limits: { zh: `仅含企查查收录的${zh}记录。未查到不等于没有风险。`, en: 'Covers only what Qichacha holds. No record found is not the same as no risk.' },
    fields: [
      field('案号', 'Case number', 'text', { title: true, copy: true, summary: true }),
      field('执行法院', 'Court', 'text'),
      field('立案日期', 'Filed', 'date', { summary: true }),
      field('涉案金额', 'Amount', 'money', { summary: true }),
    ],
  };
}

/** As many checks as an account may have: those of the app, a dozen more, and one of an organisation's own. */
export const MANY_CHECKS: Description[] = [
  ...(catalogue as Description[]),
  described('dishonestDebtor', 'judicial', '失信被执行人', 'Dishonest debtors'),
  described('enforcementDebtor', 'judicial', '被执行人', 'Enforcement debtors'),
  described('consumptionLimit', 'judicial', '限制高消费', 'Consumption limits'),
  described('terminatedEnforcement', 'judicial', '终本案件', 'Enforcement terminated'),
  described('bankruptcy', 'judicial', '破产重整', 'Bankruptcy'),
  described('abnormalOperation', 'regulatory', '经营异常', 'Abnormal operation'),
  described('seriousViolation', 'regulatory', '严重违法', 'Serious violations'),
  described('administrativePenalty', 'regulatory', '行政处罚', 'Administrative penalties'),
  described('environmentalPenalty', 'regulatory', '环保处罚', 'Environmental penalties'),
  described('taxViolation', 'regulatory', '税收违法', 'Tax violations'),
  described('taxArrears', 'regulatory', '欠税公告', 'Tax arrears'),
  described('equityFreeze', 'assets', '股权冻结', 'Frozen equity'),
  described('ownList', 'assets', '供应商警示名单', 'Supplier watch list', true),
];

/** A row of one of the dozen. */
export const manyRow = (n: number): Row => ({
  values: valuesOf(MANY_CHECKS[2]!.fields, { 案号: `（2024）示01执${n}号`, 执行法院: '示例市中级人民法院', 立案日期: '2024-03-05' }),
  remarks: [],
});
