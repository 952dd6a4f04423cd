import { asTrouble, type Trouble } from './backend';

/** A command that a person gives: whether it is under way, and why it was not carried out the last time. */
export class Attempt {
  busy = $state(false);
  error = $state.raw<Trouble | null>(null);

  /** A second click while it is under way does nothing. */
  async run(command: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    try {
      await command();
    } catch (reason) {
      this.error = asTrouble(reason);
    } finally {
      this.busy = false;
    }
  }
}
