/** The id of the filter box; only one tab is on screen at a time. */
export const FILTER_BOX = 'row-filter';

/** Focuses the filter box; false if there is nothing to filter. */
export function focusFilter(): boolean {
  const box = document.getElementById(FILTER_BOX);
  if (!(box instanceof HTMLInputElement)) return false;
  box.focus();
  box.select();
  return true;
}

/** Whether one of the texts contains this one, ignoring case and full-width forms. */
export function matches(texts: string[], text: string): boolean {
  const wanted = folded(text.trim());
  return texts.some((each) => folded(each).includes(wanted));
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
