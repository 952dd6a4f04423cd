// Generated from the Rust types by `cargo xtask bindings`. Do not edit.

/**
 * Everything that the page shows before the first look-up.
 */
export type AppState = { 
/**
 * Identifies the session; requests for another one are refused.
 */
epoch: number, 
/**
 * Answers stay on screen while this stays the same: they are of this account.
 */
accountSince: number, version: string, mode: Mode, settings: Settings, 
/**
 * Own check descriptions that could not be read.
 */
refusedChecks: Array<CheckFileError>, 
/**
 * The checks with an answer that was compared with the vendor's page.
 */
compared: Array<Compared>, 
/**
 * Latest first.
 */
orders: Array<Order>, 
/**
 * The latest subjects, latest first.
 */
recent: Array<string>, };

/**
 * The open service, for the page.
 */
export type Mode = { "kind": "demo", samples: Array<Sample>, } | { "kind": "real", host: string, } | { "kind": "locked", host: string, problem: KeychainProblem, } | { "kind": "readOnly", problem: RecordProblem, } | { "kind": "unready", error: CommandError, };

export type Sample = { name: string, creditCode: string, shows: SampleShows, };

/**
 * What a sample company demonstrates.
 */
export type SampleShows = "exitRecords" | "manyExitRecords" | "noRecord" | "customsAdvanced" | "customsCancelled" | "reportFails";

/**
 * The settings, and what may be shown of the credentials.
 */
export type Settings = { serviceAddress: string, defaultServiceAddress: string, credential: CredentialView, evidenceFolder: string, proxy: ProxySetting, language: Language, checks: Array<Check>, reuse: ReuseWindow, 
/**
 * Absent: kept without limit.
 */
retentionYears: number | null, };

/**
 * What may be shown of the credentials.
 */
export type CredentialView = { "kind": "none" } | { "kind": "saved", tail: string, } | { "kind": "inMemory", tail: string, } | { "kind": "unavailable", problem: KeychainProblem, };

/**
 * Typed credentials. They cross from the page to the shell, never back.
 */
export type Credential = { key: string, secret: string, };

/**
 * Changed settings. Without `credential`, the saved one for the address stays.
 */
export type SettingsChange = { serviceAddress: string, credential: Credential | null, 
/**
 * Where to keep typed credentials and passwords.
 */
keep: Keep, proxy: ProxyChange, evidenceFolder: string, language: Language, reuse: ReuseWindow, retentionYears: number | null, 
/**
 * The user knows that no other account can continue the open orders, and changes it anyway.
 */
leaveOrders: boolean, };

export type Keep = "keychain" | "memory";

/**
 * The proxy setting as entered by the user.
 */
export type ProxyChange = { "kind": "system" } | { "kind": "direct" } | { "kind": "manual", address: string, 
/**
 * Empty if the proxy needs none.
 */
user: string, 
/**
 * Absent: keep the saved one for this proxy and user.
 */
password: string | null, };

/**
 * A connection to test. Without `credential`, the saved one for the address is used.
 */
export type TestConnection = { serviceAddress: string, credential: Credential | null, proxy: ProxyChange, };

export type ChosenFolder = { path: string, state: FolderState, };

export type FolderState = { reach: Reach, 
/**
 * Display name of the program that syncs it to a cloud.
 */
syncedBy: string | null, };

export type Reach = "there" | "notYet" | "away" | "noFolder";

/**
 * A check of a subject. `id` is the page's id for the look-up.
 */
export type LookUp = { id: number, check: Check, subject: string, 
/**
 * Ask again even if the record has an answer within the reuse window.
 */
fresh: boolean, 
/**
 * The questions about the text that the user confirmed.
 */
confirmed: Array<Question>, };

/**
 * More of a look-up; `call` is its first call in the record.
 */
export type More = { id: number, call: number, };

export type AskQuota = { id: number, };

export type OrderReport = { subject: string, format: ReportFormat, 
/**
 * The earlier orders for the same report that the user was told of.
 */
despite: Array<number>, 
/**
 * The questions about the text that the user confirmed.
 */
confirmed: Array<Question>, };

export type ResolveOrder = { order: number, resolution: Resolution, };

export type SavedEvidence = { 
/**
 * Identifies the file until the app ends.
 */
id: number, format: EvidenceFormat, 
/**
 * Folder at the time of saving.
 */
folder: string, fileName: string, bytes: number, 
/**
 * SHA-256, lower-case hex.
 */
sha256: string, };

/**
 * Why a command failed. Replies of the service, including failures, are not errors.
 */
export type CommandError = { "kind": "subject", refusal: Refusal, } | { "kind": "keychain", problem: KeychainProblem, } | { "kind": "address", problem: AddressProblem, } | { "kind": "proxy" } | { "kind": "credential", problem: CredentialProblem, } | { "kind": "record", trouble: RecordTrouble, detail: string, } | { "kind": "inUse" } | { "kind": "readOnly" } | { "kind": "noteRefused" } | { "kind": "stillOpen" } | { "kind": "settings", detail: string, } | { "kind": "doubtfulSettings", file: string, byHand: boolean, doubts: Array<SettingsDoubt>, } | { "kind": "network", detail: string, } | { "kind": "demo", detail: string, } | { "kind": "orderOpen", order: number, } | { "kind": "orderOpenElsewhere", order: number, } | { "kind": "ordersLeftBehind", orders: Array<Order>, } | { "kind": "orderLocked", order: number, } | { "kind": "orderNotConfirmed", failure: Failure, } | { "kind": "file", problem: FileProblem, detail: string, } | { "kind": "evidence", problem: EvidenceProblem, detail: string, } | { "kind": "locked" } | { "kind": "stale" } | { "kind": "notRecorded", detail: string, } | { "kind": "folder" } | { "kind": "orderNoRefused" } | { "kind": "orderNoTaken", order: number, } | { "kind": "notFound" };

/**
 * Why an address was rejected.
 */
export type AddressProblem = "notAnAddress" | "httpOnlyOnLoopback" | "hasCredentials" | "hasPath";

/**
 * Why a credential was rejected.
 */
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
custom: boolean, tone: Tone, 
/**
 * Whether the check is selected by default.
 */
default: boolean, name: Words, 
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

export type CheckFileError = { file: string, 
/**
 * Line number, from 1.
 */
line: number, 
/**
 * What is wrong and what is expected.
 */
what: string, };

export type Field = { label: Words, kind: Kind, 
/**
 * Whether it is the row's title; exactly one field is.
 */
title: boolean, copy: boolean, summary: boolean, 
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
export type Kind = { "is": "text" } | { "is": "date" } | { "is": "money" } | { "is": "parties", } | { "is": "level", levels: Array<Level>, 
/**
 * Text if no level is given.
 */
unstated: Words, 
/**
 * Advice for any other word.
 */
unrecognised: Words, } | { "is": "flag", 
/**
 * What that means.
 */
meaning: Words, } | { "is": "table", 
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

export type Level = { meaning: Words, warns: boolean, };

export type Party = { name: string, 
/**
 * Person or company, according to the number.
 */
kind: PartyKind, 
/**
 * The vendor's number (KeyNo).
 */
keyNo: string, };

export type PartyKind = "company" | "person" | "unknown";

/**
 * A deviation from the description.
 */
export type Remark = { 
/**
 * The field, and for a table the row.
 */
field: Words, trouble: Trouble, 
/**
 * The text in the reply; empty if the value shows it.
 */
raw: string, };

export type Row = { 
/**
 * One value per field of the description, in the same order.
 */
values: Array<Value>, 
/**
 * Whatever deviates from the description.
 */
remarks: Array<Remark>, };

export type Tone = "adverse" | "neutral";

export type Trouble = "damaged" | "unexpected" | "several";

/**
 * The value of a field. Texts are trimmed but otherwise as received; an empty one means that none is given.
 */
export type Value = { "is": "text", 
/**
 * The text as received.
 */
raw: string, } | { "is": "interpreted", 
/**
 * The text as received.
 */
raw: string, 
/**
 * Its reading, if that differs from the text.
 */
reading: Words | null, } | { "is": "parties", 
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
export type Words = { zh: string, en: string, 
/**
 * English for the number 1, if it differs.
 */
one?: string, };

export type Answer = { "kind": "list", 
/**
 * In the service's order, without exact duplicates; read by the check's description.
 */
rows: Array<Row>, 
/**
 * Whether all rows are there.
 */
completeness: Completeness, } | { "kind": "snapshot", 
/**
 * The picture, or why it is missing.
 */
picture: Picture, } | { "kind": "quota", 
/**
 * In the service's order.
 */
modules: Array<QuotaModule>, };

export type Billing = "notBilled" | "mayHaveBeenBilled";

/**
 * The number of calls of one check in one day or month.
 */
export type CallCount = { 
/**
 * `2026-11-22` or `2026-11`, Asia/Shanghai.
 */
period: string, 
/**
 * The check; orders count as calls of the report's check. Absent if from a newer version.
 */
check: Check | null, calls: number, 
/**
 * How many of them may be charged.
 */
maybeBilled: number, };

/**
 * Numbers of calls. Requests about an order that was already placed are free and not counted.
 */
export type CallLog = { 
/**
 * For each of the last 31 days, latest first.
 */
days: Array<CallCount>, 
/**
 * For each month, latest first.
 */
months: Array<CallCount>, };

/**
 * A check; ordered as displayed. The page sees it as its id.
 */
export type Check = string;

/**
 * When an answer of a check was first compared with the vendor's page.
 */
export type Compared = { service: string, check: Check, 
/**
 * RFC 3339, Asia/Shanghai.
 */
at: string, };

/**
 * Whether the rows are all that the service has.
 */
export type Completeness = { "kind": "complete", total: number, } | { "kind": "morePages", shown: number, total: number, 
/**
 * Number of calls for the remaining pages.
 */
callsNeeded: number, } | { "kind": "incomplete", shown: number, 
/**
 * Number of rows according to the service, if given.
 */
total: number | null, reason: IncompleteReason, 
/**
 * Number of calls for the remaining pages; 0 if there are none.
 */
callsNeeded: number, };

export type ConnectionTest = { 
/**
 * Why the account does not work; absent if it does.
 */
failure: Failure | null, 
/**
 * This machine's clock minus the service's, in seconds; absent if the reply does not tell. Above four
 * minutes, a request with a refused signature is repeated with the service's time.
 */
clockAheadSeconds: number | null, 
/**
 * The proxy in use, as `host:port`.
 */
proxy: string | null, };

/**
 * Identifies a look-up or an order in the record.
 */
export type EntryId = { "kind": "call", id: number, } | { "kind": "order", id: number, };

/**
 * A receipt: one request and its reply in the record.
 */
export type Receipt = { call: number, 
/**
 * The requested page, from 1.
 */
page: number, 
/**
 * When it was sent: RFC 3339, Asia/Shanghai.
 */
askedAt: string, 
/**
 * The service's number of the call.
 */
orderNumber: string | null, 
/**
 * SHA-256 of the reply as received, lower-case hex; absent without a reply.
 */
sha256: string | null, 
/**
 * Size of the reply in bytes.
 */
bytes: number, };

export type EvidenceFile = { format: EvidenceFormat, 
/**
 * Folder at the time of saving.
 */
folder: string, fileName: string, bytes: number, 
/**
 * SHA-256, lower-case hex.
 */
sha256: string, };

export type EvidenceFormat = "pdf" | "excel";

/**
 * What to save: entries of the record, all of one subject.
 */
export type EvidenceOf = { 
/**
 * Look-ups, by their first calls.
 */
calls: Array<number>, 
/**
 * Orders for reports, by id.
 */
orders: Array<number>, formats: Array<EvidenceFormat>, };

/**
 * Why something is not verified. The page provides the text and the advice.
 */
export type Failure = { cause: FailureCause, billing: Billing, statusCode: string | null, serviceMessage: string | null, 
/**
 * The service's number of the call, to quote to the vendor.
 */
orderNumber: string | null, 
/**
 * The issuer of a rejected certificate, as named in it.
 */
certificateIssuer: string | null, 
/**
 * Technical details for support. Contains no URL (at most the host of a file), key or secret.
 */
detail: string | null, };

export type FailureCause = { "kind": "status", meaning: StatusMeaning, } | { "kind": "notSent", reason: NotSentReason, } | { "kind": "interrupted", reason: InterruptedReason, } | { "kind": "unreadable", reason: UnreadableReason, } | { "kind": "inconsistent" } | { "kind": "cancelled" } | { "kind": "file", reason: FileReason, } | { "kind": "reportFailed" } | { "kind": "newer" };

/**
 * The event `order-changed`: the new state of an order. It may reach the page before the list of orders of its
 * session does.
 */
export type OrderChanged = { epoch: number, order: Order, };

export type FileProgress = { 
/**
 * The subject, as sent.
 */
subject: string, 
/**
 * The order of the report; absent for the picture of a snapshot.
 */
order: number | null, bytes: number, 
/**
 * Size in bytes, if the host declares it.
 */
total: number | null, };

export type FileReason = "addressRefused" | "notSent" | "interrupted" | "tooLarge" | "fakeIp" | "zeroTrust" | "nat64" | "internalAddress" | "wrongType" | "certificate" | "proxy" | "putAside" | "damaged" | "gone" | "notWritten" | "hostTrouble";

export type Finding = { 
/**
 * Id of the first page's call; identifies the look-up.
 */
call: number, check: Check, 
/**
 * The text that was sent; empty for the quota.
 */
subject: string, 
/**
 * What all writings of the subject have in common.
 */
folded: string, 
/**
 * The service that answered.
 */
source: Source, 
/**
 * When the first request was sent: RFC 3339, Asia/Shanghai.
 */
askedAt: string, 
/**
 * How far this machine's clock was ahead of the service's, in seconds, if more than four minutes. All
 * times are then off by as much.
 */
clockAheadSeconds: number | null, 
/**
 * Whether this came from the record, without a call.
 */
reused: boolean, 
/**
 * Whether it was asked with the current account. Only then can further pages be requested.
 */
ofThisAccount: boolean, receipts: Array<Receipt>, outcome: Outcome, 
/**
 * Why the last requested page failed; the rows of earlier pages stay.
 */
pageFailure: Failure | null, };

export type HoldReason = "sevenDays" | "attempts" | "refused" | "newer";

export type IncompleteReason = "noPaging" | "totalChanged" | "rowsRepeated" | "pageShort" | "pageIndexWrong" | "moreRowsThanTotal" | "moreBeside";

export type InterruptedReason = "timeout" | "connectionLost" | "tooLarge" | "bodyIncomplete" | "appClosed";

/**
 * All that the service tells about an order number, which does not include the company.
 */
export type KnownNumber = { orderNo: string, 
/**
 * When the service was asked: RFC 3339, Asia/Shanghai.
 */
askedAt: string, status: ReportStatus, host: string | null, };

/**
 * `ReportStatus`.
 */
export type ReportStatus = "notGenerated" | "processing" | "generated" | "failed";

export type Language = "zh-CN" | "en";

/**
 * Proof that a reply says "no record" and nothing else.
 */
export type NoRecord = { form: NoRecordForm, };

/**
 * The two recorded forms of "no record". Kept apart, because the evidence names the one received.
 */
export type NoRecordForm = "verifyResultZero" | "status201";

/**
 * A note of the officer on a look-up or an order. Notes are never changed.
 */
export type Note = { id: number, 
/**
 * RFC 3339, Asia/Shanghai.
 */
at: string, 
/**
 * Its kind; absent if from a newer version.
 */
kind: NoteKind | null, 
/**
 * As written.
 */
text: string, };

export type NoteKind = "note" | "conclusion" | "compared";

export type NotSentReason = "dns" | "connect" | "connectTimeout" | "tls" | "unknownAuthority" | "certificateExpired" | "wrongHost" | "proxy" | "appClosed" | "notRecorded" | "accountRefused" | "other";

/**
 * An order for display.
 */
export type Order = { 
/**
 * Its id in the record.
 */
id: number, 
/**
 * Increases with every change of the order, so that late updates can be recognised.
 */
step: number, 
/**
 * The text that was sent.
 */
subject: string, 
/**
 * What all writings of the subject have in common. Orders with the same are for the same company.
 */
folded: string, 
/**
 * The ordered format; absent if from a newer version.
 */
format: ReportFormat | null, source: Source, 
/**
 * Whether it was placed with the current account. Only that account can follow it.
 */
ofThisAccount: boolean, 
/**
 * The earlier order for the same report, despite which this one was placed. Both may be charged.
 */
follows: number | null, 
/**
 * RFC 3339, Asia/Shanghai.
 */
placedAt: string, 
/**
 * The service's order number, once known.
 */
orderNo: string | null, 
/**
 * Whether a person entered the number. The service does not tell whose report it is.
 */
numberByPerson: boolean, 
/**
 * What the user can do about it now.
 */
waysOut: WaysOut, state: OrderState, };

/**
 * The state of an order. Every state is stored before the next step is taken.
 */
export type OrderState = { "kind": "intent" } | { "kind": "sending" } | { "kind": "accepted", orderNo: string, } | { "kind": "polling", orderNo: string, progress: Progress, 
/**
 * Why the last status request failed; it will be repeated.
 */
trouble: Failure | null, } | { "kind": "ready", orderNo: string, 
/**
 * Why the last attempt to fetch it failed; it will be repeated.
 */
trouble: Failure | null, 
/**
 * Number of failed attempts, except those whose cause may pass by itself, such as a broken connection.
 */
attempts: number, } | { "kind": "onHold", orderNo: string, reason: HoldReason, failure: Failure | null, } | { "kind": "saved", orderNo: string, 
/**
 * Folder at the time of saving.
 */
folder: string, fileName: string, bytes: number, 
/**
 * SHA-256, lower-case hex.
 */
sha256: string, 
/**
 * The file's type, which may differ from the ordered format; absent if from a newer version.
 */
savedAs: ReportKind | null, 
/**
 * RFC 3339, Asia/Shanghai.
 */
savedAt: string, 
/**
 * Whether it was transferred unencrypted (明文传输).
 */
plaintext: boolean, } | { "kind": "refused", failure: Failure, } | { "kind": "notSent", failure: Failure, } | { "kind": "unknown", failure: Failure, } | { "kind": "failed", orderNo: string, failure: Failure, } | { "kind": "notPlaced" } | { "kind": "replaced" } | { "kind": "givenUp", orderNo: string | null, } | { "kind": "newer", orderNo: string | null, 
/**
 * Whether that version considers it open.
 */
open: boolean, };

/**
 * The outcome of a check. Only `NoRecord` may be shown as 未查到.
 */
export type Outcome = { "kind": "found", answer: Answer, } | { "kind": "noRecord" } & NoRecord | { "kind": "notVerified", failure: Failure, 
/**
 * Rows of a reply that contradicts itself.
 */
answer: Answer | null, };

export type Picture = { "kind": "kept", file: number, 
/**
 * Detected from the bytes, such as `image/png`.
 */
mediaType: string, width: number, height: number, bytes: number, 
/**
 * SHA-256 of the bytes as received, lower-case hex.
 */
sha256: string, 
/**
 * Whether it was transferred unencrypted (明文传输).
 */
plaintext: boolean, } | { "kind": "notFetched", failure: Failure, 
/**
 * The file that arrived, which can be saved but not shown.
 */
received: number | null, 
/**
 * Whether that file was transferred unencrypted (明文传输).
 */
plaintext: boolean, };

/**
 * The service's progress on an unfinished order.
 */
export type Progress = "notGenerated" | "processing";

/**
 * The proxy setting. A password is kept in the keychain.
 */
export type ProxySetting = { "kind": "system" } | { "kind": "direct" } | { "kind": "manual", 
/**
 * `http://host:port`.
 */
address: string, 
/**
 * The user name; `None` if the proxy needs none.
 */
user: string | null, };

/**
 * The quota of one module, as the service wrote it. No decision depends on it, so a member that cannot be
 * read becomes an empty string and the others are kept.
 */
export type QuotaModule = { 
/**
 * `id` (in the example) or `Id` (in the table): `radar_id`, `bene_id`, `natural_person_id`, or
 * undocumented.
 */
id: string, 
/**
 * `totalCount`, in the module's own units.
 */
total: string, 
/**
 * `consumedCount`.
 */
consumed: string, 
/**
 * `canDeletedCount`.
 */
deletable: string, };

export type Offer = { kind: OfferKind, 
/**
 * As it would be typed.
 */
text: string, };

export type OfferKind = "ordinaryCharacters" | "creditCode" | "registrationNo" | "name" | "cell" | "joined" | "otherWriting";

export type PersonalNumber = "identityCard" | "mobile" | "travelDocument" | "bankCard";

/**
 * What the user must confirm before a text is sent as typed. The page returns the confirmed questions.
 */
export type Question = { "kind": "personalNumber", number: PersonalNumber, } | { "kind": "lookAlikes", 
/**
 * The characters, without duplicates.
 */
characters: string, } | { "kind": "codeLength", 
/**
 * Number of letters and digits.
 */
length: number, } | { "kind": "blanks" } | { "kind": "moreThanAName" };

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
 * Some real codes fail the check digit, so this only warns.
 */
checkDigitValid: boolean, } | { "kind": "registrationNo", 
/**
 * As it will be sent: digits.
 */
text: string, 
/**
 * Absent if the number is too short for a check digit.
 */
checkDigitValid: boolean | null, } | { "kind": "several" } | { "kind": "refused", refusal: Refusal, };

/**
 * The recognition of a text while it is typed. Sends nothing.
 */
export type Recognition = { 
/**
 * What else may be meant, most likely first.
 */
offers: Array<Offer>, 
/**
 * How many more offers there would be.
 */
leftOut: number, 
/**
 * What the user must confirm before the text is sent as typed.
 */
questions: Array<Question>, 
/**
 * What all writings of the text have in common, to find orders for the same company. Absent if there is
 * nothing to send.
 */
folded: string | null, } & ({ "kind": "empty" } | { "kind": "name", 
/**
 * As it will be sent.
 */
text: string, } | { "kind": "creditCode", 
/**
 * As it will be sent: upper case, half width.
 */
text: string, 
/**
 * Some real codes fail the check digit, so this only warns.
 */
checkDigitValid: boolean, } | { "kind": "registrationNo", 
/**
 * As it will be sent: digits.
 */
text: string, 
/**
 * Absent if the number is too short for a check digit.
 */
checkDigitValid: boolean | null, } | { "kind": "several" } | { "kind": "refused", refusal: Refusal, });

/**
 * A look-up or an order, for lists.
 */
export type RecordEntry = { id: EntryId, 
/**
 * RFC 3339, Asia/Shanghai.
 */
askedAt: string, 
/**
 * The check; absent if from a newer version.
 */
check: Check | null, 
/**
 * The text that was sent; empty for the quota.
 */
subject: string, 
/**
 * The outcome. Private, so that only the record can state 未查到.
 */
outcome: RecordedOutcome, 
/**
 * A snapshot was answered, and its picture was never obtained.
 */
pictureMissing: boolean, source: Source, 
/**
 * Whether any of its calls may be charged.
 */
billing: Billing, notes: number, conclusion: string | null, };

/**
 * Entries of the record, newest first.
 */
export type RecordPage = { entries: Array<RecordEntry>, more: boolean, };

/**
 * Why a record is at most readable. Nothing can be requested then, because nothing could be recorded.
 */
export type RecordProblem = { "kind": "damaged", 
/**
 * Path of a copy of the damaged file; absent if there was no space for one.
 */
copy: string | null, } | { "kind": "newer" } | { "kind": "missing", 
/**
 * Its path.
 */
path: string, } | { "kind": "unwritable", trouble: RecordTrouble, };

/**
 * A search of the record. Absent criteria match everything.
 */
export type RecordQuery = { 
/**
 * Part of the subject, regardless of the form of brackets, letters and spaces.
 */
text: string, check: Check | null, outcome: RecordedOutcome | null, 
/**
 * First day: YYYY-MM-DD, Asia/Shanghai.
 */
from: string | null, 
/**
 * Last day, inclusive.
 */
until: string | null, 
/**
 * Largest number of entries.
 */
limit: number, };

/**
 * Why the record could not be read or written, grouped by what the user should do next.
 */
export type RecordTrouble = "damaged" | "diskFull" | "noAccess" | "diskFails" | "held" | "other";

export type RecordedContent = { "kind": "finding", finding: Finding, } | { "kind": "order", order: Order, } | { "kind": "newer" };

export type RecordedItem = { entry: RecordEntry, content: RecordedContent, notes: Array<Note>, };

/**
 * The outcome of a look-up or an order, for lists and searches. It is not a verdict.
 */
export type RecordedOutcome = "found" | "noRecord" | "notVerified" | "cancelled" | "pending" | "newer";

export type Refusal = { "kind": "empty" } | { "kind": "tooShort" } | { "kind": "tooLong", 
/**
 * The limit in characters.
 */
limit: number, } | { "kind": "personalNumber", number: PersonalNumber, } | { "kind": "severalLines" } | { "kind": "unprintable" } | { "kind": "notConfirmed" };

/**
 * File format of a report.
 */
export type ReportFormat = "pdf" | "word";

/**
 * The actual type of a saved report, which may differ from the ordered format.
 */
export type ReportKind = "pdf" | "word" | "wordWithMacros" | "oldWord" | "richText" | "wordMarkup" | "ofd" | "openDocument" | "archive";

/**
 * How the user closes an order, or resumes it under a number.
 */
export type Resolution = { "kind": "orderNo", orderNo: string, } | { "kind": "notPlaced" } | { "kind": "givenUp" };

/**
 * How long a look-up is answered from the record.
 */
export type ReuseWindow = "never" | "today" | "sevenDays" | "thirtyDays";

/**
 * A report in the evidence folder.
 */
export type SavedReport = { 
/**
 * Folder at the time of saving.
 */
folder: string, fileName: string, bytes: number, 
/**
 * SHA-256, lower-case hex.
 */
sha256: string, 
/**
 * The file's type, which may differ from the ordered format; absent if from a newer version.
 */
savedAs: ReportKind | null, 
/**
 * RFC 3339, Asia/Shanghai.
 */
savedAt: string, 
/**
 * Whether it was transferred unencrypted (明文传输).
 */
plaintext: boolean, };

/**
 * A member of the file, or the whole file, that cannot be used.
 */
export type SettingsDoubt = { 
/**
 * The member's name; absent for the whole file. Never its value, which may be a misplaced password.
 */
member: string | null, problem: SettingsProblem, };

/**
 * Why something in the settings file cannot be used.
 */
export type SettingsProblem = "gone" | "unreadable" | "notText" | "notJson" | "unknown" | "repeated" | "notUnderstood";

export type Source = { 
/**
 * Whether it is the demo data, with fictional companies.
 */
demo: boolean, 
/**
 * Host of the service.
 */
host: string, };

/**
 * What a status code other than 200 means, grouped by what the user should do next.
 */
export type StatusMeaning = "nothingFound" | "searchTextRejected" | "pending" | "tooMuchData" | "notCovered" | "lockedForTwoHours" | "account" | "signature" | "authentication" | "outOfCredit" | "callLimit" | "notPurchased" | "retired" | "exportForbidden" | "serviceTrouble" | "unknown";

export type UnreadableReason = "httpStatus" | "webPage" | "xml" | "empty" | "notJson" | "shape" | "encoding";

/**
 * What the user can do about an order that is stuck or ended without a report.
 */
export type WaysOut = { 
/**
 * Confirm that the vendor's portal does not show it.
 */
notPlaced: boolean, 
/**
 * Enter its number from the vendor's portal.
 */
number: boolean, 
/**
 * Let the app ask and fetch again, which is free.
 */
follow: boolean, 
/**
 * Stop waiting for it.
 */
giveUp: boolean, };

/**
 * Why the keychain failed. Contains no cause, because the library's errors may contain the secret.
 */
export type KeychainProblem = "denied" | "unavailable" | "timedOut" | "missing" | "damaged" | "notDeleted";

/** A command of the app. */
export type Command = 'app_state' | 'list_checks' | 'recognise' | 'look_up' | 'next_page' | 'wait_for_answer' | 'fetch_picture' | 'ask_quota' | 'cancel' | 'snapshot_preview' | 'snapshot_tiles' | 'copy_snapshot' | 'save_snapshot' | 'order_report' | 'resolve_order' | 'ask_about_number' | 'follow_order' | 'report_is_there' | 'open_report' | 'show_report' | 'save_report' | 'save_evidence' | 'open_evidence' | 'show_evidence' | 'search_record' | 'recorded' | 'annotate' | 'erase_recorded' | 'save_reply' | 'call_log' | 'start_new_record' | 'save_settings' | 'forget_credential' | 'test_connection' | 'choose_folder' | 'folder_state' | 'remember_checks' | 'export_log' | 'print_page';
