import { hydrate } from 'svelte';
import App from './App.svelte';
import { backend } from './backend';
import { fillCatalogue } from './checks/catalogue.svelte';
import { Desk } from './desk.svelte';
import { speak } from './messages/index.svelte';
import './tokens.css';
import './base.css';
import './shared.css';
import './print.css';

/** Longest wait for the first frame, in milliseconds; a minimised window paints none. */
const PATIENCE = 100;

/** The first frame, as the build wrote it, is on screen; taking it over earlier would delay it. */
const firstFrameIsPainted = new Promise<void>((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, PATIENCE);
});

async function start(target: HTMLElement): Promise<void> {
  // The first frame lists the checks. If they cannot be had, `open` tries again and reports why.
  await backend.listChecks().then(fillCatalogue).catch(() => undefined);
  const desk = new Desk(backend);
  const listening = [
    backend.onOrderChanged((news) => desk.orders.onChanged(news)),
    backend.onFileProgress((progress) => desk.onFileProgress(progress)),
    backend.onRecordDamaged(() => void desk.open()),
  ];
  // Listen before reading the state, so that no change is missed.
  await Promise.allSettled(listening);
  const state = backend.appState();
  // `open` reports why it failed.
  state.catch(() => undefined);
  await firstFrameIsPainted;
  void desk.open(state);
  hydrate(App, { target, props: { desk } });
}

void speak('zh-CN');
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
void start(target);
