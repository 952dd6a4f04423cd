import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach } from 'vitest';
import { Desk } from '../desk.svelte';
import { fakeBackend } from './fixtures';

const mounted: Record<string, unknown>[] = [];

afterEach(async () => {
  await Promise.all(mounted.splice(0).map((component) => unmount(component)));
  document.body.replaceChildren();
});

/** Mounts a component with a desk in its context and removes it after the test. */
export function render<Props extends Record<string, unknown>>(component: Component<Props>, props: Props, desk = new Desk(fakeBackend())): HTMLElement {
  const target = document.body.appendChild(document.createElement('div'));
  mounted.push(mount(component, { target, props, context: new Map([[Desk, desk]]) }) as Record<string, unknown>);
  flushSync();
  return target;
}

/** What the page reads when it opens. */
const onDemand = import.meta.glob([
  '../{record/RecordView,record/ReadOnlyBanner,search/ChoiceDialog,summary/SummaryDialog,evidence/EvidenceDialog,KeysDialog}.svelte',
  '../settings/{SettingsDialog,UnreadyBanner}.svelte',
  '../checks/{LookUpPanel,identity-report/IdentityReportPanel,quota/QuotaPanel,quota/Modules,registration-snapshot/SnapshotView}.svelte',
  '../messages/{en,en.demo,zh-CN.demo}.ts',
]);

/** Flushes promises and the DOM. */
export async function settle(): Promise<void> {
  await Promise.all(Object.values(onDemand).map((read) => read()));
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  flushSync();
}

/** The button whose text begins with this; throws if there is none. */
export function button(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find((each) => spoken(each).startsWith(name));
  if (!found) throw new Error(`no button ${name}; there are: ${[...document.querySelectorAll('button')].map(spoken).join(' | ')}`);
  return found;
}

export function hasButton(name: string): boolean {
  return [...document.querySelectorAll('button')].some((each) => spoken(each).startsWith(name));
}

export function click(name: string): void {
  button(name).click();
  flushSync();
}

/** The text of an element with white space collapsed. */
export function spoken(element: Element): string {
  return (element.textContent ?? '').replace(/\s+/g, ' ').trim();
}

export function type(input: HTMLInputElement, value: string): void {
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}
