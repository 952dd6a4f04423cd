/** The id of the box that filters the records on screen; only one tab is on screen at a time. */
export const FILTER_BOX = 'row-filter';

/** Goes to the box that filters; false where there is nothing to filter. */
export function focusFilter(): boolean {
  const box = document.getElementById(FILTER_BOX);
  if (!(box instanceof HTMLInputElement)) return false;
  box.focus();
  box.select();
  return true;
}

/** Whether one of the texts has this one in it. Full-width, half-width, upper-case and lower-case letters are the same. */
export function holds(texts: string[], text: string): boolean {
  const wanted = folded(text.trim());
  return texts.some((each) => folded(each).includes(wanted));
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
