import { asBackendError, type Backend, type BackendError } from '../backend';
import type { Check, FileProgress, Finding, More } from '../bindings';
import { errorWords } from '../messages/failure-words';
import { t } from '../messages/index.svelte';
import { checkName } from './catalogue.svelte';
import { headline } from './headline';

export type Work = {
  id: number;
  doing: 'asking' | 'waiting' | 'page' | 'allPages' | 'picture';
  /** `performance.now()` at the start. */
  startedAt: number;
  cancelling: boolean;
};

export type FollowUps = Pick<Backend, 'waitForAnswer' | 'nextPage' | 'fetchPicture' | 'cancel'>;

/** Confirm before spending more calls than this at once. */
export const ASKS_OVER = 10;

let lastId = 0;

/** How many more calls the remaining pages take; 0 if none are left. */
export function callsNeeded({ outcome }: Finding): number {
  if (outcome.kind !== 'found' || !('completeness' in outcome.answer)) return 0;
  const { completeness } = outcome.answer;
  return completeness.kind === 'complete' ? 0 : completeness.callsNeeded;
}

function rowsIn({ outcome }: Finding): number {
  return outcome.kind === 'found' && 'rows' in outcome.answer ? outcome.answer.rows.length : 0;
}

/** One check of one subject: the look-up in progress and the last answer. Independent of the other checks. */
export class Inquiry {
  work = $state.raw<Work | null>(null);
  finding = $state.raw<Finding | null>(null);
  /** Download progress of the picture. */
  progress = $state.raw<FileProgress | null>(null);
  /** Why the command failed; nothing was sent then. */
  error = $state.raw<BackendError | null>(null);
  #failed: Work['doing'] | null = null;
  /** What was answered before the question under way. */
  #before: Finding | null = null;
  #cancelled = false;

  constructor(
    readonly check: Check,
    private readonly backend: FollowUps,
    private readonly send: (id: number, fresh: boolean) => Promise<Finding>,
    /** Announces progress to screen readers. */
    private readonly announce: (text: string) => void = () => undefined,
  ) {}

  /** `fresh` asks the service even if the record can answer. */
  async ask(fresh = false): Promise<void> {
    if (this.work) return;
    if (await this.#run('asking', (id) => this.send(id, fresh))) return this.#announceHeadline();
    const error = this.errorOf('asking');
    if (!error) return;
    const name = checkName(this.check, t);
    const what = this.finding ? name + t.app.separator + t.finding.notAskedAgain : t.finding.notVerified(name);
    this.announce(what + t.app.separator + errorWords(error, t));
  }

  /** Asks a few more times while the service is still working; each may be billed. */
  waitForAnswer(): Promise<void> {
    return this.#followUp('waiting', t.panel.waiting, this.backend.waitForAnswer);
  }

  nextPage(): Promise<void> {
    return this.#followUp('page', t.completeness.loading, this.backend.nextPage);
  }

  /**
   * Fetches page after page until all are here, one fails or the person cancels. Never makes more calls than the button
   * announced, and stops after one that adds no rows: the core fetches no page of an outdated or locked look-up.
   */
  async allPages(): Promise<void> {
    if (this.work || !this.finding) return;
    this.announce(t.completeness.loading);
    this.#cancelled = false;
    for (let left = callsNeeded(this.finding); left > 0; left -= 1) {
      const before = this.finding;
      const answered = await this.#run('allPages', (id) => this.backend.nextPage({ id, call: before.call }));
      // A page that arrives together with the cancelling is shown, and is the last one.
      if (!answered || this.#cancelled || this.finding.pageFailure || rowsIn(this.finding) <= rowsIn(before) || callsNeeded(this.finding) === 0) break;
    }
    this.#announceHeadline();
  }

  fetchPicture(): Promise<void> {
    return this.#followUp('picture', t.snapshot.fetching, this.backend.fetchPicture);
  }

  /** The command still resolves, and its answer is shown: it says whether the call may have been billed. */
  async cancel(): Promise<void> {
    const work = this.work;
    if (!work || work.cancelling) return;
    this.work = { ...work, cancelling: true };
    this.#cancelled = true;
    // If this fails, the look-up has been answered meanwhile, or its own answer will tell.
    await this.backend.cancel(work.id).catch(() => undefined);
  }

  /** Shows an answer from the record. A look-up in progress goes on and shows its own answer. */
  show(finding: Finding): void {
    if (this.work) return;
    this.error = null;
    this.finding = { ...finding, reused: true };
    this.#announceHeadline();
  }

  /** Why one of these commands failed, if that was the last one. */
  errorOf(...commands: Work['doing'][]): BackendError | null {
    return this.error && this.#failed && commands.includes(this.#failed) ? this.error : null;
  }

  /** Why the answer that is shown is an earlier one, if it was to be asked for again. */
  get notAskedAgain(): BackendError | null {
    return this.finding && this.errorOf('asking');
  }

  /** Discards look-up and answer. A reply still on its way is dropped here; the record keeps it. */
  reset(): void {
    this.work = null;
    this.finding = null;
    this.#before = null;
    this.error = null;
  }

  /** Discards an answer that was deleted from the record. Asking again goes on without it. */
  forget(call: number): void {
    if (this.#before?.call === call) this.#before = null;
    if (this.finding?.call !== call) return;
    void this.cancel();
    this.reset();
  }

  async #followUp(doing: Work['doing'], message: string, command: (request: More) => Promise<Finding>): Promise<void> {
    const call = this.finding?.call;
    if (this.work || call === undefined) return;
    this.announce(message);
    await this.#run(doing, (id) => command({ id, call }));
    this.#announceHeadline();
  }

  /** True if a finding arrived and is still wanted. */
  async #run(doing: Work['doing'], command: (id: number) => Promise<Finding>): Promise<boolean> {
    const id = ++lastId;
    this.work = { id, doing, startedAt: performance.now(), cancelling: false };
    this.error = null;
    this.progress = null;
    this.#before = this.finding;
    if (doing === 'asking') this.finding = null;
    try {
      const finding = await command(id);
      if (this.work?.id !== id) return false;
      this.finding = finding;
      return true;
    } catch (error) {
      if (this.work?.id !== id) return false;
      this.#failed = doing;
      this.error = asBackendError(error);
      // What was answered before is still true, unless the service has answered again and that could not be recorded.
      if (this.error.kind !== 'notRecorded') this.finding = this.#before;
      return false;
    } finally {
      if (this.work?.id === id) this.work = null;
    }
  }

  #announceHeadline(): void {
    if (this.work || !this.finding) return;
    this.announce(checkName(this.check, t) + t.app.separator + headline(this.finding, t));
  }
}
