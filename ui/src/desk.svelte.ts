import { getContext, tick } from 'svelte';
import { asTrouble, type Backend, type Trouble } from './backend';
import type { AppState, Check, Compared, Description, FileProgress, Finding, Question, RecordEntry } from './bindings';
import { allChecks, checkName, descriptionOf, fillCatalogue, isCatalogueEmpty, isLookUp, lookUps } from './checks/catalogue.svelte';
import { Orders } from './checks/identity-report/orders.svelte';
import { Inquiry } from './checks/inquiry.svelte';
import { RecordList } from './history/record-list.svelte';
import { speak, t } from './messages/index.svelte';
import { print } from './parts/print';
import { announce } from './parts/status.svelte';
import type SearchForm from './search/SearchForm.svelte';

const RECENT_SHOWN = 8;

/** The entry before the checks: all of them at a glance. */
export const OVERVIEW = 'overview';

/** The look-ups of one subject, in the order in which they are listed. */
export type Inquiries = Record<Check, Inquiry>;

/** Speaks the language of the settings, and with demo data its own words. */
function speakFor({ settings, mode }: AppState): Promise<void> {
  return speak(settings.language, mode.kind === 'demo');
}

/** The desk of the page that a component is part of. */
export const getDesk = () => getContext<Desk>(Desk);

/**
 * What the page knows. The screen is always about the subject in the search box: what was found about another one
 * leaves the screen as soon as the box says something else, and comes back with its name.
 */
export class Desk {
  app = $state.raw<AppState | null>(null);
  /** The state is being asked for, which may wait for the keychain. */
  opening = $state(false);
  /** Why the app's state could not be had. */
  startError = $state.raw<Trouble | null>(null);
  /** What stands below the header: search and checks, or everything that was asked. */
  view = $state<'checks' | 'record'>('checks');
  /** The entry that is chosen: the overview or a check. */
  tab = $state(OVERVIEW);
  /** Others read along: quota, record and the names of other companies are not on screen, and the type is larger. */
  meeting = $state(false);
  /** The page is being made ready for paper. */
  printing = $state(false);
  /** Short news that concerns no check; it stands in the line at the window's lower edge. */
  note = $state.raw<{ text: string } | null>(null);
  /** The dialog that lies over the page. */
  dialog = $state<'settings' | 'summary' | 'evidence' | 'keys' | 'choice' | null>(null);
  /** The checks that a person chose to be run together. */
  chosen = $state.raw<Check[]>(lookUps().filter((check) => descriptionOf(check)?.default ?? true));
  recent = $state.raw<string[]>([]);
  /** The checks of which an answer was compared with the vendor's page. */
  compared = $state.raw<Compared[]>([]);
  /** What is in the search box, as it would be sent; null when nothing can be sent. */
  subject = $state.raw<string | null>(null);
  /** What a person was asked about a subject and confirmed, in this session. */
  #confirmed = $state.raw<ReadonlyMap<string, Question[]>>(new Map());
  /** The look-ups of `subject`. */
  inquiries = $state.raw<Inquiries | null>(null);
  /** The search box, once it is drawn. */
  box = $state.raw<ReturnType<typeof SearchForm>>();
  readonly quota: Inquiry;
  readonly orders: Orders;
  readonly record: RecordList;
  #asked = new Map<string, Inquiries>();

  readonly demo = $derived(this.app?.mode.kind === 'demo');
  readonly locked = $derived(this.app?.mode.kind === 'locked');
  /** The record is damaged, gone, or not to be written; nothing is asked that could not be recorded. */
  readonly readOnly = $derived(this.app?.mode.kind === 'readOnly');
  /** The entries that are listed: of the look-ups those that are chosen, on screen or known of the subject. */
  readonly tabs = $derived([OVERVIEW, ...allChecks().filter((check) => this.#isListed(check))]);
  /** Something may be asked. */
  readonly ready = $derived(this.demo || this.app?.mode.kind === 'real');

  constructor(readonly backend: Backend) {
    this.orders = new Orders(backend);
    this.record = new RecordList(backend);
    this.quota = new Inquiry('quota', backend, (id) => backend.askQuota({ id }), announce);
  }

  /** Opens keychain and record; called after the first paint, and again when a person retries. */
  async open(): Promise<void> {
    if (this.opening) return;
    this.opening = true;
    this.startError = null;
    try {
      if (isCatalogueEmpty()) this.#learn(await this.backend.listChecks());
      const state = await this.backend.appState();
      // The first words that a person reads are the right ones.
      await speakFor(state);
      this.adopt(state);
    } catch (error) {
      this.startError = asTrouble(error);
    } finally {
      this.opening = false;
    }
  }

  /** Begins anew with these checks, where they could not be had before the page was drawn. */
  #learn(checks: Description[]): void {
    fillCatalogue(checks);
    this.#forgetFindings();
  }

  /** Takes over a state that the core returned. Findings of another service, or of the demo data, are left behind. */
  adopt(state: AppState): void {
    const before = this.app;
    this.app = state;
    this.orders.belongTo(state.epoch, state.orders);
    this.compared = state.compared;
    this.recent = state.recent.slice(0, RECENT_SHOWN);
    this.chosen = lookUps().filter((check) => state.settings.checks.includes(check));
    void speakFor(state);
    if (before && before.epoch !== state.epoch) this.#forgetFindings();
  }

  /** The search box now says this. */
  turnTo(subject: string | null): void {
    if (subject === this.subject) return;
    this.subject = subject;
    this.inquiries = subject === null ? null : (this.#asked.get(subject) ?? this.#newInquiries(subject));
  }

  /** A person wants the subject sent as it was typed, knowing what there is to ask about it. */
  confirm(subject: string, questions: Question[]): void {
    this.#confirmed = new Map([...this.#confirmed, [subject, questions]]);
  }

  confirmedOf(subject: string): Question[] {
    return this.#confirmed.get(subject) ?? [];
  }

  choose(checks: readonly Check[], on: boolean): void {
    this.chosen = lookUps().filter((each) => (checks.includes(each) ? on : this.chosen.includes(each)));
    // The choice holds for this session even if it cannot be remembered.
    this.backend.rememberChecks([...this.chosen]).catch(() => undefined);
  }

  /** Runs the chosen checks of the subject in the box, each on its own, and shows all of them at a glance. */
  runChosen(): void {
    const [first] = this.chosen;
    if (first === undefined) return;
    this.tab = this.chosen.length > 1 ? OVERVIEW : first;
    for (const check of this.chosen) this.run(check);
  }

  /** Runs one check of the subject in the box. `fresh` asks the service even if today's record has the answer. */
  run(check: Check, fresh = false): void {
    if (!this.ready || this.subject === null || !this.inquiries) return;
    this.#asked.set(this.subject, this.inquiries);
    this.recent = [this.subject, ...this.recent.filter((each) => each !== this.subject)].slice(0, RECENT_SHOWN);
    const inquiry = this.inquiries[check];
    if (!inquiry || inquiry.work) return;
    announce(this.busyWords(check));
    void inquiry.ask(fresh);
  }

  askQuota(): void {
    if (!this.ready) return;
    announce(this.busyWords('quota'));
    void this.quota.ask(true);
  }

  /** Something is known of the subject in the box, or was tried. */
  get asked(): boolean {
    const { subject, inquiries } = this;
    if (subject === null || !inquiries) return false;
    return Object.values(inquiries).some(({ finding, error }) => finding ?? error) || this.orders.of(subject).length > 0;
  }

  /** A file has come so far. */
  arriving(progress: FileProgress): void {
    if (progress.order !== null) this.orders.fetched = { ...this.orders.fetched, [progress.order]: progress };
    else {
      const snapshot = this.#asked.get(progress.subject)?.registrationSnapshot;
      if (snapshot) snapshot.fetched = progress;
    }
  }

  /** What is going on while a check is being asked. */
  busyWords(check: Check): string {
    const name = checkName(check, t);
    return this.demo ? t.panel.busyDemo(name) : t.panel.busy(name);
  }

  /** What is under way for the subject on screen. */
  busy(): Inquiry[] {
    return [...Object.values(this.inquiries ?? {}), this.quota].filter((inquiry) => inquiry.work !== null);
  }

  /** Cancels what is under way for the subject on screen. False when nothing was. */
  cancel(): boolean {
    const busy = this.busy();
    for (const inquiry of busy) void inquiry.cancel();
    return busy.length > 0;
  }

  /** Shows short news; the same news once more is news again. */
  say(text: string): void {
    this.note = { text };
  }

  /** Turns meeting mode on or off. */
  meet(on: boolean): void {
    this.meeting = on;
    document.documentElement.toggleAttribute('data-meeting', on);
    if (on) {
      this.view = 'checks';
      if (this.tab === 'quota') this.tab = OVERVIEW;
    }
    this.say(on ? t.meeting.on : t.meeting.off);
    void tick().then(() => {
      // What had the focus may be hidden now.
      if (document.activeElement === document.body) document.getElementById(`tab-${this.tab}`)?.focus();
    });
  }

  /** Gets what is on screen ready for paper and opens the system's print dialog. */
  async print(): Promise<void> {
    if (this.printing) return;
    this.printing = true;
    await print(this.backend).catch(() => this.say(t.panel.printFailed));
    this.printing = false;
  }

  /** Shows an entry of the list and takes the keyboard to it. */
  async goTo(tab: string): Promise<void> {
    this.view = 'checks';
    this.tab = tab;
    await tick();
    document.getElementById(`tab-${tab}`)?.focus();
  }

  /** Shows an answer of the record among the checks, with its subject in the box. */
  async openRecorded(finding: Finding): Promise<void> {
    await this.goTo(finding.check);
    if (finding.subject !== '') await this.box?.fill(finding.subject);
    this.showRecorded(finding);
    await this.goTo(finding.check);
  }

  /** Shows an answer of the record in the panel of its check. Nothing is asked. */
  showRecorded(finding: Finding): void {
    this.view = 'checks';
    this.tab = finding.check;
    if (finding.check === 'quota') this.quota.show(finding);
    if (!isLookUp(finding.check)) return;
    this.turnTo(finding.subject);
    if (!this.inquiries) return;
    this.#asked.set(finding.subject, this.inquiries);
    this.inquiries[finding.check]?.show(finding);
  }

  /** What a person deleted from the record leaves the screen as well, and its subject the recent ones. */
  erased({ id, subject }: RecordEntry): void {
    this.recent = this.recent.filter((each) => each !== subject);
    if (id.kind === 'order') return this.orders.forget(id.id);
    const shown = [...this.#asked.values()].flatMap((inquiries) => Object.values(inquiries));
    for (const inquiry of [...shown, this.quota]) {
      if (inquiry.finding?.call !== id.id) continue;
      void inquiry.cancel();
      inquiry.reset();
    }
  }

  /** When an answer of this check of a service, or of the present one, was compared with the vendor's page. */
  comparedAt(check: Check, service: string | null): string | null {
    const { mode } = this.app ?? {};
    const host = service ?? (mode?.kind === 'real' ? mode.host : null);
    return this.compared.find((each) => each.check === check && each.service === host)?.at ?? null;
  }

  /** A person has compared this answer with the vendor's page. */
  async noteComparison({ call, check, source }: Finding): Promise<void> {
    const notes = await this.backend.annotate({ kind: 'call', id: call }, 'compared', t.finding.comparedNote);
    const note = notes.find(({ kind }) => kind === 'compared');
    if (note) this.compared = [...this.compared, { check, service: source.host, at: note.at }];
  }

  /** The look-ups of the subject that are listed, in their order. */
  get listed(): [Check, Inquiry][] {
    const { inquiries } = this;
    return this.tabs.flatMap((check) => (inquiries?.[check] ? [[check, inquiries[check]]] : []));
  }

  #isListed(check: Check): boolean {
    if (!isLookUp(check)) return check !== 'quota' || !this.meeting;
    const { work, finding, error } = this.inquiries?.[check] ?? {};
    return this.chosen.includes(check) || check === this.tab || Boolean(work ?? finding ?? error);
  }

  #newInquiries(subject: string): Inquiries {
    const inquiry = (check: Check): Inquiry =>
      new Inquiry(
        check,
        this.backend,
        (id, fresh) => this.backend.lookUp({ id, check, subject, fresh, confirmed: this.confirmedOf(subject) }),
        (text) => {
          if (this.subject === subject) announce(text);
        },
      );
    return Object.fromEntries(lookUps().map((check) => [check, inquiry(check)]));
  }

  #forgetFindings(): void {
    for (const inquiries of this.#asked.values()) Object.values(inquiries).forEach((inquiry) => inquiry.reset());
    this.#asked.clear();
    this.quota.reset();
    this.record.reset();
    this.orders.justSaved = 0;
    this.inquiries = this.subject === null ? null : this.#newInquiries(this.subject);
  }
}

