// The clock stands still in every test, so that none depends on the day, the hour or the computer.
import { beforeEach, vi } from 'vitest';
import { NOW } from './fixtures';

const stop = () => void vi.useFakeTimers({ toFake: ['Date'], now: NOW });
// For code that reads it on import.
stop();
// A test may fake timers or move the clock; the next one starts here again.
beforeEach(stop);
