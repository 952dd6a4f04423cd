/** How long after a composition its own Enter may still arrive. */
export const AFTER_COMPOSITION_MS = 500;
/** The key code of a key that an input method has handled. */
export const KEY_TAKEN_BY_IME = 229;

/**
 * Calls `submit` on an Enter that is meant to submit, not on one that belongs to the input method.
 *
 * Chromium sends the committing Enter before `compositionend`, marked as composing. WKWebView sends it afterwards, not
 * marked, but with key code 229; so one such Enter within half a second is swallowed. Only one, because WKWebView uses
 * that code for some real Enters as well.
 */
export function onEnter(input: HTMLInputElement, submit: () => void): () => void {
  let composing = false;
  let endedAt = -Infinity;

  const ended = () => {
    composing = false;
    endedAt = performance.now();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || composing || event.isComposing) return;
    // The browser's implicit submission does not know this rule.
    event.preventDefault();
    const taken = event.keyCode === KEY_TAKEN_BY_IME && performance.now() - endedAt < AFTER_COMPOSITION_MS;
    endedAt = -Infinity;
    if (!taken && !event.repeat) submit();
  };

  const listening = new AbortController();
  const { signal } = listening;
  input.addEventListener('compositionstart', () => (composing = true), { signal });
  input.addEventListener('compositionend', ended, { signal });
  input.addEventListener('keydown', pressed, { signal });
  return () => listening.abort();
}
