import { vi } from 'vitest';
import App from '../App.svelte';
import type { Backend } from '../backend';
import type { AppState } from '../bindings';
import { Desk } from '../desk.svelte';
import { appState, fakeBackend, foundThree, named } from './fixtures';
import { render, settle } from './render';

/** Opens the whole page; what is typed is recognised as a name, and look-ups find three records. */
export async function openApp(over: Partial<Backend> = {}, state: AppState = appState()) {
  const lookUp = vi.fn<Backend['lookUp']>(() => Promise.resolve(foundThree()));
  const backend = fakeBackend({
    appState: () => Promise.resolve(state),
    recognise: (text) => Promise.resolve(named(text)),
    rememberChecks: () => Promise.resolve(null),
    lookUp,
    ...over,
  });
  const desk = new Desk(backend);
  const page = render(App, { desk });
  await desk.open();
  await settle();
  return { desk, page, lookUp, box: page.querySelector<HTMLInputElement>('input[type=search]')! };
}
