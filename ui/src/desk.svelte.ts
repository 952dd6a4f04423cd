import { tick } from 'svelte';
import { asTrouble, type Backend, type LookUpCheck, type Trouble } from './backend';
import type { AppState, Check, FileProgress, Finding, Question, RecordEntry } from './bindings';
import { Orders } from './checks/identity-report/orders.svelte';
import { Inquiry, type InquiryCheck } from './checks/inquiry.svelte';
import { RecordList } from './history/record-list.svelte';
import { speak, words } from './messages/index.svelte';
import { print } from './parts/print';
import { announce } from './parts/status.svelte';

/** In the order of their tabs; one that is missing does not compile. */
const LOOK_UPS = { exitRestriction: true, customsCredit: true, registrationSnapshot: true } satisfies Record<LookUpCheck, true>;
export const LOOK_UP_CHECKS = Object.keys(LOOK_UPS) as readonly LookUpCheck[];
export const TABS: readonly Check[] = [...LOOK_UP_CHECKS, 'identityReport', 'quota'];

const RECENT_SHOWN = 8;

/** The look-ups of one subject. */
export type Inquiries = Record<LookUpCheck, Inquiry>;

/** Speaks the language of the settings, and with demo data its own words. */
function speakFor({ settings, mode }: AppState): Promise<void> {
  return speak(settings.language, mode.kind === 'demo');
}

export function isLookUp(check: Check): check is LookUpCheck {
  return check in LOOK_UPS;
}

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
  tab = $state<Check>('exitRestriction');
  /** Others read along: quota, record and the names of other companies are not on screen, and the type is larger. */
  meeting = $state(false);
  /** The page is being made ready for paper. */
  printing = $state(false);
  /** Short news that concerns no tab; it stands in the line at the window's lower edge. */
  note = $state.raw<{ text: string } | null>(null);
  /** The dialog that lies over the page. */
  dialog = $state<'settings' | 'summary' | 'evidence' | 'keys' | null>(null);
  ticked = $state.raw<LookUpCheck[]>([...LOOK_UP_CHECKS]);
  recent = $state.raw<string[]>([]);
  /** What is in the search box, as it would be sent; null when nothing can be sent. */
  subject = $state.raw<string | null>(null);
  /** What a person was asked about a subject and confirmed, in this session. */
  #confirmed = $state.raw<ReadonlyMap<string, Question[]>>(new Map());
  /** The look-ups of `subject`. */
  inquiries = $state.raw<Inquiries | null>(null);
  readonly quota: Inquiry;
  readonly orders: Orders;
  readonly record: RecordList;
  #asked = new Map<string, Inquiries>();

  readonly demo = $derived(this.app?.mode.kind === 'demo');
  readonly locked = $derived(this.app?.mode.kind === 'locked');
  /** The record is damaged, gone, or not to be written; nothing is asked that could not be recorded. */
  readonly readOnly = $derived(this.app?.mode.kind === 'readOnly');
  /** The tabs that are shown. */
  readonly tabs = $derived(this.meeting ? TABS.filter((tab) => tab !== 'quota') : TABS);
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

  /** Takes over a state that the core returned. Findings of another service, or of the demo data, are left behind. */
  adopt(state: AppState): void {
    const before = this.app;
    this.app = state;
    this.orders.belongTo(state.epoch, state.orders);
    this.recent = state.recent.slice(0, RECENT_SHOWN);
    this.ticked = LOOK_UP_CHECKS.filter((check) => state.settings.checks.includes(check));
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

  choose(check: LookUpCheck, on: boolean): void {
    this.ticked = LOOK_UP_CHECKS.filter((each) => (each === check ? on : this.ticked.includes(each)));
    // The choice holds for this session even if it cannot be remembered.
    this.backend.rememberChecks([...this.ticked]).catch(() => undefined);
  }

  /** Runs the ticked checks of the subject in the box, each on its own. */
  runTicked(): void {
    const first = this.ticked[0];
    if (first === undefined) return;
    if (!this.ticked.includes(this.tab as LookUpCheck)) this.tab = first;
    for (const check of this.ticked) this.run(check);
  }

  /** Runs one check of the subject in the box. `fresh` asks the service even if today's record has the answer. */
  run(check: LookUpCheck, fresh = false): void {
    if (!this.ready || this.subject === null || !this.inquiries) return;
    this.#asked.set(this.subject, this.inquiries);
    this.recent = [this.subject, ...this.recent.filter((each) => each !== this.subject)].slice(0, RECENT_SHOWN);
    if (this.inquiries[check].work) return;
    announce(this.busyWords(check));
    void this.inquiries[check].ask(fresh);
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
    else if (this.#asked.has(progress.subject)) this.#asked.get(progress.subject)!.registrationSnapshot.fetched = progress;
  }

  /** What is going on while a check is being asked. */
  busyWords(check: InquiryCheck): string {
    const t = words();
    return this.demo ? t.panel.busyDemo(t.checks[check]) : t.panel.busy[check];
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
      if (this.tab === 'quota') this.tab = 'exitRestriction';
    }
    this.say(on ? words().meeting.on : words().meeting.off);
    void tick().then(() => {
      // What had the focus may be hidden now.
      if (document.activeElement === document.body) document.getElementById(`tab-${this.tab}`)?.focus();
    });
  }

  /** Gets what is on screen ready for paper and opens the system's print dialog. */
  async print(): Promise<void> {
    if (this.printing) return;
    this.printing = true;
    await print(this.backend).catch(() => this.say(words().panel.printFailed));
    this.printing = false;
  }

  /** Shows an answer of the record in the tab of its check. Nothing is asked. */
  showRecorded(finding: Finding): void {
    this.view = 'checks';
    this.tab = finding.check;
    if (finding.check === 'quota') this.quota.show(finding);
    if (!isLookUp(finding.check)) return;
    this.turnTo(finding.subject);
    if (!this.inquiries) return;
    this.#asked.set(finding.subject, this.inquiries);
    this.inquiries[finding.check].show(finding);
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

  #newInquiries(subject: string): Inquiries {
    const inquiry = (check: LookUpCheck): Inquiry =>
      new Inquiry(
        check,
        this.backend,
        (id, fresh) => this.backend.lookUp({ id, check, subject, fresh, confirmed: this.confirmedOf(subject) }),
        (text) => {
          if (this.subject === subject) announce(text);
        },
      );
    return {
      exitRestriction: inquiry('exitRestriction'),
      customsCredit: inquiry('customsCredit'),
      registrationSnapshot: inquiry('registrationSnapshot'),
    };
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

