import { mount } from 'svelte';
import App from './App.svelte';
import { backend } from './backend';
import { fillCatalogue } from './checks/catalogue.svelte';
import { Desk } from './desk.svelte';
import { speak } from './messages/index.svelte';
import './tokens.css';
import './base.css';
import './print.css';

/** A web view may draw no frames while its window is hidden; show the window without them after this time. */
const NO_FRAME_MS = 200;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function start(target: HTMLElement): Promise<void> {
  // Load the checks before the first paint. If that fails, `open` tries again and reports why.
  await backend.listChecks().then(fillCatalogue).catch(() => undefined);
  const desk = new Desk(backend);
  mount(App, { target, props: { desk } });
  await Promise.race([frame().then(frame), delay(NO_FRAME_MS)]);
  // Without a window nobody sees an error; load the state in any case.
  await backend.painted().catch(() => undefined);
  await backend.onOrderChanged((order) => desk.orders.update(order)).catch(() => undefined);
  await backend.onFileProgress((progress) => desk.onFileProgress(progress)).catch(() => undefined);
  await backend.onRecordDamaged(() => void desk.open()).catch(() => undefined);
  await desk.open();
}

void speak('zh-CN');
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
void start(target);
