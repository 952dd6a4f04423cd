/** Letters that come closer together than this are one beginning. */
const TOGETHER_MS = 700;

/** Finds an entry of a list by the first letters of its name. */
export class TypeAhead {
  #typed = '';
  #at = -Infinity;

  /** The entry that a key goes to, from the one at `from`; null where the key is no letter, or none begins so. `now` is in milliseconds. */
  pressed(key: string, names: readonly string[], from: number, now: number): number | null {
    if (Array.from(key).length !== 1 || key === ' ') return null;
    this.#typed = now - this.#at < TOGETHER_MS ? this.#typed + key : key;
    this.#at = now;
    // The same letter again goes on to the next name with it; a longer beginning may stay where it is.
    const begins = Array.from(new Set(this.#typed)).length === 1 ? key : this.#typed;
    const start = begins === this.#typed && begins.length > 1 ? from : from + 1;
    const order = names.map((_, i) => (start + i) % names.length);
    return order.find((i) => names[i]?.toLowerCase().startsWith(begins.toLowerCase())) ?? null;
  }
}
