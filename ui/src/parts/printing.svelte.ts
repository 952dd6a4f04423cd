let times = $state(0);

/** How often something was printed; a list that was printed once stays whole. */
export function printed(): number {
  return times;
}

/** Says that the page is about to be printed, so that long lists become whole. */
export function aboutToPrint(): void {
  times += 1;
}
