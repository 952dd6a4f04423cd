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

/** Whether a record has this text in one of its values. Full-width, half-width, upper-case and lower-case letters are the same. */
export function holds(record: unknown, text: string): boolean {
  const wanted = folded(text.trim());
  return valuesOf(record).some((value) => folded(value).includes(wanted));
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function valuesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesOf) : [];
}
