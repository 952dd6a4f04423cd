import { count } from './count';
import { en } from './en';
import type { Overlay } from './overlay';

const NOT_SENT = 'Demo data: nothing was sent to Qichacha.';

/** The same sentence without the claim that nothing was billed. */
const unbilled = (text: string) => text.replace(/ and nothing was billed/, '');

/** The same advice about a file, without its cost. */
const file = Object.fromEntries(
  Object.entries(en.failure.file).map(([reason, { next }]) => [reason, { next: next.map((step) => step.replace(/(;|, and) that is not billed/, '')) }]),
);

/** Replaces every sentence about charges while demo data is shown, in English. */
export const enDemo: Overlay = {
  keys: { does: { again: 'Ask again; you are asked to confirm first' } },
  overview: { notAsked: 'Nothing was asked' },
  search: {
    submit: (n) => (n === 0 ? 'Check' : `Check (${n}, demo)`),
    askBody: (n) => `This reads ${count(n, 'fictional answer')}; nothing is sent to Qichacha.`,
  },
  panel: {
    runOne: (check) => `Check ${check.toLowerCase()} (demo)`,
    askAgain: 'Ask again (demo)',
    wait: 'Wait for the result (asks after 3, 10 and 30 seconds, demo)',
    askAgainBody: 'A fictional answer is read once more; nothing is sent to Qichacha.',
  },
  finding: {
    reusedToday: (time) => `From today’s record at ${time}`,
    reusedOn: (time) => `From the record of ${time}`,
  },
  completeness: {
    next: 'Load the next page (demo)',
    all: (n) => `Load all (${count(n, 'more query', 'more queries')}, demo)`,
    askBody: (n) => `This reads ${count(n, 'more fictional answer')}; nothing is sent to Qichacha.`,
  },
  failure: {
    billing: 'Note',
    notBilled: NOT_SENT,
    mayHaveBeenBilled: NOT_SENT,
    file,
    reportFailed: {
      next: ['The identity report does not cover social organisations, nor companies registered in Hong Kong, Taiwan or overseas.', 'It can be ordered again.'],
    },
  },
  snapshot: { fetchBilled: NOT_SENT, fetchAgain: 'Fetch the picture again' },
  report: {
    what: 'Basic identity report: the identity data of a corporate client that must be collected at onboarding. Qichacha generates it after the order, and it is then saved on this computer.',
    confirmBilled: 'This is demo data: nothing is really ordered.',
    paid: 'You will be asked to confirm first.',
    placeAgainTitle: 'Order another one?',
    placeAgainBody: 'The earlier order has no result yet.',
    placeAgainFailedBody: 'The earlier order produced no report.',
    placeAgainGivenUpBody: 'You gave up the earlier order.',
    openElsewhere: () => 'Another account placed the same order, and it is not finished.',
    giveUpBody: 'The app no longer asks about it and does not fetch the report. You can then order again, or delete this entry.',
    resume: 'Resume',
    hold: {
      sevenDays: 'The report has not arrived within seven days of the order, and the app no longer asks automatically. The order stands; you can still ask about its progress.',
      attempts: 'The report was generated, but three attempts in a row to fetch the file failed, and the app no longer retries automatically.',
      newer: 'A newer version of the app put this order on hold for a reason that this version does not understand.',
    },
    fetchingBilled: NOT_SENT,
    follow: 'Try again',
    follows: (time) => `Ordered in spite of an earlier order${time && ` (${time})`}.`,
  },
  settings: {
    doubt: { next: unbilled(en.settings.doubt.next) },
    leavingNext: 'After the change the app cannot ask about them or fetch their reports. They stay listed under “Identity report”; to continue them, go back to the current service address and AppKey.',
    reuseNever: 'Qichacha is asked every time.',
    reuseHint: 'Within this time the same check of the same company is answered from the record, which may be out of date. It can be asked again at any time.',
  },
  error: {
    doubtfulSettings: unbilled(en.error.doubtfulSettings),
    orderOpenElsewhere: 'Another account placed the same order, and it is not finished. Nothing was ordered. Look at that order, then decide.',
    orderLocked: 'The same order failed repeatedly and is locked for 2 hours. Nothing was sent. Order again once it is unlocked.',
    network: 'This computer’s network components failed to start. Nothing was sent. Check the proxy setting; if that does not help, give the details to your IT department.',
    evidence: {
      noFont: 'Not saved: this computer has no font for Chinese; the details say what is missing. Install a Chinese font, such as Noto Sans CJK, or save as Excel only.',
      folder: 'Not saved: the folder cannot be used. Check that the network drive is connected, or choose another report folder in Settings.',
      diskFull: 'Not saved: the disk is full. Make room, or choose another report folder in Settings, then save again.',
      notWritten: 'Not saved: the folder cannot be written to. Choose another report folder in Settings, then save again.',
      notMade: 'Not saved: the document could not be created. Try again; if it persists, pass the details to support.',
      record: 'Not saved: the record cannot be read, or a reply in it is not what was received. Pass the details to support.',
    },
    notRecorded: 'The request was sent, but its outcome could not be written to the record. Check the disk space first, then decide whether to ask again.',
    inUse: unbilled(en.error.inUse),
    readOnly: unbilled(en.error.readOnly),
  },
  history: {
    mayBeBilled: 'demo',
    eraseLost: 'They cannot be recovered without asking or ordering again.',
    eraseKept: 'Time and check stay in the call statistics.',
    billDecides: 'Only queries and orders sent by this app are counted here.',
    ofTheseBilled: 'Demo',
  },
  readOnly: {
    damaged: { next: unbilled(en.readOnly.damaged.next) },
    newer: { next: unbilled(en.readOnly.newer.next) },
    missing: { next: unbilled(en.readOnly.missing.next) },
    unwritable: { what: unbilled(en.readOnly.unwritable.what) },
    startNewOrders: 'The new record does not know the orders of the old one.',
    startNewAnswers: 'Nor does it know the old answers: the same questions are asked again.',
  },
  evidence: { what: 'Created from the record on this computer and saved in the report folder. Nothing is sent.' },
};
