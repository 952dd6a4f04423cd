import { createSubscriber } from 'svelte/reactivity';

/** A single long timer would oversleep while the computer is suspended. */
const LOOK_EVERY_MS = 1000;

const lookAgain = createSubscriber((look) => {
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => clearInterval(timer);
});

/**
 * The current time in milliseconds. Whatever depends on it is updated every second while on screen, because a window may
 * stay open past midnight, and for days. Nothing else in the page reads the clock.
 */
export function now(): number {
  lookAgain();
  return Date.now();
}
