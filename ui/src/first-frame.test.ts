import { flushSync, hydrate, unmount } from 'svelte';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { drawFirstFrame } from '../draw-first-frame';
import App from './App.svelte';
import { Desk } from './desk.svelte';
import { appState, fakeBackend, named, SUBJECT } from './testing/fixtures';
import { button, settle } from './testing/render';

let app: Record<string, unknown>;
afterEach(() => unmount(app));

let html: string;
beforeAll(async () => {
  // As in a build: Svelte's own names and checks of development are not in it.
  vi.stubEnv('NODE_ENV', 'production');
  html = await drawFirstFrame();
  vi.unstubAllEnvs();
});

/** The page before its script runs. */
function drawn() {
  document.body.innerHTML = `<div id="app">${html}</div>`;
  return { target: document.getElementById('app')!, box: document.querySelector<HTMLInputElement>('input[type=search]')! };
}

/** As in `main.ts`. */
async function takeOver(target: HTMLElement) {
  const warned = vi.spyOn(console, 'warn');
  const recognise = (text: string) => Promise.resolve(named(text));
  const desk = new Desk(fakeBackend({ appState: () => Promise.resolve(appState()), recognise }));
  const opened = desk.open();
  app = hydrate(App, { target, props: { desk } });
  flushSync();
  const before = target.innerHTML;
  await opened;
  await settle();
  return { before, warned };
}

test('the_script_takes_over_what_the_build_drew_as_it_is', async () => {
  const { target } = drawn();
  const elements = target.querySelectorAll('*').length;
  const kept = [...target.querySelectorAll('input, button, h1, [role=tab], [role=tabpanel]')];
  const { before, warned } = await takeOver(target);
  expect(kept.length).toBeGreaterThan(10);
  expect(kept.filter((each) => !each.isConnected)).toEqual([]);
  expect(warned).not.toHaveBeenCalled();
  const copy = document.createElement('div');
  copy.innerHTML = before;
  // Icons are set by script.
  copy.querySelectorAll('.icon > *').forEach((icon) => icon.remove());
  expect(copy.querySelectorAll('*').length).toBe(elements);
});

test('a_name_typed_before_the_script_runs_stays_in_the_box_and_can_be_looked_up', async () => {
  const { target, box } = drawn();
  box.value = SUBJECT;
  box.focus();
  await takeOver(target);
  expect(box.isConnected).toBe(true);
  expect(box.value).toBe(SUBJECT);
  expect(document.activeElement).toBe(box);
  expect(button('核查（3 项').disabled).toBe(false);
});
