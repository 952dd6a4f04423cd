import type { Backend } from '../backend';
import type {
  Answer,
  AppState,
  Check,
  Completeness,
  EntryId,
  Failure,
  Field,
  Finding,
  Order,
  OrderState,
  Outcome,
  Recognition,
  RecordEntry,
  RecordPage,
  Row,
  Value,
} from '../bindings';
import { descriptionOf } from '../checks/catalogue.svelte';

/** A text recognised as a name, with nothing to ask or to offer. */
export const named = (text: string): Recognition => ({ kind: 'name', text, offers: [], leftOut: 0, questions: [], folded: text });

export const SUBJECT = '示例贸易（上海）有限公司';
export const OTHER = '示例咨询服务有限公司';
export const ASKED_AT = '2026-11-22T14:03:05+08:00';
/** The current time in every test, until it moves the clock. */
export const NOW = Date.parse('2026-11-22T14:10:00+08:00');
export const SHA256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

export function failure(cause: Failure['cause'], over: Partial<Failure> = {}): Failure {
  return { cause, billing: 'notBilled', statusCode: null, serviceMessage: null, orderNumber: null, certificateIssuer: null, detail: null, ...over };
}

export const BAD_SIGNATURE = failure(
  { kind: 'status', meaning: 'signature' },
  { statusCode: '107', serviceMessage: '【无效请求】被禁止的IP或者签名错误', orderNumber: 'ORDER107', detail: 'HTTP 200' },
);
export const CANCELLED = failure({ kind: 'cancelled' }, { billing: 'mayHaveBeenBilled' });

/** Values by the Chinese labels of their fields; a plain text stands for a value that says just that. */
export type Given = Record<string, string | Value>;

/** The values of these fields; any left out are unstated. */
export function valuesOf(fields: Field[], given: Given): Value[] {
  const unknown = Object.keys(given).filter((label) => !fields.some((field) => field.label.zh === label));
  if (unknown.length > 0) throw new Error(`no field ${unknown.join()}`);
  return fields.map(({ label, kind }) => {
    const value = given[label.zh] ?? '';
    return typeof value === 'string' ? valueOf(kind.is, value) : value;
  });
}

function valueOf(is: Field['kind']['is'], raw: string): Value {
  switch (is) {
    case 'text':
      return { is, raw };
    case 'date':
    case 'money':
      return { is: 'interpreted', raw, reading: null };
    case 'parties':
      return { is, parties: [] };
    case 'level':
      return { is, raw, level: null };
    case 'flag':
      return { is, raw, marked: false };
    case 'table':
      return { is, rows: [] };
    default:
      return is satisfies never;
  }
}

export const partiesOf = (kind: 'person' | 'company' | 'unknown', ...names: string[]): Value => ({
  is: 'parties',
  parties: names.map((name) => ({ name, kind, keyNo: '' })),
});

/** A row of a check, as the core reads it. */
export function rowOf(check: Check, given: Given, remarks: Row['remarks'] = []): Row {
  return { values: valuesOf(descriptionOf(check)!.fields, given), remarks };
}

export function exitRow(over: Given = {}): Row {
  return rowOf('exitRestriction', {
    案号: '（2018）沪72执123号',
    限制出境对象: partiesOf('person', '王示例'),
    被执行人: partiesOf('company', SUBJECT),
    申请执行人: partiesOf('company', '示例航运有限公司'),
    执行标的金额: { is: 'interpreted', raw: '1120000', reading: { zh: '1,120,000.00 元（112 万元）', en: 'CNY 1,120,000.00 (1.12 million)' } },
    承办法院: '上海海事法院',
    法院电话: '67735331',
    发布日期: '2019-01-08',
    被执行人地址: '上海市示例路',
    ...over,
  });
}

/** An answer with these rows, complete unless it says otherwise. */
export function listOf(rows: Row[], completeness: Completeness = { kind: 'complete', total: rows.length }): Answer {
  return { kind: 'list', rows, completeness };
}

export function exitAnswer(rows: number, completeness?: Completeness): Answer {
  return listOf(Array.from({ length: rows }, (_, i) => exitRow({ 案号: `（2018）沪72执${i + 1}号` })), completeness);
}

/** The words of a level, in the order of its description. */
export const level = (raw: string, at: number): Value => ({ is: 'level', raw, level: at });
export const GENERAL_CREDIT = level('一般信用企业', 6);
export const DISHONEST = level('失信企业', 3);

export function punishmentsOf(...rows: Given[]): Value {
  const kind = descriptionOf('customsCredit')!.fields.find(({ label }) => label.zh === '海关行政处罚')!.kind;
  return { is: 'table', rows: kind.is === 'table' ? rows.map((row) => valuesOf(kind.columns, row)) : [] };
}

export function customsRow(over: Given = {}): Row {
  return rowOf('customsCredit', {
    海关注册编码: '2108950466',
    信用等级: GENERAL_CREDIT,
    认定时间: '2022-04-12',
    海关注销标志: '正常',
    年报情况: '未报送',
    注册海关: '营口海关',
    注册日期: '1997-10-28',
    经营类别: '进出口货物收发货人',
    行政区划: '辽宁省营口市',
    ...over,
  });
}

export function finding(outcome: Outcome, over: Partial<Finding> = {}): Finding {
  return {
    call: 1,
    check: 'exitRestriction',
    subject: SUBJECT,
    folded: over.subject ?? SUBJECT,
    source: { demo: false, host: 'pro.qcc.com' },
    askedAt: ASKED_AT,
    clockAheadSeconds: null,
    reused: false,
    ofThisAccount: true,
    receipts: [{ call: 1, page: 1, askedAt: ASKED_AT, orderNumber: 'ORDER1', sha256: SHA256, bytes: 4123 }],
    outcome,
    pageFailure: null,
    ...over,
  };
}

export const foundThree = () => finding({ kind: 'found', answer: exitAnswer(3) });
export const noRecord = () => finding({ kind: 'noRecord', form: 'verifyResultZero' });
export const notVerified = (why: Failure = BAD_SIGNATURE) => finding({ kind: 'notVerified', failure: why, answer: null });
export const morePages = (shown: number, total: number, callsNeeded: number) =>
  finding({ kind: 'found', answer: exitAnswer(shown, { kind: 'morePages', shown, total, callsNeeded }) });

export const incomplete = (shown: number, total: number | null, callsNeeded: number) => {
  const completeness = { kind: 'incomplete', shown, total, reason: 'rowsRepeated', callsNeeded } as const;
  return finding({ kind: 'found', answer: exitAnswer(shown, completeness) });
};

export function order(id: number, state: OrderState, over: Partial<Order> = {}): Order {
  return {
    id,
    step: 1,
    subject: SUBJECT,
    folded: over.subject ?? SUBJECT,
    format: 'pdf',
    source: { demo: false, host: 'pro.qcc.com' },
    placedAt: ASKED_AT,
    orderNo: `RPT${id}`,
    follows: null,
    ofThisAccount: true,
    numberByPerson: false,
    waysOut: { notPlaced: false, number: false, follow: false, giveUp: false },
    state,
    ...over,
  };
}

export const SAVED: OrderState = {
  kind: 'saved',
  orderNo: 'RPT1',
  folder: '/home/user/reports',
  fileName: '示例.pdf',
  bytes: 812345,
  sha256: SHA256,
  savedAs: 'pdf',
  savedAt: ASKED_AT,
  plaintext: false,
};

export function recordEntry(id: EntryId, over: Partial<RecordEntry> = {}): RecordEntry {
  return {
    id,
    askedAt: ASKED_AT,
    check: id.kind === 'order' ? 'identityReport' : 'exitRestriction',
    subject: SUBJECT,
    outcome: 'found',
    pictureMissing: false,
    source: { demo: false, host: 'pro.qcc.com' },
    billing: 'mayHaveBeenBilled',
    notes: 0,
    conclusion: null,
    ...over,
  };
}

export const recordPage = (entries: RecordEntry[], more = false): RecordPage => ({ entries, more });

export function appState(over: Partial<AppState> = {}): AppState {
  return {
    epoch: 1,
    accountSince: over.epoch ?? 1,
    version: '0.1.0',
    mode: { kind: 'real', host: 'pro.qcc.com' },
    settings: {
      serviceAddress: 'https://pro.qcc.com',
      defaultServiceAddress: 'https://pro.qcc.com',
      credential: { kind: 'saved', tail: '9f3c' },
      proxy: { kind: 'system' },
      evidenceFolder: '/home/user/reports',
      language: 'zh-CN',
      checks: ['exitRestriction', 'customsCredit', 'registrationSnapshot'],
      reuse: 'today',
      retentionYears: null,
    },
    orders: [],
    refusedChecks: [],
    compared: [],
    recent: [],
    ...over,
  };
}

/** A backend whose commands fail the test unless the test provides them. */
export function fakeBackend(over: Partial<Backend> = {}): Backend {
  return new Proxy(over, {
    get: (commands, name) =>
      commands[name as keyof Backend] ?? (() => Promise.reject(new Error(`unexpected command ${String(name)}`))),
  }) as Backend;
}

/** A promise that the test settles by hand. */
export function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
