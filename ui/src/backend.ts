import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type {
  AppState,
  AskQuota,
  Check,
  CommandError,
  ConnectionTest,
  Finding,
  LookUp,
  More,
  Order,
  OrderReport,
  Recognition,
  ResolveOrder,
  SettingsChange,
  TestConnection,
} from './bindings';

/** The checks that are asked of a subject with one call; the report is ordered, the quota has no subject. */
export type LookUpCheck = Extract<Check, 'exitRestriction' | 'customsCredit' | 'registrationSnapshot'>;

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
  /** Opens keychain and record, so it is called after the first paint. */
  appState: () => call<AppState>('app_state'),

  recognise: (text: string) => call<Recognition>('recognise', { text }),

  lookUp: (request: LookUp & { check: LookUpCheck }) => call<Finding>('look_up', { request }),
  /** The merged finding with all pages so far; on failure `pageFailure` is set and the old rows stand. */
  nextPage: (request: More) => call<Finding>('next_page', { request }),
  /** Fetches the picture of a snapshot again; never billed. */
  fetchPicture: (request: More) => call<Finding>('fetch_picture', { request }),
  askQuota: (request: AskQuota) => call<Finding>('ask_quota', { request }),
  /** The cancelled command still resolves, as not verified. */
  cancel: (id: number) => call<null>('cancel', { id }),

  snapshotBytes: (file: number) => call<ArrayBuffer>('snapshot_bytes', { file }),
  /** False when the person closed the dialog. */
  saveSnapshot: (file: number) => call<boolean>('save_snapshot', { file }),

  orderReport: (request: OrderReport) => call<Order>('order_report', { request }),
  resolveOrder: (request: ResolveOrder) => call<Order>('resolve_order', { request }),
  openReport: (order: number) => call<null>('open_report', { order }),
  showReport: (order: number) => call<null>('show_report', { order }),
  /** False when the person closed the dialog. */
  saveReport: (order: number) => call<boolean>('save_report', { order }),
  onOrderChanged: (changed: (order: Order) => void) => listen<Order>('order-changed', (event) => changed(event.payload)),

  saveSettings: (change: SettingsChange) => call<AppState>('save_settings', { change }),
  forgetCredential: () => call<AppState>('forget_credential'),
  /** `credential: null` tests the one that is saved for this address. */
  testConnection: (request: TestConnection) => call<ConnectionTest>('test_connection', { request }),
  /** Null when the person closed the dialog. */
  chooseFolder: () => call<string | null>('choose_folder'),
  rememberChecks: (checks: Check[]) => call<null>('remember_checks', { checks }),
};

export type Backend = typeof backend;
