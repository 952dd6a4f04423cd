import type { Backend } from '../backend';
import type {
  Answer,
  AppState,
  CustomsRegistration,
  EntryId,
  ExitRestriction,
  Failure,
  Finding,
  Order,
  OrderState,
  Outcome,
  Recognition,
  RecordEntry,
  RecordPage,
} from '../bindings';

/** A text that the core took for a name, with nothing to ask or to offer. */
export const named = (text: string): Recognition => ({ kind: 'name', text, offers: [], questions: [] });

export const SUBJECT = '示例贸易（上海）有限公司';
export const OTHER = '示例咨询服务有限公司';
export const ASKED_AT = '2026-11-22T14:03:05+08:00';
/** What every test takes for now, until it moves the clock. */
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

export function exitRow(over: Partial<ExitRestriction> = {}): ExitRestriction {
  return {
    caseNo: '（2018）沪72执123号',
    limited: [{ name: '王示例', kind: 'person', keyNo: '' }],
    executed: [{ name: SUBJECT, kind: 'company', keyNo: '' }],
    executedAddress: '上海市示例路',
    applicants: [{ name: '示例航运有限公司', kind: 'company', keyNo: '' }],
    amount: { raw: '1120000', yuan: '1120000' },
    court: '上海海事法院',
    courtTel: '67735331',
    publishDate: '2019-01-08',
    ...over,
  };
}

export function exitAnswer(rows: number, over: Partial<Extract<Answer, { kind: 'exitRestrictions' }>> = {}): Answer {
  return {
    kind: 'exitRestrictions',
    rows: Array.from({ length: rows }, (_, i) => exitRow({ caseNo: `（2018）沪72执${i + 1}号` })),
    completeness: { kind: 'complete', total: rows },
    ...over,
  };
}

export function customsRow(over: Partial<CustomsRegistration> = {}): CustomsRegistration {
  return {
    regGov: '营口海关',
    tradeType: '进出口货物收发货人',
    regDate: '1997-10-28',
    regNo: '2108950466',
    adminArea: '辽宁省营口市',
    econoArea: '',
    specialArea: '',
    cancelFlag: '正常',
    cancelled: false,
    annualStatus: '未报送',
    validityDate: '',
    industryType: '',
    eBusinessType: '',
    identifyDate: '2022-04-12',
    identifyLevel: '一般信用企业',
    level: 'formerGeneralCredit',
    identifyCode: '',
    punishments: [],
    ...over,
  };
}

export function finding(outcome: Outcome, over: Partial<Finding> = {}): Finding {
  return {
    call: 1,
    check: 'exitRestriction',
    subject: SUBJECT,
    source: { demo: false, host: 'pro.qcc.com' },
    askedAt: ASKED_AT,
    clockAheadSeconds: null,
    reused: false,
    ofThisAccount: true,
    evidence: [{ call: 1, page: 1, askedAt: ASKED_AT, orderNumber: 'ORDER1', sha256: SHA256, bytes: 4123 }],
    outcome,
    pageFailure: null,
    ...over,
  };
}

export const foundThree = () => finding({ kind: 'found', answer: exitAnswer(3) });
export const noRecord = () => finding({ kind: 'noRecord', form: 'verifyResultZero' });
export const notVerified = (why: Failure = BAD_SIGNATURE) => finding({ kind: 'notVerified', failure: why, answer: null });
export const morePages = (shown: number, total: number, callsNeeded: number) =>
  finding({ kind: 'found', answer: exitAnswer(shown, { completeness: { kind: 'morePages', shown, total, callsNeeded } }) });

export const incomplete = (shown: number, total: number | null, callsNeeded: number) => {
  const completeness = { kind: 'incomplete', shown, total, reason: 'rowsRepeated', callsNeeded } as const;
  return finding({ kind: 'found', answer: exitAnswer(shown, { completeness }) });
};

export function order(id: number, state: OrderState, over: Partial<Order> = {}): Order {
  return {
    id,
    step: 1,
    subject: SUBJECT,
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
    recent: [],
    ...over,
  };
}

/** A backend whose commands fail the test unless the test gives them. */
export function fakeBackend(over: Partial<Backend> = {}): Backend {
  return new Proxy(over, {
    get: (commands, name) =>
      commands[name as keyof Backend] ?? (() => Promise.reject(new Error(`unexpected command ${String(name)}`))),
  }) as Backend;
}

/** A promise that the test settles when it wants. */
export function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
