import { asTrouble, type Backend, type Trouble } from '../backend';
import type { Check, EntryId, NoteKind, RecordedOutcome, RecordEntry } from '../bindings';

/** How many entries are asked for at first, and how many more each time. */
const BATCH = 50;
const PAUSE_IN_TYPING_MS = 150;

/** What a person is looking for; days as date fields give them, empty where any will do. */
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

/** A day, unless a date field without a picker holds half of one. */
function day(text: string): string | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null;
}

/** What was asked before, as far as it is on screen: of several questions to the record, only the newest one's answer counts. */
export class RecordList {
  filter = $state<Filter>({ ...ANYTHING });
  /** Null until the record has answered once. */
  entries = $state.raw<RecordEntry[] | null>(null);
  more = $state(false);
  error = $state.raw<Trouble | null>(null);
  /** The entry that is unfolded. */
  opened = $state<string | null>(null);
  /** What was typed beside entries and not added yet. */
  readonly #drafts = new Map<string, string>();
  #limit = BATCH;
  #newest = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;

  readonly unfiltered = $derived(
    this.filter.text.trim() === '' &&
      this.filter.check === null &&
      this.filter.outcome === null &&
      day(this.filter.from) === null &&
      day(this.filter.until) === null,
  );

  constructor(private readonly backend: Pick<Backend, 'searchRecord'>) {}

  /** The filter was changed; the record is asked once a person pauses. */
  filtered(): void {
    this.#limit = BATCH;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.refresh(), PAUSE_IN_TYPING_MS);
  }

  clearFilter(): Promise<void> {
    this.filter = { ...ANYTHING };
    this.#limit = BATCH;
    return this.refresh();
  }

  loadMore(): Promise<void> {
    this.#limit += BATCH;
    return this.refresh();
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#pause);
    const mine = ++this.#newest;
    const { text, check, outcome, from, until } = this.filter;
    try {
      const query = { text: text.trim(), check, outcome, from: day(from), until: day(until), limit: this.#limit };
      const page = await this.backend.searchRecord(query);
      if (mine !== this.#newest) return;
      this.entries = page.entries;
      this.more = page.more;
      this.error = null;
    } catch (error) {
      if (mine === this.#newest) this.error = asTrouble(error);
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

  /** The entry was deleted; its number may come again. */
  forget(id: EntryId): Promise<void> {
    this.keepDraft(id, 'note', '');
    this.keepDraft(id, 'conclusion', '');
    this.opened = null;
    return this.refresh();
  }

  /** Another record was opened: nothing of the one before stays, nor comes late. */
  reset(): void {
    clearTimeout(this.#pause);
    this.#newest += 1;
    this.filter = { ...ANYTHING };
    this.entries = null;
    this.more = false;
    this.error = null;
    this.opened = null;
    this.#drafts.clear();
    this.#limit = BATCH;
  }
}
