import { asBackendError, type BackendError } from './backend';

/** A user command: whether it is running, and why it last failed. */
export class Attempt {
  busy = $state(false);
  error = $state.raw<BackendError | null>(null);

  /** Ignores a second click while the command is running. */
  async run(command: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    try {
      await command();
    } catch (reason) {
      this.error = asBackendError(reason);
    } finally {
      this.busy = false;
    }
  }
}
