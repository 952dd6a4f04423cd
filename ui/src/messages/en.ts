import { count } from './count';
import type { Messages } from './zh-CN';
import { error } from './en/error';
import { failure } from './en/failure';
import { history, readOnly } from './en/record';
import { report } from './en/report';
import { search, refusal, personalNumbers } from './en/search';
import { settings } from './en/settings';

/** Every word of the page, in English. */
export const en: Messages = {
  language: 'en',

  app: {
    name: 'QCC Desk',
    demo: 'Demo data',
    demoTitle: 'Companies, cases and people are fictional; Qichacha is not contacted',
    demoBand: 'Not results from Qichacha',
    settings: 'Settings',
    retry: 'Try again',
    startFailed: 'The app is not ready',
    cancel: 'Cancel',
    separator: ': ',
    listSeparator: ', ',
  },

  opening: {
    title: 'Opening the record and reading the key…',
    keychain: {
      mac: 'If macOS asks whether this app may use “qcc-desk” in your keychain, enter the password you log in with and choose Always Allow. Only the Qichacha key and the proxy password are kept there; they are never shown or sent elsewhere.',
      windows: 'The key is in Windows Credential Manager, which does not ask before it is read.',
      linux: 'If the system asks to unlock the keyring, enter the password you log in with.',
    },
  },

  groups: { judicial: 'Courts', regulatory: 'Authorities', assets: 'Assets', others: 'Others' },

  choice: {
    title: 'Checks',
    open: (n, of) => `Checks ${n}/${of}`,
    what: 'Press Enter in the search box to run the checks ticked here. The choice is remembered; choosing sends nothing.',
    chosen: (n, of) => `${n} of ${of} chosen`,
    all: 'All',
    none: 'None',
    others: (n) => `${n} more to choose`,
    leaveOut: (check) => `Leave out ${check} from now on`,
    refused: (n) => (n === 1 ? 'The file of a custom check could not be read; nothing else is affected:' : `The files of ${n} custom checks could not be read; nothing else is affected:`),
  },

  overview: {
    title: 'Overview',
    notAsked: 'Nothing was asked or billed',
    recorded: (time) => `${time}, recorded`,
    notAskedAgain: (n) => `${n} not asked again`,
    againWhere: 'Select a check first, then press F5 to ask again.',
    willRun: (checks) => `Press Enter to check: ${checks}.`,
    tally: {
      adverse: (n) => `${n} with records`,
      found: (n) => `${n} registered`,
      noRecord: (n) => `${n} with no record`,
      notVerified: (n) => `${n} not verified`,
      busy: (n) => `${n} being checked`,
      none: (n) => `${n} not checked`,
    },
  },

  checks: {
    registrationSnapshot: 'Registration',
    identityReport: 'Identity report',
    quota: 'Quota',
  },

  welcome: {
    title: 'See what Qichacha says about a company',
    does: { name: 'What it does', text: 'Checks exit restrictions, customs credit and the registration snapshot at once; orders identity reports and shows the account’s quota.' },
    asks: { name: 'When it asks', text: 'Only when you tell it to. Switching checks and reading the record send nothing, and no order is ever repeated automatically.' },
    keeps: { name: 'Your key', text: 'Stored only in this computer’s keychain. It is never shown or written to a file, and is used only to sign requests to Qichacha.' },
    enterKey: 'Enter the key',
  },

  summary: {
    title: 'Summary',
    of: (subject: string) => `Summary of checks: ${subject}`,
    cell: '; ',
    left: (n: number) => `${n} more not listed.`,
  },

  filter: {
    label: 'Filter',
    shown: (n: number, of: number, text: string) => `${n} of the ${of} records shown hold “${text}”; the others are hidden.`,
    nothing: 'There are no records to filter here.',
  },

  meeting: {
    title: 'Meeting mode',
    on: 'Meeting mode is on: quota, record and the names of other companies are not shown.',
    off: 'Meeting mode is off.',
  },

  keys: {
    title: 'Keys',
    or: 'or',
    does: {
      search: 'Go to the search box',
      run: 'Run the chosen checks (from the search box)',
      cancel: 'Cancel the running checks; press again to clear the search box',
      tab: 'Select a check in the list',
      filter: 'Filter the records shown',
      again: 'Ask again, after saying what it may cost',
      save: 'Save evidence',
      print: 'Print',
      record: 'Record',
      meeting: 'Turn meeting mode on or off',
      larger: 'Zoom in, zoom out, reset zoom',
      keys: 'Show the keys',
    },
  },

  search,

  refusal,

  personalNumbers,

  status: {
    notAsked: 'Not checked',
    asking: 'Checking',
    found: (n) => `${n} ${n === '1' ? 'record' : 'records'}`,
    registered: (n) => `${n} registered`,
    noRecord: 'No record',
    notVerified: 'Not verified',
    snapshot: 'Picture kept',
    pictureMissing: 'Picture missing',
    quotaNotAsked: 'Not asked',
    quotaAsking: 'Asking',
    quotaAnswered: 'Answered',
    quotaNotVerified: 'Not answered',
    notOrdered: 'Not ordered',
    ordering: 'Ordering',
    generating: 'Generating',
    saved: 'Saved',
    orderUnknown: 'To be confirmed',
    onHold: 'On hold',
    orderFailed: 'Not generated',
    elsewhere: 'Other account',
    notAskedAgain: (status) => `${status}, not asked again`,
  },

  panel: {
    print: 'Print',
    printFailed: 'The print window did not open; please try again.',
    preparingPrint: 'Preparing to print…',
    runOne: (check) => `Check ${check.toLowerCase()} (may be billed once)`,
    askAgain: 'Ask again (may be billed once)',
    wait: 'Wait for the result (asks after 3, 10 and 30 seconds, may be billed up to 3 times)',
    waiting: 'Waiting for the result: asking after 3, 10 and 30 seconds until there is one…',
    askAgainTitle: 'Ask Qichacha again?',
    askAgainBody: 'This sends one more query to Qichacha and may be billed once more; the Qichacha bill is authoritative.',
    notAsked: (check) => `${check}: not checked yet`,
    noSubject: 'Enter a company above first.',
    forSubject: 'Subject',
    elapsed: (seconds) => `${seconds} s so far`,
    cancelling: 'Cancelling…',
    elsewhere: (n) => (n === 1 ? '1 check of another name is running' : `${n} checks of other names are running`),
    aboutSnapshot: 'A picture of the company registration page as kept by Qichacha.',
    busy: (check) => `${check}: asking Qichacha…`,
    busyDemo: (check) => `Reading the demo data: ${check}…`,
  },

  finding: {
    exactly: (n) => String(n),
    atLeast: (n) => `At least ${n}`,
    foundSnapshot: 'Registration snapshot obtained',
    pictureMissing: 'Qichacha answered, but the picture could not be fetched',
    foundQuota: 'Quota obtained',
    noSnapshot: 'No registration snapshot found',
    noQuota: 'No quota information found',
    notVerified: (check) => `${check}: not verified`,
    quotaNotVerified: 'The quota could not be obtained',
    notAskedAgain: 'Not asked again; this is the earlier result',
    inconsistentRows: 'The rows below came with this self-contradicting reply. They are for reference only and are not a result.',
    provisional: 'The fields are based on public material; no answer has been compared with Qichacha Professional yet.',
    howToCompare: 'Compare this answer field by field with the page on Qichacha Professional. If they agree, press “Compared”; the record and the evidence will say so.',
    comparedNote: 'Compared with the page of Qichacha Professional field by field; they agree.',
    perhapsNotThere: 'This check is based on public material; Qichacha Professional may not offer it, or may call it something else. Other checks are not affected. You can leave it out under “Checks”.',
    compared: (at: string) => `The fields are based on public material; an answer was compared with Qichacha Professional on ${at}.`,
    noRecordNotice: 'No record found is not the same as no risk.',
    noRecordNext: 'Make sure that the name or code is complete and correct, then keep this answer on file.',
    noRecordForm: 'Form of the reply',
    noRecordForms: {
      verifyResultZero: 'Qichacha answered normally and stated that no data exists (VerifyResult 0).',
      status201: 'Qichacha answered that the query has no result (status code 201).',
    },
    limits: {
      registrationSnapshot: 'The picture shows the registration page as Qichacha obtained it, which may not be its current state; the National Enterprise Credit Information Publicity System is authoritative.',
    },
    ordinal: (n, total) => `Record ${n} of ${total}`,
    from: 'Data from Qichacha',
    fromHost: (host) => `Data from Qichacha (${host})`,
    asked: (host) => `Asked: Qichacha (${host})`,
    notSent: (host) => `Not sent to Qichacha (${host})`,
    fromDemo: 'From the demo data (fictional)',
    orderNumber: 'Query no.',
    reusedToday: (time) => `From today’s record at ${time}, not billed again`,
    reusedOn: (time) => `From the record of ${time}, not billed again`,
    failureKept: (time) => `From the record of ${time}; Qichacha was not asked again. What follows is about that query`,
    otherAccount: 'Asked by another account',
    oldNext: 'This was asked more than a day ago; loading more pages would mix records from different times. Ask again if you need the rest.',
    otherAccountNext: 'Asked by another account, so this account cannot continue it. Ask again if you need to.',
    evidence: (n) => `Receipts (${count(n, 'query', 'queries')})`,
    evidencePage: (n) => `Page ${n}`,
    evidenceBytes: (n) => `${n} bytes`,
    evidenceNoReply: 'No reply received',
  },

  completeness: {
    complete: (n) => `${count(n, 'record')} in all, all shown.`,
    more: (shown, total) => `${shown} of ${count(total, 'record')} shown.`,
    next: 'Load the next page (may be billed once)',
    all: (n) => `Load all (${count(n, 'more query', 'more queries')}, may be billed ${count(n, 'time')})`,
    loading: 'Loading the next page…',
    loadingAll: (left) => `Loading, ${count(left, 'query', 'queries')} to go…`,
    askTitle: 'Load all?',
    askBody: (n) => `This sends ${count(n, 'more query', 'more queries')} to Qichacha. Each may be billed; the Qichacha bill is authoritative.`,
    askConfirm: 'Load all',
    pageFailed: 'The next page could not be obtained. The earlier records are not affected.',
    incomplete: 'Incomplete',
    incompleteCounts: (shown, total) => `${shown} shown; Qichacha states ${total} in all.`,
    incompleteNoTotal: (shown) => `${shown} shown; the total is not known.`,
    reasons: {
      noPaging: 'Qichacha gave no total, so there may be more.',
      totalChanged: 'The total changed between pages, so some may be missing.',
      rowsRepeated: 'The same records came more than once. Repeats were merged; some may be missing.',
      pageShort: 'Fewer records came than there should be.',
      pageIndexWrong: 'Qichacha returned another page than the one asked for.',
      moreRowsThanTotal: 'More records came than the total that Qichacha stated.',
      moreBeside: 'The reply also contains something unknown to this app, possibly more records.',
    },
    incompleteNext: 'Do not treat it as a complete result: ask again, or note it in the file.',
    moreBesideNext: 'Do not treat it as a complete result. Look at the reply as received, in the record; asking again would not show more.',
  },

  failure,

  party: { company: 'company', person: 'person', unknown: 'kind not stated' },

  remark: {
    damaged: (field) => `“${field}” contains characters that could not be read; “\uFFFD” stands for them. See the reply as received.`,
    unexpected: (field, raw) => `“${field}” does not have the form that Qichacha documents and was not read. The reply says: ${raw}`,
    several: (field, raw) => `“${field}” has more than one value in this record; the reply also says: ${raw}`,
  },

  snapshot: {
    picture: (subject) => `Registration snapshot of ${subject}`,
    viewer: 'Registration snapshot; arrow keys move it, plus and minus zoom, 0 fits the width',
    tools: 'Picture tools',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fitWidth: 'Fit width',
    actualSize: '100%',
    zoomed: (percent) => `Zoom ${percent}%`,
    copy: 'Copy picture',
    copying: 'Copying…',
    save: 'Save original',
    saved: 'Original saved',
    hint: 'Wheel moves, Ctrl + wheel zooms, or drag',
    loading: 'Opening the picture…',
    sharpening: 'Getting full detail…',
    cannotShow: 'The picture cannot be shown; the original can still be saved',
    cannotSharpen: 'Full detail cannot be shown, this is a smaller copy; the original can still be saved',
    size: 'Dimensions',
    pixels: (w, h) => `${w} × ${h} pixels`,
    bytes: 'Size',
    sha256: 'SHA-256',
    plaintext: 'Sent unencrypted',
    plaintextHint: 'Qichacha offered only an unencrypted download address: the content could be seen or changed on the way. No key was sent with the download.',
    fetchBilled: 'The query may have been billed; the Qichacha bill is authoritative. Fetching the picture is free.',
    fetchAgain: 'Fetch the picture again (not billed)',
    received: 'The file that arrived cannot be shown here. It is kept in the record as received, and evidence has it attached.',
    saveReceived: 'Save the file received',
    savedReceived: 'The file received was saved',
    fetching: 'Fetching the picture again…',
    downloading: 'Downloading the picture…',
    fetched: (bytes, total) => (total ? `${bytes} of ${total} downloaded` : `${bytes} downloaded`),
  },

  report,

  quota: {
    what: 'Asks for the quota of the account in three modules: risk monitoring, ownership tracing and person verification.',
    notCovered: 'The quota does not cover the five services of this app: exit restriction, customs credit, registration snapshot, identity report and quota. See the Qichacha website for those.',
    notAsked: 'Quota not asked yet',
    ask: 'Ask for the quota',
    askAgain: 'Ask for the quota again',
    modules: { radar_id: 'Risk monitoring', bene_id: 'Ownership tracing', natural_person_id: 'Person verification' },
    unknownModule: 'Unknown module',
    total: 'Total',
    consumed: 'Used',
    deletable: 'Removable',
    meter: (module, used, total) => `${module}: ${used} of ${total} used`,
    none: 'Qichacha listed no module.',
  },

  clock: {
    equal: 'The clock of this computer agrees with Qichacha.',
    difference: (minutes, seconds) => (minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`),
    ahead: (difference) => `The clock of this computer is ${difference} ahead of Qichacha. `,
    behind: (difference) => `The clock of this computer is ${difference} behind Qichacha. `,
    affects: 'The times above are this computer’s: set its clock. The answer is not affected.',
  },

  settings,

  error,

  history,

  readOnly,

  evidence: {
    save: 'Save evidence',
    what: 'Created from the record on this computer and saved in the report folder. Nothing is sent and nothing is billed.',
    holds: 'What it will hold',
    orders: (n) => count(n, 'order'),
    otherWriting: (n) => `${count(n, 'more order')}, placed with the company’s name written slightly differently, not in this evidence. To save it, enter the name as written there.`,
    attached: 'Replies, the snapshot and saved reports are attached to the PDF as they were received, with their SHA-256. Notes and conclusions are included. The document is in Chinese.',
    demo: 'This is demo data: the file name and every page will say so.',
    formatsLegend: 'Save as',
    formats: { pdf: 'PDF (with attachments, for the archive)', excel: 'Excel (to filter and sort)' },
    noneTicked: 'Choose at least one.',
    notHere: 'Go back to the checks first, then save evidence.',
    nothing: 'There is no result for this company yet. Check first, then save evidence.',
    busy: 'A check is still running. Save once it has finished.',
    saved: 'The evidence was saved',
  },

  text: {
    dismiss: 'Dismiss',
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'Could not copy',
    expand: 'Show all',
    collapse: 'Show less',
    more: (n, total) => `Show ${n} more (${total} in all)`,
    unstated: 'not stated',
    unread: 'could not be read',
    hidden: (code) => `hidden character ${code}`,
  },
};
