/** Letters typed within this time of each other form one prefix. */
const TOGETHER_MS = 700;

/** Finds a list entry by the first letters of its name. */
export class TypeAhead {
  #typed = '';
  #at = -Infinity;

  /** The index that a key leads to from `from`; null if the key is not a letter or nothing matches. `now` is in milliseconds. */
  pressed(key: string, names: readonly string[], from: number, now: number): number | null {
    if (Array.from(key).length !== 1 || key === ' ') return null;
    this.#typed = now - this.#at < TOGETHER_MS ? this.#typed + key : key;
    this.#at = now;
    // A repeated letter moves on to the next match; a longer prefix may stay on the current entry.
    const begins = Array.from(new Set(this.#typed)).length === 1 ? key : this.#typed;
    const start = begins === this.#typed && begins.length > 1 ? from : from + 1;
    const order = names.map((_, i) => (start + i) % names.length);
    return order.find((i) => names[i]?.toLowerCase().startsWith(begins.toLowerCase())) ?? null;
  }
}
