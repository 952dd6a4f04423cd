// The clock of every test stands still, so that none depends on the day, the hour or the computer it runs on.
import { beforeEach, vi } from 'vitest';
import { NOW } from './fixtures';

const stop = () => void vi.useFakeTimers({ toFake: ['Date'], now: NOW });
// For what reads it while it is loaded.
stop();
// A test may fake timers or move the clock; the next one begins here again.
beforeEach(stop);
