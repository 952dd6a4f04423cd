// Generated from the Rust types by `cargo xtask bindings`. Do not edit.

/**
 * Everything that the page shows before anything is asked.
 */
export type AppState = { 
/**
 * Names what is open; requests that mean something else are refused.
 */
epoch: number, version: string, mode: Mode, settings: Settings, 
/**
 * Own descriptions of checks that could not be read.
 */
refusedChecks: Array<CheckFileError>, 
/**
 * The checks of which an answer was compared with the vendor's page.
 */
compared: Array<Compared>, 
/**
 * The latest first.
 */
orders: Array<Order>, 
/**
 * Subjects that were asked for last, the latest first.
 */
recent: Array<string>, };

/**
 * The same for the page.
 */
export type Mode = { "kind": "demo", samples: Array<Sample>, } | { "kind": "real", host: string, } | { "kind": "locked", host: string, problem: KeychainProblem, } | { "kind": "readOnly", problem: RecordProblem, } | { "kind": "unready", error: CommandError, };

/**
 * A fictional company to click.
 */
export type Sample = { name: string, creditCode: string, shows: SampleShows, };

/**
 * What a sample company shows.
 */
export type SampleShows = "exitRecords" | "manyExitRecords" | "noRecord" | "customsAdvanced" | "customsCancelled" | "reportFails";

/**
 * What a person chose, and what of the credential may be shown.
 */
export type Settings = { serviceAddress: string, defaultServiceAddress: string, credential: CredentialView, evidenceFolder: string, proxy: ProxySetting, language: Language, checks: Array<Check>, reuse: ReuseWindow, 
/**
 * Absent: kept for ever.
 */
retentionYears: number | null, };

/**
 * What may be shown of the credential.
 */
export type CredentialView = { "kind": "none" } | { "kind": "saved", tail: string, } | { "kind": "inMemory", tail: string, } | { "kind": "unavailable", problem: KeychainProblem, };

/**
 * A credential as it was typed. It travels from the page to here and never back.
 */
export type Credential = { key: string, secret: string, };

/**
 * What a person saved. Without a `credential` the one that is saved for the address stays.
 */
export type SettingsChange = { serviceAddress: string, credential: Credential | null, 
/**
 * Where a credential and a password that were typed are kept.
 */
keep: Keep, proxy: ProxyChange, evidenceFolder: string, language: Language, reuse: ReuseWindow, retentionYears: number | null, 
/**
 * A person was told of the orders that only the account before can go on with, and changes it all the same.
 */
leaveOrders: boolean, };

/**
 * Where what was typed is kept.
 */
export type Keep = "keychain" | "memory";

/**
 * The way to the service as a person entered it.
 */
export type ProxyChange = { "kind": "system" } | { "kind": "direct" } | { "kind": "manual", address: string, 
/**
 * Empty where the proxy asks for none.
 */
user: string, 
/**
 * Absent: the one that is kept for this proxy and user stays.
 */
password: string | null, };

/**
 * What is to be tested. Without a `credential` the one that is saved for the address is used.
 */
export type TestConnection = { serviceAddress: string, credential: Credential | null, proxy: ProxyChange, };

/**
 * A folder that a person chose for reports.
 */
export type ChosenFolder = { path: string, state: FolderState, };

/**
 * How the folder for reports stands.
 */
export type FolderState = { reach: Reach, 
/**
 * The program that copies it to a cloud, as people know it.
 */
syncedBy: string | null, };

export type Reach = "there" | "notYet" | "away" | "noFolder";

/**
 * One check of one subject. `id` is the page's number for the question.
 */
export type LookUp = { id: number, check: Check, subject: string, 
/**
 * Ask again even if the record has today's answer.
 */
fresh: boolean, 
/**
 * What a person was asked about the text, and confirmed.
 */
confirmed: Array<Question>, };

/**
 * More of a question that was asked: `call` is its row in the record.
 */
export type More = { id: number, call: number, };

/**
 * A question about the account.
 */
export type AskQuota = { id: number, };

/**
 * A report to order.
 */
export type OrderReport = { subject: string, format: ReportFormat, 
/**
 * The earlier orders that a person was told of and in spite of which this one is placed.
 */
despite: Array<number>, 
/**
 * What a person was asked about the text, and confirmed.
 */
confirmed: Array<Question>, };

/**
 * How a person closes an order, or goes on with it.
 */
export type ResolveOrder = { order: number, resolution: Resolution, };

/**
 * A file of evidence that was just saved.
 */
export type SavedEvidence = { 
/**
 * Names the file until the app ends.
 */
id: number, 
/**
 * What it is.
 */
format: EvidenceFormat, 
/**
 * Folder that it was saved in.
 */
folder: string, 
/**
 * Name within the folder.
 */
fileName: string, 
/**
 * Size in bytes.
 */
bytes: number, 
/**
 * SHA-256, lower-case hex.
 */
sha256: string, };

/**
 * Why a command did not do its work. Answers of the service, failures included, are no errors.
 */
export type CommandError = { "kind": "subject", refusal: Refusal, } | { "kind": "keychain", problem: KeychainProblem, } | { "kind": "address", problem: AddressProblem, } | { "kind": "proxy" } | { "kind": "credential", problem: CredentialProblem, } | { "kind": "record", trouble: RecordTrouble, detail: string, } | { "kind": "inUse" } | { "kind": "readOnly" } | { "kind": "noteRefused" } | { "kind": "stillOpen" } | { "kind": "settings", detail: string, } | { "kind": "doubtfulSettings", file: string, byHand: boolean, doubts: Array<SettingsDoubt>, } | { "kind": "network", detail: string, } | { "kind": "demo", detail: string, } | { "kind": "orderOpen", order: number, } | { "kind": "orderOpenElsewhere", order: number, } | { "kind": "ordersLeftBehind", orders: Array<Order>, } | { "kind": "orderLocked", order: number, } | { "kind": "orderNotConfirmed", failure: Failure, } | { "kind": "file", problem: FileProblem, detail: string, } | { "kind": "evidence", problem: EvidenceProblem, detail: string, } | { "kind": "locked" } | { "kind": "stale" } | { "kind": "notRecorded", detail: string, } | { "kind": "folder" } | { "kind": "orderNoRefused" } | { "kind": "orderNoTaken", order: number, } | { "kind": "notFound" };

export type AddressProblem = "notAnAddress" | "httpOnlyOnLoopback" | "hasCredentials" | "hasPath";

export type CredentialProblem = "keyMissing" | "secretMissing" | "hasBlanks" | "tooLong" | "notPrintable";

export type EvidenceProblem = "nothing" | "notOneSubject" | "stillAsking" | "noFont" | "folder" | "diskFull" | "notWritten" | "notMade" | "record";

export type FileProblem = "gone" | "outOfReach" | "changed" | "cannotOpen" | "cannotSave";

/**
 * A check that lists records.
 */
export type Description = { 
/**
 * Identifies the check in the record; it never changes.
 */
id: string, 
/**
 * The group under which the check is listed.
 */
group: Group, 
/**
 * The fields come from public material; no reply of the service has been compared with them.
 */
provisional: boolean, 
/**
 * Described by an organisation rather than the app. Its name says so.
 */
custom: boolean, 
/**
 * Whether a hit is bad news.
 */
tone: Tone, 
/**
 * Whether the check is selected by default.
 */
default: boolean, 
/**
 * Display name.
 */
name: Words, 
/**
 * One sentence about what is checked.
 */
about: Words, 
/**
 * Text if `{n}` records were found.
 */
found: Words, 
/**
 * Text if no record was found.
 */
none: Words, 
/**
 * What the check does not cover.
 */
limits: Words, 
/**
 * The fields of a row, in display order.
 */
fields: Array<Field>, };

/**
 * Why a description was rejected.
 */
export type CheckFileError = { 
/**
 * File name.
 */
file: string, 
/**
 * Line number, from 1.
 */
line: number, 
/**
 * What is wrong and what is expected.
 */
what: string, };

/**
 * A field of a row.
 */
export type Field = { 
/**
 * Display name.
 */
label: Words, 
/**
 * The type of its value.
 */
kind: Kind, 
/**
 * Whether it is the row's title; exactly one field is.
 */
title: boolean, 
/**
 * Whether it can be copied.
 */
copy: boolean, 
/**
 * Whether it is part of the summary.
 */
summary: boolean, 
/**
 * Identifies the row and is not displayed.
 */
hidden: boolean, };

/**
 * The subject area of a check.
 */
export type Group = "judicial" | "regulatory" | "assets";

/**
 * The type of a value, with what is needed to read and display it.
 */
export type Kind = { "is": "text" } | { "is": "date" } | { "is": "money" } | { "is": "parties", } | { "is": "level", 
/**
 * The levels. Their words must match completely.
 */
levels: Array<Level>, 
/**
 * Text if no level is given.
 */
unstated: Words, 
/**
 * Advice for any other word.
 */
unrecognised: Words, } | { "is": "flag", 
/**
 * The meaning of a mark.
 */
marked: Words, } | { "is": "table", 
/**
 * The fields of a nested row.
 */
columns: Array<Field>, 
/**
 * Text if there are `{n}` rows.
 */
count: Words, 
/**
 * Text if there are none.
 */
none: Words, };

/**
 * A level of a [`Kind::Level`].
 */
export type Level = { 
/**
 * Its meaning.
 */
meaning: Words, 
/**
 * Whether to show it as a warning.
 */
warns: boolean, };

/**
 * A person or company named in a row.
 */
export type Party = { 
/**
 * Name.
 */
name: string, 
/**
 * Person or company, according to the number.
 */
kind: PartyKind, 
/**
 * The vendor's number (KeyNo).
 */
keyNo: string, };

/**
 * Person or company.
 */
export type PartyKind = "company" | "person" | "unknown";

/**
 * A deviation from the description.
 */
export type Remark = { 
/**
 * The field, and for a table the row.
 */
field: Words, 
/**
 * What is wrong.
 */
trouble: Trouble, 
/**
 * The text in the reply; empty if the value shows it.
 */
raw: string, };

/**
 * A row for display.
 */
export type Row = { 
/**
 * One value per field of the description, in the same order.
 */
values: Array<Value>, 
/**
 * Whatever deviates from the description.
 */
remarks: Array<Remark>, };

/**
 * What a hit means.
 */
export type Tone = "adverse" | "neutral";

/**
 * What is wrong with a field.
 */
export type Trouble = "damaged" | "unexpected" | "several";

/**
 * The value of a field. Texts are trimmed but otherwise as received; an empty one means that none is given.
 */
export type Value = { "is": "text", 
/**
 * The text as received.
 */
raw: string, } | { "is": "told", 
/**
 * The text as received.
 */
raw: string, 
/**
 * Its reading, if that differs from the text.
 */
told: Words | null, } | { "is": "parties", 
/**
 * In reply order.
 */
parties: Array<Party>, } | { "is": "level", 
/**
 * The text as received.
 */
raw: string, 
/**
 * Index of the level; absent if none is given or it is unrecognised.
 */
level: number | null, } | { "is": "flag", 
/**
 * The text as received.
 */
raw: string, 
/**
 * Whether the row is no longer in force.
 */
marked: boolean, } | { "is": "table", 
/**
 * For each row, one value per column.
 */
rows: Array<Array<Value>>, } | { "is": "unread" };

/**
 * A text in the app's two languages. `{n}` stands for a number.
 */
export type Words = { 
/**
 * Chinese.
 */
zh: string, 
/**
 * English.
 */
en: string, 
/**
 * English for the number 1, if it differs.
 */
one?: string, };

/**
 * What the service returned.
 */
export type Answer = { "kind": "list", 
/**
 * In the order of the service, whole duplicates left out; read by the description of the check.
 */
rows: Array<Row>, 
/**
 * Whether these are all.
 */
completeness: Completeness, } | { "kind": "snapshot", 
/**
 * The picture, or why it is missing.
 */
picture: Picture, } | { "kind": "quota", 
/**
 * In the order of the service.
 */
modules: Array<QuotaModule>, };

/**
 * Whether the service may charge.
 */
export type Billing = "notBilled" | "mayHaveBeenBilled";

/**
 * The calls of one check in one day or month.
 */
export type CallCount = { 
/**
 * `2026-11-22` or `2026-11`, Asia/Shanghai.
 */
period: string, 
/**
 * Which check; the report's are its orders. Absent: those of a newer version.
 */
check: Check | null, 
/**
 * How many calls.
 */
calls: number, 
/**
 * How many of them may be charged.
 */
maybeBilled: number, };

/**
 * How many calls were made. Requests about an order that was placed already are free and not counted.
 */
export type CallLog = { 
/**
 * Of each of the last 31 days, the latest first.
 */
days: Array<CallCount>, 
/**
 * Of each month, the latest first.
 */
months: Array<CallCount>, };

/**
 * One of the checks, in the order in which people see them. Crosses to the page as the name that stands in the record.
 */
export type Check = string;

/**
 * When an answer of a check was first compared with the vendor's page.
 */
export type Compared = { 
/**
 * Of which service.
 */
service: string, 
/**
 * Of which check.
 */
check: Check, 
/**
 * RFC 3339, Asia/Shanghai.
 */
at: string, };

/**
 * Whether the rows are all that the service has.
 */
export type Completeness = { "kind": "complete", 
/**
 * Rows.
 */
total: number, } | { "kind": "morePages", 
/**
 * Rows so far.
 */
shown: number, 
/**
 * Rows on all pages.
 */
total: number, 
/**
 * Calls that it takes to get the rest.
 */
callsNeeded: number, } | { "kind": "incomplete", 
/**
 * Rows that came.
 */
shown: number, 
/**
 * Rows that the service says there are, if it said so.
 */
total: number | null, 
/**
 * What does not add up.
 */
reason: IncompleteReason, 
/**
 * Calls that it takes to ask for the pages that are left; 0 where there are none.
 */
callsNeeded: number, };

/**
 * What came of a test.
 */
export type ConnectionTest = { 
/**
 * Why the account does not answer; absent where it does.
 */
failure: Failure | null, 
/**
 * This machine's clock minus the service's, in seconds; absent where the reply does not tell. Where it is more than four
 * minutes, a request whose signature is refused is signed once more by the service's clock.
 */
clockAheadSeconds: number | null, 
/**
 * The proxy that the request went through, as `host:port`.
 */
proxy: string | null, };

/**
 * Names a question or an order of the record.
 */
export type EntryId = { "kind": "call", 
/**
 * The row.
 */
id: number, } | { "kind": "order", 
/**
 * The row.
 */
id: number, };

/**
 * One request and its reply in the record.
 */
export type Evidence = { 
/**
 * The row.
 */
call: number, 
/**
 * Page that was asked for, from 1.
 */
page: number, 
/**
 * When: RFC 3339, Asia/Shanghai.
 */
askedAt: string, 
/**
 * The service's number of the call.
 */
orderNumber: string | null, 
/**
 * SHA-256 of the reply as received, lower-case hex; absent where none came.
 */
sha256: string | null, 
/**
 * Size of the reply in bytes.
 */
bytes: number, };

/**
 * A file of evidence in the evidence folder.
 */
export type EvidenceFile = { 
/**
 * What it is.
 */
format: EvidenceFormat, 
/**
 * Folder that it was saved in.
 */
folder: string, 
/**
 * Name within the folder.
 */
fileName: string, 
/**
 * Size in bytes.
 */
bytes: number, 
/**
 * SHA-256, lower-case hex.
 */
sha256: string, };

/**
 * File format of evidence.
 */
export type EvidenceFormat = "pdf" | "excel";

/**
 * What is to be saved: entries of the record, all of one subject.
 */
export type EvidenceOf = { 
/**
 * Questions, by the rows of their first pages.
 */
calls: Array<number>, 
/**
 * Orders for reports, by their rows.
 */
orders: Array<number>, 
/**
 * As which files.
 */
formats: Array<EvidenceFormat>, };

/**
 * Why something is not verified. The page has the words, what to do included.
 */
export type Failure = { 
/**
 * What happened.
 */
cause: FailureCause, 
/**
 * Whether the service may charge for it.
 */
billing: Billing, 
/**
 * The service's status code, as text.
 */
statusCode: string | null, 
/**
 * The service's own words.
 */
serviceMessage: string | null, 
/**
 * The service's number of the call, to quote.
 */
orderNumber: string | null, 
/**
 * Who issued a certificate that was refused, in its own words.
 */
certificateIssuer: string | null, 
/**
 * Technical text for whoever helps. Never holds an address (at most the host of a file), key or secret.
 */
detail: string | null, };

/**
 * What happened.
 */
export type FailureCause = { "kind": "status", 
/**
 * What the code says.
 */
meaning: StatusMeaning, } | { "kind": "notSent", 
/**
 * Why.
 */
reason: NotSentReason, } | { "kind": "interrupted", 
/**
 * How.
 */
reason: InterruptedReason, } | { "kind": "unreadable", 
/**
 * Why.
 */
reason: UnreadableReason, } | { "kind": "inconsistent" } | { "kind": "cancelled" } | { "kind": "file", 
/**
 * Why.
 */
reason: FileReason, } | { "kind": "reportFailed" } | { "kind": "newer" };

/**
 * How far a file has come that is being fetched.
 */
export type FileProgress = { 
/**
 * The text that was sent.
 */
subject: string, 
/**
 * The order whose report it is; absent for the picture of a snapshot.
 */
order: number | null, 
/**
 * Bytes so far.
 */
bytes: number, 
/**
 * Bytes in all, where the host says so.
 */
total: number | null, };

/**
 * See [`FailureCause::File`].
 */
export type FileReason = "addressRefused" | "notSent" | "interrupted" | "tooLarge" | "fakeIp" | "zeroTrust" | "nat64" | "internalAddress" | "wrongType" | "putAside" | "damaged" | "gone" | "notWritten" | "hostTrouble";

/**
 * What one check of one subject says.
 */
export type Finding = { 
/**
 * The first page's row in the record; names this question.
 */
call: number, 
/**
 * Which check.
 */
check: Check, 
/**
 * The text that was sent; empty for the quota.
 */
subject: string, 
/**
 * Who answered.
 */
source: Source, 
/**
 * When the first request was sent: RFC 3339, Asia/Shanghai.
 */
askedAt: string, 
/**
 * How far this machine's clock was ahead of the service's, in seconds, where that is more than four minutes: then the times
 * here are wrong by as much.
 */
clockAheadSeconds: number | null, 
/**
 * Whether this was answered from the record, without a call.
 */
reused: boolean, 
/**
 * Whether it was asked on the account that is open now: what is missing of it can be had on that one only.
 */
ofThisAccount: boolean, 
/**
 * One entry for every page that was asked for.
 */
evidence: Array<Evidence>, 
/**
 * What was answered.
 */
outcome: Outcome, 
/**
 * Why the page that was asked for last could not be had; the rows of the pages before it stand.
 */
pageFailure: Failure | null, };

/**
 * See [`State::OnHold`].
 */
export type HoldReason = "sevenDays" | "attempts" | "refused" | "newer";

/**
 * See [`Completeness::Incomplete`].
 */
export type IncompleteReason = "noPaging" | "totalChanged" | "rowsRepeated" | "pageShort" | "pageIndexWrong" | "moreRowsThanTotal" | "moreBeside";

/**
 * See [`FailureCause::Interrupted`].
 */
export type InterruptedReason = "timeout" | "connectionLost" | "tooLarge" | "bodyIncomplete" | "appClosed";

/**
 * All that the service tells of an order's number. Whose report it is it does not say.
 */
export type KnownNumber = { 
/**
 * The number.
 */
orderNo: string, 
/**
 * When the service was asked: RFC 3339, Asia/Shanghai.
 */
askedAt: string, 
/**
 * How far the report is.
 */
status: KnownStatus, 
/**
 * Where the report's file is, once it is somewhere.
 */
host: string | null, };

/**
 * How far the service says that a report is.
 */
export type KnownStatus = "notGenerated" | "processing" | "generated" | "failed";

/**
 * Language of the page.
 */
export type Language = "zh-CN" | "en";

/**
 * That the service returned no record. Made of the reader's proof, [`qcc::NoRecord`], and of nothing else.
 */
export type NoRecord = { 
/**
 * In which of the two recorded forms.
 */
form: NoRecordForm, };

/**
 * See [`qcc::NoRecordForm`].
 */
export type NoRecordForm = "verifyResultZero" | "status201";

/**
 * What the officer wrote about a question or an order. Only ever added to.
 */
export type Note = { 
/**
 * The row.
 */
id: number, 
/**
 * RFC 3339, Asia/Shanghai.
 */
at: string, 
/**
 * What it is; absent: something of a newer version.
 */
kind: NoteKind | null, 
/**
 * As written.
 */
text: string, };

/**
 * What a note is.
 */
export type NoteKind = "note" | "conclusion" | "compared";

/**
 * See [`FailureCause::NotSent`].
 */
export type NotSentReason = "dns" | "connect" | "connectTimeout" | "tls" | "unknownAuthority" | "certificateExpired" | "wrongHost" | "proxy" | "appClosed" | "notRecorded" | "other";

/**
 * An order as people see it.
 */
export type Order = { 
/**
 * Its row in the record.
 */
id: number, 
/**
 * Grows with every change of the order, whoever tells of it and in whichever order it is heard.
 */
step: number, 
/**
 * The text that was sent.
 */
subject: string, 
/**
 * The format that was asked for; absent: one of a newer version.
 */
format: ReportFormat | null, 
/**
 * Who takes the order.
 */
source: Source, 
/**
 * Whether it was placed on the account that is open now; only that one can follow it.
 */
ofThisAccount: boolean, 
/**
 * The earlier order for the same report in spite of which this one was placed: both may be charged.
 */
follows: number | null, 
/**
 * RFC 3339, Asia/Shanghai.
 */
placedAt: string, 
/**
 * The service's number of the order, once it has one.
 */
orderNo: string | null, 
/**
 * Whether a person entered that number. The service does not say whose report it is.
 */
numberByPerson: boolean, 
/**
 * What a person can do about it now.
 */
waysOut: WaysOut, 
/**
 * Where it stands.
 */
state: OrderState, };

/**
 * Where an order stands. Every state is written down before the next step is taken.
 */
export type OrderState = { "kind": "intent" } | { "kind": "sending" } | { "kind": "accepted", 
/**
 * The service's number.
 */
orderNo: string, } | { "kind": "polling", 
/**
 * The service's number.
 */
orderNo: string, 
/**
 * How far it says it is.
 */
progress: Progress, 
/**
 * Why the last question about it was not answered; it is asked again.
 */
trouble: Failure | null, } | { "kind": "ready", 
/**
 * The service's number.
 */
orderNo: string, 
/**
 * Why the last attempt to fetch it failed; it is tried again.
 */
trouble: Failure | null, 
/**
 * How many attempts ended without the report, through no fault of the network.
 */
attempts: number, } | { "kind": "onHold", 
/**
 * The service's number.
 */
orderNo: string, 
/**
 * Why.
 */
reason: HoldReason, 
/**
 * What went wrong last.
 */
failure: Failure | null, } | { "kind": "saved", 
/**
 * The service's number.
 */
orderNo: string, 
/**
 * Folder at the time of saving.
 */
folder: string, 
/**
 * Name within the folder.
 */
fileName: string, 
/**
 * Size in bytes.
 */
bytes: number, 
/**
 * SHA-256, lower-case hex.
 */
sha256: string, 
/**
 * What the file is, which may differ from what was asked for; absent: of a kind of a newer version.
 */
savedAs: ReportKind | null, 
/**
 * RFC 3339, Asia/Shanghai.
 */
savedAt: string, 
/**
 * Whether it travelled unencrypted (明文传输).
 */
plaintext: boolean, } | { "kind": "refused", 
/**
 * Why.
 */
failure: Failure, } | { "kind": "notSent", 
/**
 * Why.
 */
failure: Failure, } | { "kind": "unknown", 
/**
 * What happened.
 */
failure: Failure, } | { "kind": "failed", 
/**
 * The service's number.
 */
orderNo: string, 
/**
 * What the service said.
 */
failure: Failure, } | { "kind": "notPlaced" } | { "kind": "replaced" } | { "kind": "givenUp", 
/**
 * The service's number, if it has one.
 */
orderNo: string | null, } | { "kind": "newer", 
/**
 * The service's number, where it can be read.
 */
orderNo: string | null, 
/**
 * Whether that version expects more to happen.
 */
open: boolean, };

/**
 * What was answered. 未查到 can be shown for `NoRecord` only.
 */
export type Outcome = { "kind": "found", 
/**
 * What.
 */
answer: Answer, } | { "kind": "noRecord" } & NoRecord | { "kind": "notVerified", 
/**
 * Why.
 */
failure: Failure, 
/**
 * Rows that came although the reply contradicts itself.
 */
answer: Answer | null, };

/**
 * The picture of a registration.
 */
export type Picture = { "kind": "kept", 
/**
 * Its row there.
 */
file: number, 
/**
 * Told by the bytes, such as `image/png`.
 */
mediaType: string, 
/**
 * Pixels.
 */
width: number, 
/**
 * Pixels.
 */
height: number, 
/**
 * Size in bytes.
 */
bytes: number, 
/**
 * SHA-256 of the bytes as received, lower-case hex.
 */
sha256: string, 
/**
 * Whether it travelled unencrypted (明文传输).
 */
plaintext: boolean, } | { "kind": "notFetched", 
/**
 * Why.
 */
failure: Failure, };

/**
 * What the service says of an order that it has not finished.
 */
export type Progress = "notGenerated" | "processing";

/**
 * The way to the service, as a person chose it. A password is in the keychain.
 */
export type ProxySetting = { "kind": "system" } | { "kind": "direct" } | { "kind": "manual", 
/**
 * `http://host:port`.
 */
address: string, 
/**
 * The name that it knows the user by; absent where it asks for none.
 */
user: string | null, };

/**
 * The quota of one module. See [`qcc::QuotaModule`]; counts as text.
 */
export type QuotaModule = { id: string, total: string, consumed: string, deletable: string, };

/**
 * A text to put into the box instead.
 */
export type Offer = { 
/**
 * What it is of the text that was typed.
 */
kind: OfferKind, 
/**
 * As it would be typed.
 */
text: string, };

/**
 * What an offer is of the text that was typed.
 */
export type OfferKind = "ordinaryCharacters" | "creditCode" | "registrationNo" | "name" | "cell" | "joined" | "otherWriting";

/**
 * What a number of a natural person belongs to, the gravest first.
 */
export type PersonalNumber = "identityCard" | "mobile" | "travelDocument" | "bankCard";

/**
 * What a person must decide before a text is sent as it was typed. The page hands back what it asked and a person confirmed.
 */
export type Question = { "kind": "personalNumber", 
/**
 * Of what.
 */
number: PersonalNumber, } | { "kind": "lookAlikes", 
/**
 * Each once.
 */
characters: string, } | { "kind": "blanks" } | { "kind": "moreThanAName" };

/**
 * What a text is.
 */
export type Recognised = { "kind": "empty" } | { "kind": "name", 
/**
 * As it will be sent.
 */
text: string, } | { "kind": "creditCode", 
/**
 * As it will be sent: upper case, half width.
 */
text: string, 
/**
 * Real codes exist that fail the check digit, so this warns and never blocks.
 */
checkDigitValid: boolean, } | { "kind": "registrationNo", 
/**
 * As it will be sent: digits.
 */
text: string, 
/**
 * Absent where the number is too short to have a check digit.
 */
checkDigitValid: boolean | null, } | { "kind": "several" } | { "kind": "refused", 
/**
 * Why.
 */
refusal: Refusal, };

/**
 * What was recognised in a text that is being typed. Nothing is sent for it.
 */
export type Recognition = { 
/**
 * What else may have been meant, the likeliest first.
 */
offers: Array<Offer>, 
/**
 * What a person is asked before the text is sent as it was typed.
 */
questions: Array<Question>, } & ({ "kind": "empty" } | { "kind": "name", 
/**
 * As it will be sent.
 */
text: string, } | { "kind": "creditCode", 
/**
 * As it will be sent: upper case, half width.
 */
text: string, 
/**
 * Real codes exist that fail the check digit, so this warns and never blocks.
 */
checkDigitValid: boolean, } | { "kind": "registrationNo", 
/**
 * As it will be sent: digits.
 */
text: string, 
/**
 * Absent where the number is too short to have a check digit.
 */
checkDigitValid: boolean | null, } | { "kind": "several" } | { "kind": "refused", 
/**
 * Why.
 */
refusal: Refusal, });

/**
 * A question or an order, as lists show it.
 */
export type RecordEntry = { 
/**
 * Which.
 */
id: EntryId, 
/**
 * RFC 3339, Asia/Shanghai.
 */
askedAt: string, 
/**
 * Which check; absent: one of a newer version.
 */
check: Check | null, 
/**
 * The text that was sent; empty for the quota.
 */
subject: string, 
/**
 * What came of it. Private, so that only the record says 未查到.
 */
outcome: RecordedOutcome, 
/**
 * Who was asked.
 */
source: Source, 
/**
 * Whether any call of it may be charged.
 */
billing: Billing, 
/**
 * How many notes the officer wrote, conclusions included.
 */
notes: number, 
/**
 * The officer's latest conclusion.
 */
conclusion: string | null, };

/**
 * Entries of the record, the newest first.
 */
export type RecordPage = { 
/**
 * As many as asked for at most.
 */
entries: Array<RecordEntry>, 
/**
 * Whether there are more than these.
 */
more: boolean, };

/**
 * Why a record can be read only, if at all. Nothing is asked then, as nothing could be recorded.
 */
export type RecordProblem = { "kind": "damaged", 
/**
 * Where a copy of the file as it was found is kept; absent where there was no room for one.
 */
copy: string | null, } | { "kind": "newer" } | { "kind": "missing", 
/**
 * Where it was.
 */
path: string, } | { "kind": "unwritable", 
/**
 * Why.
 */
trouble: RecordTrouble, };

/**
 * What to look for in the record. Everything that is absent matches all.
 */
export type RecordQuery = { 
/**
 * A part of the subject, however its brackets, letters and blanks are written.
 */
text: string, 
/**
 * Of one check only.
 */
check: Check | null, 
/**
 * Of one outcome only.
 */
outcome: RecordedOutcome | null, 
/**
 * First day: YYYY-MM-DD, Asia/Shanghai.
 */
from: string | null, 
/**
 * Last day, itself included.
 */
until: string | null, 
/**
 * How many entries at most.
 */
limit: number, };

/**
 * What kept the record from being read or written, as far as it matters to what a person does next.
 */
export type RecordTrouble = "damaged" | "diskFull" | "noAccess" | "diskFails" | "held" | "other";

/**
 * What an entry of the record holds.
 */
export type RecordedContent = { "kind": "finding", 
/**
 * What was answered.
 */
finding: Finding, } | { "kind": "order", 
/**
 * Where it stands.
 */
order: Order, } | { "kind": "newer" };

/**
 * One entry of the record, whole.
 */
export type RecordedItem = { 
/**
 * The entry, as lists show it.
 */
entry: RecordEntry, 
/**
 * What was answered.
 */
content: RecordedContent, 
/**
 * What the officer wrote, the oldest first.
 */
notes: Array<Note>, };

/**
 * What came of a question or an order, as lists and searches sort it: a word to sort by, no verdict.
 */
export type RecordedOutcome = "found" | "noRecord" | "notVerified" | "cancelled" | "pending" | "newer";

/**
 * Why a text is not sent.
 */
export type Refusal = { "kind": "empty" } | { "kind": "tooShort" } | { "kind": "tooLong", 
/**
 * Characters.
 */
limit: number, } | { "kind": "personalNumber", 
/**
 * Of what.
 */
number: PersonalNumber, } | { "kind": "severalLines" } | { "kind": "unprintable" } | { "kind": "notConfirmed" };

/**
 * File format of a report.
 */
export type ReportFormat = "pdf" | "word";

/**
 * What a saved report is, which may differ from what was asked for.
 */
export type ReportKind = "pdf" | "word" | "wordWithMacros" | "oldWord" | "richText" | "wordMarkup" | "archive";

/**
 * How a person closes an order, or goes on with it under a number.
 */
export type Resolution = { "kind": "orderNo", 
/**
 * The number.
 */
orderNo: string, } | { "kind": "notPlaced" } | { "kind": "givenUp" };

/**
 * For how long a question that was answered is answered from the record.
 */
export type ReuseWindow = "never" | "today" | "sevenDays" | "thirtyDays";

/**
 * A report in the evidence folder.
 */
export type SavedReport = { 
/**
 * Folder at the time of saving.
 */
folder: string, 
/**
 * Name within the folder.
 */
fileName: string, 
/**
 * Size in bytes.
 */
bytes: number, 
/**
 * SHA-256, lower-case hex.
 */
sha256: string, 
/**
 * What the file is, which may differ from what was asked for; absent: of a kind of a newer version.
 */
savedAs: ReportKind | null, 
/**
 * RFC 3339, Asia/Shanghai.
 */
savedAt: string, 
/**
 * Whether it travelled unencrypted (明文传输).
 */
plaintext: boolean, };

/**
 * A member of the file, or all of it, that cannot be used.
 */
export type SettingsDoubt = { 
/**
 * The member's name; absent for the whole file. Never what it says, which may be a password in the wrong place.
 */
member: string | null, 
/**
 * What is the matter.
 */
problem: SettingsProblem, };

/**
 * Why something in the settings file cannot be used.
 */
export type SettingsProblem = "gone" | "unreadable" | "notText" | "notJson" | "unknown" | "repeated" | "notUnderstood";

/**
 * Who answered.
 */
export type Source = { 
/**
 * Whether the answers are of fictional companies.
 */
demo: boolean, 
/**
 * Host of the service.
 */
host: string, };

/**
 * What a status code says, by what a person does next: [`qcc::Meaning`], but for 200, which is an answer.
 */
export type StatusMeaning = "nothingFound" | "searchTextRejected" | "pending" | "tooMuchData" | "notCovered" | "lockedForTwoHours" | "account" | "signature" | "authentication" | "outOfCredit" | "callLimit" | "notPurchased" | "retired" | "exportForbidden" | "serviceTrouble" | "unknown";

/**
 * See [`FailureCause::Unreadable`].
 */
export type UnreadableReason = "httpStatus" | "webPage" | "xml" | "empty" | "notJson" | "shape" | "encoding";

/**
 * What a person can do about an order that does not end by itself, or ended without a report.
 */
export type WaysOut = { 
/**
 * Say that the vendor's portal does not show it.
 */
notPlaced: boolean, 
/**
 * Enter the number under which the vendor's portal shows it.
 */
number: boolean, 
/**
 * Let the app ask and fetch again, which is free.
 */
follow: boolean, 
/**
 * No longer wait for it.
 */
giveUp: boolean, };

/**
 * Why the keychain did not do its work. Holds no cause: the library's errors can carry the secret.
 */
export type KeychainProblem = "denied" | "unavailable" | "timedOut" | "missing" | "damaged" | "notDeleted";

/** A command of the app. */
export type Command = 'painted' | 'app_state' | 'list_checks' | 'recognise' | 'look_up' | 'next_page' | 'wait_for_answer' | 'fetch_picture' | 'ask_quota' | 'cancel' | 'snapshot_preview' | 'snapshot_tiles' | 'copy_snapshot' | 'save_snapshot' | 'order_report' | 'resolve_order' | 'ask_about_number' | 'follow_order' | 'report_is_there' | 'open_report' | 'show_report' | 'save_report' | 'save_evidence' | 'open_evidence' | 'show_evidence' | 'search_record' | 'recorded' | 'annotate' | 'erase_recorded' | 'save_reply' | 'call_log' | 'start_new_record' | 'save_settings' | 'forget_credential' | 'test_connection' | 'choose_folder' | 'folder_state' | 'remember_checks' | 'export_log' | 'print_page';
