import { count } from './count';
import { en } from './en';
import { overlaid, reworded, type Overlay } from './overlay';

const NOT_SENT = 'Demo data: nothing was sent to Qichacha.';

/** Claims about charges without which a sentence is still whole. */
const CLAIMS = [
  / and nothing (is|was) billed| Nothing was billed\.| or billed| \(not billed\)|(;|, and) that is not billed/,
  /(, which| and|, but that) may be billed again|, and each time may be billed| and not billed again/,
  / Asking about its progress is not billed\.| Fetching it again is not billed\./,
];

const unbilled = (text: string) =>
  CLAIMS.reduce((rest, claim) => rest.replace(claim, ''), text).replace(/may be billed (once|up to 3 times)/, 'demo');

/** Replaces every sentence about charges while demo data is shown, in English. */
export const enDemo = overlaid(reworded(en, unbilled), {
  keys: { does: { again: 'Ask again; you are asked to confirm first' } },
  search: {
    submit: (n) => (n === 0 ? 'Check' : `Check (${n}, demo)`),
    askBody: (n) => `This reads ${count(n, 'fictional answer')}; nothing is sent to Qichacha.`,
  },
  panel: {
    runOne: (check) => `Check ${check.toLowerCase()} (demo)`,
    askAgainBody: 'A fictional answer is read once more; nothing is sent to Qichacha.',
  },
  finding: {
    reusedToday: (time) => `From today’s record at ${time}`,
    reusedOn: (time) => `From the record of ${time}`,
  },
  completeness: {
    all: (n) => `Load all (${count(n, 'more query', 'more queries')}, demo)`,
    askBody: (n) => `This reads ${count(n, 'more fictional answer')}; nothing is sent to Qichacha.`,
  },
  failure: {
    billing: 'Note',
    notBilled: NOT_SENT,
    mayHaveBeenBilled: NOT_SENT,
  },
  snapshot: { fetchBilled: NOT_SENT },
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
    hold: {
      sevenDays: 'The report has not arrived within seven days of the order, and the app no longer asks automatically. The order stands; you can still ask about its progress.',
    },
    fetchingBilled: NOT_SENT,
    follows: (time) => `Ordered in spite of an earlier order${time && ` (${time})`}.`,
  },
  settings: {
    leavingNext: 'After the change the app cannot ask about them or fetch their reports. They stay listed under “Identity report”; to continue them, go back to the current service address and AppKey.',
  },
  error: {
    orderLocked: 'The same order failed repeatedly and is locked for 2 hours. Nothing was sent. Order again once it is unlocked.',
    notRecorded: 'The request was sent, but its outcome could not be written to the record. Check the disk space first, then decide whether to ask again.',
  },
  history: {
    mayBeBilled: 'demo',
    eraseKept: 'Time and check stay in the call statistics.',
    billDecides: 'Only queries and orders sent by this app are counted here.',
    ofTheseBilled: 'Demo',
  },
  readOnly: {
    startNewOrders: 'The new record does not know the orders of the old one.',
  },
} satisfies Overlay);
