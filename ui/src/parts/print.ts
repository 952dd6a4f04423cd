import { tick } from 'svelte';
import type { Backend } from '../backend';

/** What makes its part of the page ready for paper. */
const preparations = new Set<() => unknown>();

/** Has something done before the page is printed. Returns what undoes that. */
export function beforePrint(prepare: () => unknown): () => void {
  preparations.add(prepare);
  return () => preparations.delete(prepare);
}

/** Opens the print dialog when the page is ready. What could not be made ready is printed as it is shown. */
export async function print(backend: Backend): Promise<void> {
  // What is drawn for paper only has preparations of its own.
  const done = new Set<() => unknown>();
  for (let waiting = [...preparations]; waiting.length > 0; waiting = [...preparations].filter((each) => !done.has(each))) {
    waiting.forEach((each) => done.add(each));
    await Promise.allSettled(waiting.map(async (prepare) => prepare()));
    await tick();
  }
  await backend.printPage();
}
