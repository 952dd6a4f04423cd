// The checks in every test, unless the test provides others.
import { beforeEach } from 'vitest';
import type { Description } from '../bindings';
import { fillCatalogue } from '../checks/catalogue.svelte';
import catalogue from './catalogue.json';

const fill = () => fillCatalogue(catalogue as Description[]);
// For code that reads them on import.
fill();
beforeEach(fill);
