import { tick } from 'svelte';

const preparations = new Set<() => unknown>();

/** Runs `prepare` before the page is printed. Returns how to undo that. */
export function beforePrint(prepare: () => unknown): () => void {
  preparations.add(prepare);
  return () => preparations.delete(prepare);
}

/** Opens the print dialog once the page is prepared. Whatever fails to prepare prints as it is shown. */
export async function print(openDialog: () => Promise<unknown>): Promise<void> {
  // Content drawn only for printing may register preparations of its own.
  const done = new Set<() => unknown>();
  for (let waiting = [...preparations]; waiting.length > 0; waiting = [...preparations].filter((each) => !done.has(each))) {
    waiting.forEach((each) => done.add(each));
    await Promise.allSettled(waiting.map(async (prepare) => prepare()));
    await tick();
  }
  await openDialog();
}
