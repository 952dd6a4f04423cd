import { asBackendError, type Backend, type BackendError } from '../backend';
import type { Check, EntryId, NoteKind, RecordedOutcome, RecordEntry } from '../bindings';

const BATCH = 50;
const PAUSE_IN_TYPING_MS = 150;

/** The search criteria; days as date fields give them, empty for any. */
export type Filter = {
  text: string;
  check: Check | null;
  outcome: RecordedOutcome | null;
  from: string;
  until: string;
};

const ANYTHING: Filter = { text: '', check: null, outcome: null, from: '', until: '' };

export function keyOf(id: EntryId): string {
  return `${id.kind}-${id.id}`;
}

/** A day, unless a date field without a picker holds an unfinished one. */
function day(text: string): string | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null;
}

/** The record as far as it is on screen. Of several searches under way, only the newest one's answer counts. */
export class RecordList {
  filter = $state<Filter>({ ...ANYTHING });
  /** Null until the first answer. */
  entries = $state.raw<RecordEntry[] | null>(null);
  more = $state(false);
  error = $state.raw<BackendError | null>(null);
  /** What is listed is older than the filter; the answer to the newest search is awaited. */
  busy = $state(false);
  opened = $state<string | null>(null);
  /** Drafts beside entries, not added yet. */
  readonly #drafts = new Map<string, string>();
  #limit = BATCH;
  #newest = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;

  /** The filter as the core takes it. */
  readonly #wanted = $derived({
    ...this.filter,
    text: this.filter.text.trim(),
    from: day(this.filter.from),
    until: day(this.filter.until),
  });
  readonly unfiltered = $derived(Object.values(this.#wanted).every((value) => value === null || value === ''));

  constructor(private readonly backend: Pick<Backend, 'searchRecord'>) {}

  /** The filter changed; searches once typing pauses. */
  filtered(): void {
    this.#limit = BATCH;
    this.busy = true;
    // What an earlier search finds is not what is asked for any more.
    this.#newest += 1;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.refresh(), PAUSE_IN_TYPING_MS);
  }

  clearFilter(): Promise<void> {
    this.filter = { ...ANYTHING };
    this.#limit = BATCH;
    this.busy = true;
    return this.refresh();
  }

  loadMore(): Promise<void> {
    this.#limit += BATCH;
    return this.refresh();
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#pause);
    const mine = ++this.#newest;
    try {
      const page = await this.backend.searchRecord({ ...this.#wanted, limit: this.#limit });
      if (mine !== this.#newest) return;
      this.entries = page.entries;
      this.more = page.more;
      this.error = null;
    } catch (error) {
      if (mine === this.#newest) this.error = asBackendError(error);
    } finally {
      if (mine === this.#newest) this.busy = false;
    }
  }

  toggle(id: EntryId): void {
    this.opened = this.opened === keyOf(id) ? null : keyOf(id);
  }

  draft(id: EntryId, kind: NoteKind): string {
    return this.#drafts.get(`${keyOf(id)} ${kind}`) ?? '';
  }

  keepDraft(id: EntryId, kind: NoteKind, text: string): void {
    this.#drafts.set(`${keyOf(id)} ${kind}`, text);
  }

  /** The entry was deleted; its number may be reused. */
  forget(id: EntryId): Promise<void> {
    this.keepDraft(id, 'note', '');
    this.keepDraft(id, 'conclusion', '');
    this.opened = null;
    return this.refresh();
  }

  /** Another record was opened: nothing of the previous one stays or arrives late. */
  reset(): void {
    clearTimeout(this.#pause);
    this.#newest += 1;
    this.busy = false;
    this.filter = { ...ANYTHING };
    this.entries = null;
    this.more = false;
    this.error = null;
    this.opened = null;
    this.#drafts.clear();
    this.#limit = BATCH;
  }
}
