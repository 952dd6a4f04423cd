// The checks that the page knows in every test, unless the test fills in others.
import { beforeEach } from 'vitest';
import type { Description } from '../bindings';
import { fillCatalogue } from '../checks/catalogue.svelte';
import catalogue from './catalogue.json';

const fill = () => fillCatalogue(catalogue as Description[]);
// For what reads it while it is loaded.
fill();
beforeEach(fill);
