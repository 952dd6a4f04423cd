import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type * as core from './bindings';

/** Why a command failed; `malformed` if the page and the core did not understand each other. */
export type BackendError = core.CommandError | { kind: 'malformed'; detail: string };

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

async function opened(state: Promise<core.AppState>): Promise<core.AppState> {
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
    return error as core.CommandError;
  }
  return { kind: 'malformed', detail: error instanceof Error ? error.message : String(error) };
}

/** The commands of the Rust side; each throws a `BackendError`. The page makes up the ids of look-ups and never reuses one. */
export const backend = {
  /** The descriptions of the list checks. Needs neither keychain nor record, so it answers at once. */
  listChecks: () => call<core.Description[]>('list_checks'),
  /** Opens the keychain and the record, which may wait for the person. */
  appState: () => opened(call<core.AppState>('app_state')),

  recognise: (text: string) => call<core.Recognition>('recognise', { text }),

  lookUp: (request: core.LookUp) => work<core.Finding>('look_up', { request }),
  /** The finding with all pages so far. If the page fails, `pageFailure` is set and the earlier rows are kept. */
  nextPage: (request: core.More) => work<core.Finding>('next_page', { request }),
  /** Downloads the picture of a snapshot again; never billed. */
  fetchPicture: (request: core.More) => work<core.Finding>('fetch_picture', { request }),
  /** Asks up to three more times, after 3, 10 and 30 seconds, while the service is still working; each may be billed. */
  waitForAnswer: (request: core.More) => work<core.Finding>('wait_for_answer', { request }),
  askQuota: (request: core.AskQuota) => work<core.Finding>('ask_quota', { request }),
  /** The cancelled command still resolves, as not verified. */
  cancel: (id: number) => call<null>('cancel', { id }),

  /** A PNG of the picture, scaled down if it is much wider than `widest` pixels. `saveSnapshot` saves the original bytes. */
  snapshotPreview: (file: number, widest: number) => work<ArrayBuffer>('snapshot_preview', { file, widest }),
  /** The whole picture: the side of a square tile in pixels, then the tiles row by row, each as a length and a PNG. */
  snapshotTiles: (file: number) => work<ArrayBuffer>('snapshot_tiles', { file }),
  copySnapshot: (file: number) => work<null>('copy_snapshot', { file }),
  /** False if the dialog was closed. */
  saveSnapshot: (file: number) => work<boolean>('save_snapshot', { file }),

  orderReport: (request: core.OrderReport) => work<core.Order>('order_report', { request }),
  resolveOrder: (request: core.ResolveOrder) => work<core.Order>('resolve_order', { request }),
  /** What the service says about an order number; free, and changes nothing. */
  askAboutNumber: (order: number, orderNo: string) => work<core.KnownNumber>('ask_about_number', { order, orderNo }),
  /** Resumes an order that is on hold or was given up; never billed. */
  followOrder: (order: number) => work<core.Order>('follow_order', { order }),
  /** Whether a saved report is still where it was saved; may take a while on a network drive. */
  reportIsThere: (order: number) => work<boolean>('report_is_there', { order }),
  openReport: (order: number) => work<null>('open_report', { order }),
  showReport: (order: number) => work<null>('show_report', { order }),
  /** False if the dialog was closed. */
  saveReport: (order: number) => work<boolean>('save_report', { order }),
  onOrderChanged: (changed: (news: core.OrderChanged) => void) => listen<core.OrderChanged>('order-changed', (event) => changed(event.payload)),
  onFileProgress: (heard: (progress: core.FileProgress) => void) => listen<core.FileProgress>('file-progress', (event) => heard(event.payload)),

  /** Saves what the record holds on one subject; asks nothing and costs nothing. */
  saveEvidence: (of: core.EvidenceOf) => work<core.SavedEvidence[]>('save_evidence', { of }),
  openEvidence: (file: number) => call<null>('open_evidence', { file }),
  showEvidence: (file: number) => call<null>('show_evidence', { file }),

  searchRecord: (query: core.RecordQuery) => work<core.RecordPage>('search_record', { query }),
  recorded: (entry: core.EntryId) => work<core.RecordedItem>('recorded', { entry }),
  /** Returns all notes of the entry, including the new one. */
  annotate: (entry: core.EntryId, kind: core.NoteKind, text: string) => work<core.Note[]>('annotate', { entry, kind, text }),
  eraseRecorded: (entry: core.EntryId) => work<null>('erase_recorded', { entry }),
  /** False if the dialog was closed. */
  saveReply: (call: number) => work<boolean>('save_reply', { call }),
  callLog: () => work<core.CallLog>('call_log', {}),
  /** The record turned out to be damaged; `appState` opens what is left of it. */
  onRecordDamaged: (damaged: () => void) => listen<null>('record-damaged', damaged),
  /** Sets a damaged record aside and opens an empty one. */
  startNewRecord: () => opened(call<core.AppState>('start_new_record')),

  saveSettings: (change: core.SettingsChange) => opened(call<core.AppState>('save_settings', { change })),
  forgetCredential: () => opened(call<core.AppState>('forget_credential')),
  /** `credential: null` tests the one saved for this address. */
  testConnection: (request: core.TestConnection) => call<core.ConnectionTest>('test_connection', { request }),
  /** Null if the dialog was closed. */
  chooseFolder: () => call<core.ChosenFolder | null>('choose_folder'),
  /** The state of the saved report folder; answers within seconds even if the drive hangs. */
  folderState: () => call<core.FolderState>('folder_state'),
  /** False if the dialog was closed. */
  exportLog: () => call<boolean>('export_log'),
  /** Opens the system's print dialog. Call `print` of parts/print.ts, which prepares the page first. */
  printPage: () => call<null>('print_page'),
  rememberChecks: (checks: core.Check[]) => call<null>('remember_checks', { checks }),
};

export type Backend = typeof backend;
