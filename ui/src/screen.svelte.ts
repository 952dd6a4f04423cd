import { tick } from 'svelte';
import { t } from './messages/index.svelte';
import { print } from './parts/print';

/** The first tab: all checks in a table. */
export const OVERVIEW = 'overview';

type SearchBox = { fill(text: string): Promise<void>; fillAndRun(text: string): Promise<void>; focus(): void; clear(): boolean };

/** What is on screen, whatever it is about. */
export class Screen {
  view = $state<'checks' | 'record'>('checks');
  /** The selected tab: the overview or a check. */
  tab = $state(OVERVIEW);
  dialog = $state<'settings' | 'summary' | 'evidence' | 'keys' | 'choice' | null>(null);
  /** Short news that concerns no check, shown in the status bar. */
  notice = $state.raw<{ text: string } | null>(null);
  /** Meeting mode, for a screen that others can see: larger type; no quota, record or other companies' names. */
  meetingMode = $state(false);
  printing = $state(false);
  searchBox = $state.raw<SearchBox>();

  constructor(private readonly printPage: () => Promise<unknown>) {}

  /** Selects a tab and moves focus to it. */
  async goTo(tab: string): Promise<void> {
    this.view = 'checks';
    this.tab = tab;
    await tick();
    document.getElementById(`tab-${tab}`)?.focus();
  }

  /** Shows short news. A new object each time, so that repeated news is announced again. */
  notify(text: string): void {
    this.notice = { text };
  }

  setMeetingMode(on: boolean): void {
    this.meetingMode = on;
    document.documentElement.toggleAttribute('data-meeting', on);
    if (on) {
      this.view = 'checks';
      if (this.tab === 'quota') this.tab = OVERVIEW;
    }
    this.notify(on ? t.meeting.on : t.meeting.off);
    void tick().then(() => {
      // The focused element may be hidden now.
      if (document.activeElement === document.body) document.getElementById(`tab-${this.tab}`)?.focus();
    });
  }

  /** Prepares the page for printing and opens the system's print dialog. */
  async print(): Promise<void> {
    if (this.printing) return;
    this.printing = true;
    await print(this.printPage).catch(() => this.notify(t.panel.printFailed));
    this.printing = false;
  }
}
