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

/** Why a command did not do its work; `malformed` when page and core did not even understand each other. */
export type Trouble = CommandError | { kind: 'malformed'; detail: string };

/** Calls a command. Whatever goes wrong is thrown as a `Trouble`. */
async function call<T>(command: string, args?: Record<string, unknown>): Promise<T> {
  try {
    return await invoke<T>(command, args);
  } catch (error) {
    throw asTrouble(error);
  }
}

/** What is open, as the core named it last. A request that means something else is refused as `stale`. */
let epoch = 0;

async function opened(state: Promise<AppState>): Promise<AppState> {
  const { epoch: named } = await state;
  epoch = named;
  return state;
}

/** Calls a command that works on what is open. */
function work<T>(command: string, args: Record<string, unknown>): Promise<T> {
  return call<T>(command, { epoch, ...args });
}

/** A rejection as what it is; anything but an error of the core counts as malformed. */
export function asTrouble(error: unknown): Trouble {
  if (typeof error === 'object' && error !== null && 'kind' in error && typeof error.kind === 'string') {
    return error as CommandError;
  }
  return { kind: 'malformed', detail: error instanceof Error ? error.message : String(error) };
}

/** The commands of the Rust side; each throws a `Trouble`. Ids of questions are made up by the page, once each. */
export const backend = {
  /** The first frame is on screen: show the native window. */
  painted: () => call<null>('painted'),
  /** The checks that list records. Needs neither keychain nor record, and answers at once. */
  listChecks: () => call<Description[]>('list_checks'),
  /** Opens keychain and record, so it is called after the first paint. */
  appState: () => opened(call<AppState>('app_state')),

  recognise: (text: string) => call<Recognition>('recognise', { text }),

  lookUp: (request: LookUp) => work<Finding>('look_up', { request }),
  /** The merged finding with all pages so far; on failure `pageFailure` is set and the old rows stand. */
  nextPage: (request: More) => work<Finding>('next_page', { request }),
  /** Fetches the picture of a snapshot again; never billed. */
  fetchPicture: (request: More) => work<Finding>('fetch_picture', { request }),
  /** Asks three times more, after 3, 10 and 30 seconds, while the service is still working; each may be billed. */
  waitForAnswer: (request: More) => work<Finding>('wait_for_answer', { request }),
  askQuota: (request: AskQuota) => work<Finding>('ask_quota', { request }),
  /** The cancelled command still resolves, as not verified. */
  cancel: (id: number) => call<null>('cancel', { id }),

  /** A PNG of the picture, made smaller if it is much wider than `widest` pixels; the bytes as received are saved by `saveSnapshot`. */
  snapshotPreview: (file: number, widest: number) => work<ArrayBuffer>('snapshot_preview', { file, widest }),
  /** All of the picture: the side of a square in pixels, then the squares row by row, each a length and a PNG. */
  snapshotTiles: (file: number) => work<ArrayBuffer>('snapshot_tiles', { file }),
  copySnapshot: (file: number) => work<null>('copy_snapshot', { file }),
  /** False when the person closed the dialog. */
  saveSnapshot: (file: number) => work<boolean>('save_snapshot', { file }),

  orderReport: (request: OrderReport) => work<Order>('order_report', { request }),
  resolveOrder: (request: ResolveOrder) => work<Order>('resolve_order', { request }),
  /** What the service says of an order number; free, and changes nothing. */
  askAboutNumber: (order: number, orderNo: string) => work<KnownNumber>('ask_about_number', { order, orderNo }),
  /** Goes on with an order that is on hold or was given up; never billed. */
  followOrder: (order: number) => work<Order>('follow_order', { order }),
  /** Whether a saved report is still where it was saved; may take a while where the folder is on a network. */
  reportIsThere: (order: number) => work<boolean>('report_is_there', { order }),
  openReport: (order: number) => work<null>('open_report', { order }),
  showReport: (order: number) => work<null>('show_report', { order }),
  /** False when the person closed the dialog. */
  saveReport: (order: number) => work<boolean>('save_report', { order }),
  onOrderChanged: (changed: (order: Order) => void) => listen<Order>('order-changed', (event) => changed(event.payload)),
  onFileProgress: (heard: (progress: FileProgress) => void) => listen<FileProgress>('file-progress', (event) => heard(event.payload)),

  /** Saves what the record holds of one subject; asks nothing and costs nothing. */
  saveEvidence: (of: EvidenceOf) => work<SavedEvidence[]>('save_evidence', { of }),
  openEvidence: (file: number) => call<null>('open_evidence', { file }),
  showEvidence: (file: number) => call<null>('show_evidence', { file }),

  searchRecord: (query: RecordQuery) => work<RecordPage>('search_record', { query }),
  recorded: (entry: EntryId) => work<RecordedItem>('recorded', { entry }),
  /** All notes of the entry, the new one included. */
  annotate: (entry: EntryId, kind: NoteKind, text: string) => work<Note[]>('annotate', { entry, kind, text }),
  eraseRecorded: (entry: EntryId) => work<null>('erase_recorded', { entry }),
  /** False when the person closed the dialog. */
  saveReply: (call: number) => work<boolean>('save_reply', { call }),
  callLog: () => work<CallLog>('call_log', {}),
  /** The record turned out to be damaged; asking for the app's state opens what is left of it. */
  onRecordDamaged: (damaged: () => void) => listen<null>('record-damaged', damaged),
  /** Keeps what is left of a damaged or missing record and opens an empty one. */
  startNewRecord: () => opened(call<AppState>('start_new_record')),

  saveSettings: (change: SettingsChange) => opened(call<AppState>('save_settings', { change })),
  forgetCredential: () => opened(call<AppState>('forget_credential')),
  /** `credential: null` tests the one that is saved for this address. */
  testConnection: (request: TestConnection) => call<ConnectionTest>('test_connection', { request }),
  /** Null when the person closed the dialog. */
  chooseFolder: () => call<ChosenFolder | null>('choose_folder'),
  /** How the saved report folder stands; answers within seconds, whatever the drive does. */
  folderState: () => call<FolderState>('folder_state'),
  /** False when the person closed the dialog. */
  exportLog: () => call<boolean>('export_log'),
  /** Opens the system's print dialog. `print` of parts/print.ts gets the page ready first. */
  printPage: () => call<null>('print_page'),
  rememberChecks: (checks: Check[]) => call<null>('remember_checks', { checks }),
};

export type Backend = typeof backend;
