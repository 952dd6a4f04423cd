import type { Backend } from '../backend';
import type { Recognition } from '../bindings';

/** The text that a recognition would send; null if nothing can be sent. */
export function subjectOf(recognition: Recognition): string | null {
  switch (recognition.kind) {
    case 'name':
    case 'creditCode':
    case 'registrationNo':
      return recognition.text;
    case 'empty':
    case 'several':
    case 'refused':
      return null;
    default:
      return recognition satisfies never;
  }
}

export const NOTHING: Recognition = { kind: 'empty', offers: [], leftOut: 0, questions: [], folded: null };

/** Asks the core what was typed. Only the answer to the newest text counts. */
export class Recogniser {
  recognition = $state.raw<Recognition>(NOTHING);
  /** The text that `recognition` or `failed` is about. */
  of = $state('');
  /** The core did not answer for the newest text. */
  failed = $state(false);
  #newest = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(private readonly backend: Pick<Backend, 'recognise'>) {}

  /** The recognition of this text; null if a newer text came meanwhile or the core did not answer. */
  async read(text: string): Promise<Recognition | null> {
    const mine = ++this.#newest;
    const reading = this.#ask(text, mine);
    this.#reading = reading.then(() => undefined);
    return reading;
  }

  /** Resolves once the newest text is recognised, so that a fast Enter waits for it. */
  async settled(): Promise<Recognition> {
    let awaited: Promise<void>;
    do {
      awaited = this.#reading;
      await awaited;
    } while (awaited !== this.#reading);
    return this.recognition;
  }

  async #ask(text: string, mine: number): Promise<Recognition | null> {
    const recognition = text === '' ? NOTHING : await this.backend.recognise(text).catch(() => null);
    if (mine !== this.#newest) return null;
    this.recognition = recognition ?? NOTHING;
    this.of = text;
    this.failed = recognition === null;
    return recognition;
  }
}
