import { getContext } from 'svelte';
import { asBackendError, type Backend, type BackendError } from './backend';
import type { AppState, Check, Compared, FileProgress, Finding, Question, RecordEntry } from './bindings';
import { allChecks, checkName, descriptionOf, fillCatalogue, isCatalogueEmpty, isLookUp, lookUps } from './checks/catalogue.svelte';
import { lookUpStatus, quotaStatus, reportStatus, type CheckStatus } from './checks/check-status';
import { Orders } from './checks/identity-report/orders.svelte';
import { Inquiry } from './checks/inquiry.svelte';
import { speak, t } from './messages/index.svelte';
import { announce } from './parts/live-region.svelte';
import { RecordList } from './record/record-list.svelte';
import { OVERVIEW, Screen } from './screen.svelte';

const RECENT_SHOWN = 8;

/** The look-ups of one subject, in display order. */
type Inquiries = Record<Check, Inquiry>;

/** Switches to the language of the settings, with the demo words for demo data. */
function speakFor({ settings, mode }: AppState): Promise<void> {
  return speak(settings.language, mode.kind === 'demo');
}

/** The desk of the surrounding page. */
export const getDesk = () => getContext<Desk>(Desk);

/**
 * The state of the page. The screen always shows the subject in the search box: the findings of another subject disappear
 * when the box changes, and return with its name.
 */
export class Desk {
  app = $state.raw<AppState | null>(null);
  /** Opening, which may wait for the keychain. */
  opening = $state(false);
  /** Why opening failed. */
  startError = $state.raw<BackendError | null>(null);
  /** The checks that Enter runs. */
  chosen = $state.raw<Check[]>(lookUps().filter((check) => descriptionOf(check)?.default ?? true));
  recent = $state.raw<string[]>([]);
  /** The checks of which an answer was compared with the vendor's page. */
  compared = $state.raw<Compared[]>([]);
  /** The text of the search box as it would be sent; null if nothing can be sent. */
  subject = $state.raw<string | null>(null);
  /** What the subject has in common with its other writings, as the core says. */
  folded = $state.raw<string | null>(null);
  /** The questions about each subject that were confirmed in this session. */
  #confirmed = $state.raw<ReadonlyMap<string, Question[]>>(new Map());
  inquiries = $state.raw<Inquiries | null>(null);
  readonly screen: Screen;
  readonly quota: Inquiry;
  readonly orders: Orders;
  readonly record: RecordList;
  #asked = new Map<string, Inquiries>();
  /** To be opened once more: the record turned out to be damaged meanwhile. */
  #again = false;

  readonly demo = $derived(this.app?.mode.kind === 'demo');
  readonly locked = $derived(this.app?.mode.kind === 'locked');
  /** The record is damaged, missing or not writable. Nothing is asked that could not be recorded. */
  readonly readOnly = $derived(this.app?.mode.kind === 'readOnly');
  /** The listed tabs. Of the look-ups: those chosen, selected, or with something to show for the subject. */
  readonly tabs = $derived([OVERVIEW, ...allChecks().filter((check) => this.#isListed(check))]);
  /** Look-ups are allowed. */
  readonly ready = $derived(this.demo || this.app?.mode.kind === 'real');

  /** Look-ups under way for other subjects. They go on when the box changes, and may be billed. */
  readonly elsewhere = $derived.by(() => {
    const others = [...this.#asked.values()].filter((inquiries) => inquiries !== this.inquiries);
    return others.flatMap((inquiries) => Object.values(inquiries)).filter(({ work }) => work !== null);
  });

  constructor(readonly backend: Backend) {
    this.screen = new Screen(() => backend.printPage());
    this.orders = new Orders(backend);
    this.record = new RecordList(backend);
    this.quota = new Inquiry('quota', backend, (id) => backend.askQuota({ id }), announce);
  }

  /** Opens the keychain and the record, unless that was `asked` already. Called at start and on retry. */
  async open(asked?: Promise<AppState>): Promise<void> {
    if (this.opening) {
      this.#again = true;
      return;
    }
    this.opening = true;
    this.startError = null;
    try {
      if (isCatalogueEmpty()) {
        fillCatalogue(await this.backend.listChecks());
        this.#forgetFindings();
      }
      const state = await (asked ?? this.backend.appState());
      // Load the language first, so that nothing appears in the wrong one.
      if (!this.#isOvertaken(state)) await speakFor(state);
      this.setState(state);
    } catch (error) {
      this.startError = asBackendError(error);
    } finally {
      this.opening = false;
    }
    if (this.#again) {
      this.#again = false;
      await this.open();
    }
  }

  /** Adopts a state returned by the core; drops the findings of another account. One that was overtaken is ignored. */
  setState(state: AppState): void {
    if (this.#isOvertaken(state)) return;
    const before = this.app;
    this.app = state;
    this.orders.setSession(state.epoch, state.orders);
    this.compared = state.compared;
    this.recent = state.recent.slice(0, RECENT_SHOWN);
    this.chosen = lookUps().filter((check) => state.settings.checks.includes(check));
    void speakFor(state);
    if (before && before.accountSince !== state.accountSince) this.#forgetFindings();
  }

  /** Without the core's folded form, only the very same text counts as the same company. */
  setSubject(subject: string | null, folded: string | null = subject): void {
    this.folded = subject === null ? null : folded;
    if (subject === this.subject) return;
    this.subject = subject;
    this.inquiries = subject === null ? null : (this.#asked.get(subject) ?? this.#newInquiries(subject));
  }

  /** The person confirmed sending the subject as typed, despite these questions. */
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

  runChosen(): void {
    const [first] = this.chosen;
    if (first === undefined) return;
    this.screen.tab = this.chosen.length > 1 ? OVERVIEW : first;
    for (const check of this.chosen) this.run(check);
  }

  /** Runs one check for the current subject. `fresh` asks the service even if the record can answer. */
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

  /** Something was found, tried or ordered for the current subject. */
  get hasResults(): boolean {
    const { subject, inquiries } = this;
    if (subject === null || !inquiries) return false;
    return Object.values(inquiries).some(({ finding, error }) => finding ?? error) || this.orders.of(this.folded).length > 0;
  }

  onFileProgress(progress: FileProgress): void {
    if (progress.order !== null) this.orders.progress = { ...this.orders.progress, [progress.order]: progress };
    else {
      const snapshot = this.#asked.get(progress.subject)?.registrationSnapshot;
      if (snapshot) snapshot.progress = progress;
    }
  }

  busyWords(check: Check): string {
    const name = checkName(check, t);
    return this.demo ? t.panel.busyDemo(name) : t.panel.busy(name);
  }

  statusOf(check: Check): CheckStatus {
    if (isLookUp(check)) return lookUpStatus(this.inquiries?.[check] ?? null, t);
    if (check === 'quota') return quotaStatus(this.quota, t);
    return reportStatus(this.orders.of(this.folded), this.orders.isPlacing(this.subject), t);
  }

  running(): Inquiry[] {
    return [...Object.values(this.inquiries ?? {}), this.quota].filter((inquiry) => inquiry.work !== null);
  }

  /** Cancels what is under way for the current subject. False if nothing was. */
  cancel(): boolean {
    const running = this.running();
    for (const inquiry of running) void inquiry.cancel();
    return running.length > 0;
  }

  /** Shows an answer from the record among the checks, with its subject in the box. */
  async openRecorded(finding: Finding): Promise<void> {
    await this.screen.goTo(finding.check);
    if (finding.subject !== '') await this.screen.searchBox?.fill(finding.subject);
    this.showRecorded(finding);
    await this.screen.goTo(finding.check);
  }

  /** Shows an answer from the record in the panel of its check. Sends nothing. */
  showRecorded(finding: Finding): void {
    this.screen.view = 'checks';
    this.screen.tab = finding.check;
    if (finding.check === 'quota') this.quota.show(finding);
    if (!isLookUp(finding.check)) return;
    this.setSubject(finding.subject, finding.folded);
    if (!this.inquiries) return;
    this.#asked.set(finding.subject, this.inquiries);
    this.inquiries[finding.check]?.show(finding);
  }

  /** Removes what was deleted from the record from the screen and from the recent subjects. */
  removeErased({ id, subject }: RecordEntry): void {
    this.recent = this.recent.filter((each) => each !== subject);
    if (id.kind === 'order') return this.orders.forget(id.id);
    const shown = [...this.#asked.values()].flatMap((inquiries) => Object.values(inquiries));
    for (const inquiry of [...shown, this.quota]) inquiry.forget(id.id);
  }

  /** When an answer of this check was compared with the vendor's page; null if never. `service` null means the current one. */
  comparedAt(check: Check, service: string | null): string | null {
    const { mode } = this.app ?? {};
    const host = service ?? (mode?.kind === 'real' ? mode.host : null);
    return this.compared.find((each) => each.check === check && each.service === host)?.at ?? null;
  }

  async noteComparison({ call, check, source }: Finding): Promise<void> {
    const notes = await this.backend.annotate({ kind: 'call', id: call }, 'compared', t.finding.comparedNote);
    const note = notes.find(({ kind }) => kind === 'compared');
    if (note) this.compared = [...this.compared, { check, service: source.host, at: note.at }];
  }

  get listed(): [Check, Inquiry][] {
    const { inquiries } = this;
    return this.tabs.flatMap((check) => (inquiries?.[check] ? [[check, inquiries[check]]] : []));
  }

  #isOvertaken({ epoch }: AppState): boolean {
    return this.app !== null && epoch < this.app.epoch;
  }

  #isListed(check: Check): boolean {
    if (!isLookUp(check)) return check !== 'quota' || !this.screen.meetingMode;
    const { work, finding, error } = this.inquiries?.[check] ?? {};
    return this.chosen.includes(check) || check === this.screen.tab || Boolean(work ?? finding ?? error);
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
    this.inquiries = this.subject === null ? null : this.#newInquiries(this.subject);
  }
}

