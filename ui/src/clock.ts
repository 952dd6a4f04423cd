import { createSubscriber } from 'svelte/reactivity';

/** One long timer would oversleep while the computer is suspended. */
const LOOK_EVERY_MS = 1000;

const lookAgain = createSubscriber((look) => {
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => clearInterval(timer);
});

/**
 * The time now, in milliseconds. Whatever shows or decides by it is looked at again every second while it is on screen: a
 * window stays open over midnight, and for days. Nothing else in the page reads the clock.
 */
export function now(): number {
  lookAgain();
  return Date.now();
}
