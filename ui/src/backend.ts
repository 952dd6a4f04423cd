import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type {
  AppState,
  AskQuota,
  CallLog,
  Check,
  ChosenFolder,
  CommandError,
  ConnectionTest,
  Description,
  EntryId,
  EvidenceOf,
  FileProgress,
  Finding,
  FolderState,
  KnownNumber,
  LookUp,
  More,
  Note,
  NoteKind,
  Order,
  OrderChanged,
  OrderReport,
  Recognition,
  RecordedItem,
  RecordPage,
  RecordQuery,
  ResolveOrder,
  SavedEvidence,
  SettingsChange,
  TestConnection,
} from './bindings';

/** Why a command failed; `malformed` if the page and the core did not understand each other. */
export type BackendError = CommandError | { kind: 'malformed'; detail: string };

/** Calls a command; throws a `BackendError`. */
async function call<T>(command: string, args?: Record<string, unknown>): Promise<T> {
  try {
    return await invoke<T>(command, args);
  } catch (error) {
    throw asBackendError(error);
  }
}

/** The open session, as last reported by the core. Requests from an older session are refused as `stale`. */
let epoch = 0;

async function opened(state: Promise<AppState>): Promise<AppState> {
  const { epoch: named } = await state;
  epoch = named;
  return state;
}

/** Calls a command that belongs to the open session. */
function work<T>(command: string, args: Record<string, unknown>): Promise<T> {
  return call<T>(command, { epoch, ...args });
}

/** Passes errors of the core through; anything else becomes `malformed`. */
export function asBackendError(error: unknown): BackendError {
  if (typeof error === 'object' && error !== null && 'kind' in error && typeof error.kind === 'string') {
    return error as CommandError;
  }
  return { kind: 'malformed', detail: error instanceof Error ? error.message : String(error) };
}

/** The commands of the Rust side; each throws a `BackendError`. The page makes up the ids of look-ups and never reuses one. */
export const backend = {
  /** The descriptions of the list checks. Needs neither keychain nor record, so it answers at once. */
  listChecks: () => call<Description[]>('list_checks'),
  /** Opens the keychain and the record, which may wait for the person. */
  appState: () => opened(call<AppState>('app_state')),

  recognise: (text: string) => call<Recognition>('recognise', { text }),

  lookUp: (request: LookUp) => work<Finding>('look_up', { request }),
  /** The finding with all pages so far. If the page fails, `pageFailure` is set and the earlier rows are kept. */
  nextPage: (request: More) => work<Finding>('next_page', { request }),
  /** Downloads the picture of a snapshot again; never billed. */
  fetchPicture: (request: More) => work<Finding>('fetch_picture', { request }),
  /** Asks up to three more times, after 3, 10 and 30 seconds, while the service is still working; each may be billed. */
  waitForAnswer: (request: More) => work<Finding>('wait_for_answer', { request }),
  askQuota: (request: AskQuota) => work<Finding>('ask_quota', { request }),
  /** The cancelled command still resolves, as not verified. */
  cancel: (id: number) => call<null>('cancel', { id }),

  /** A PNG of the picture, scaled down if it is much wider than `widest` pixels. `saveSnapshot` saves the original bytes. */
  snapshotPreview: (file: number, widest: number) => work<ArrayBuffer>('snapshot_preview', { file, widest }),
  /** The whole picture: the side of a square tile in pixels, then the tiles row by row, each as a length and a PNG. */
  snapshotTiles: (file: number) => work<ArrayBuffer>('snapshot_tiles', { file }),
  copySnapshot: (file: number) => work<null>('copy_snapshot', { file }),
  /** False if the dialog was closed. */
  saveSnapshot: (file: number) => work<boolean>('save_snapshot', { file }),

  orderReport: (request: OrderReport) => work<Order>('order_report', { request }),
  resolveOrder: (request: ResolveOrder) => work<Order>('resolve_order', { request }),
  /** What the service says about an order number; free, and changes nothing. */
  askAboutNumber: (order: number, orderNo: string) => work<KnownNumber>('ask_about_number', { order, orderNo }),
  /** Resumes an order that is on hold or was given up; never billed. */
  followOrder: (order: number) => work<Order>('follow_order', { order }),
  /** Whether a saved report is still where it was saved; may take a while on a network drive. */
  reportIsThere: (order: number) => work<boolean>('report_is_there', { order }),
  openReport: (order: number) => work<null>('open_report', { order }),
  showReport: (order: number) => work<null>('show_report', { order }),
  /** False if the dialog was closed. */
  saveReport: (order: number) => work<boolean>('save_report', { order }),
  onOrderChanged: (changed: (news: OrderChanged) => void) => listen<OrderChanged>('order-changed', (event) => changed(event.payload)),
  onFileProgress: (heard: (progress: FileProgress) => void) => listen<FileProgress>('file-progress', (event) => heard(event.payload)),

  /** Saves what the record holds on one subject; asks nothing and costs nothing. */
  saveEvidence: (of: EvidenceOf) => work<SavedEvidence[]>('save_evidence', { of }),
  openEvidence: (file: number) => call<null>('open_evidence', { file }),
  showEvidence: (file: number) => call<null>('show_evidence', { file }),

  searchRecord: (query: RecordQuery) => work<RecordPage>('search_record', { query }),
  recorded: (entry: EntryId) => work<RecordedItem>('recorded', { entry }),
  /** Returns all notes of the entry, including the new one. */
  annotate: (entry: EntryId, kind: NoteKind, text: string) => work<Note[]>('annotate', { entry, kind, text }),
  eraseRecorded: (entry: EntryId) => work<null>('erase_recorded', { entry }),
  /** False if the dialog was closed. */
  saveReply: (call: number) => work<boolean>('save_reply', { call }),
  callLog: () => work<CallLog>('call_log', {}),
  /** The record turned out to be damaged; `appState` opens what is left of it. */
  onRecordDamaged: (damaged: () => void) => listen<null>('record-damaged', damaged),
  /** Sets a damaged record aside and opens an empty one. */
  startNewRecord: () => opened(call<AppState>('start_new_record')),

  saveSettings: (change: SettingsChange) => opened(call<AppState>('save_settings', { change })),
  forgetCredential: () => opened(call<AppState>('forget_credential')),
  /** `credential: null` tests the one saved for this address. */
  testConnection: (request: TestConnection) => call<ConnectionTest>('test_connection', { request }),
  /** Null if the dialog was closed. */
  chooseFolder: () => call<ChosenFolder | null>('choose_folder'),
  /** The state of the saved report folder; answers within seconds even if the drive hangs. */
  folderState: () => call<FolderState>('folder_state'),
  /** False if the dialog was closed. */
  exportLog: () => call<boolean>('export_log'),
  /** Opens the system's print dialog. Call `print` of parts/print.ts, which prepares the page first. */
  printPage: () => call<null>('print_page'),
  rememberChecks: (checks: Check[]) => call<null>('remember_checks', { checks }),
};

export type Backend = typeof backend;
