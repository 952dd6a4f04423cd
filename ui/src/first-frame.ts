import { render } from 'svelte/server';
import App from './App.svelte';
import type { Backend } from './backend';
import type { Description } from './bindings';
import { fillCatalogue } from './checks/catalogue.svelte';
import { Desk } from './desk.svelte';
import catalogue from './testing/catalogue.json';

/** The page as HTML before the app's state is known. The build writes it into index.html, and `main.ts` takes it over. */
export function firstFrame(): string {
  fillCatalogue(catalogue as unknown as Description[]);
  const desk = new Desk({} as Backend);
  desk.opening = true;
  const { body } = render(App, { props: { desk } });
  // The content policy allows no inline styles; those that matter are set by script.
  return body.replaceAll(/ style=(").*?\1/g, '');
}
