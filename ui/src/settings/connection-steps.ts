import type { ConnectionTest, FailureCause } from '../bindings';
import { clockWords, isClockFarOff } from '../checks/clock-words';
import type { Messages } from '../messages/index.svelte';

/** A prerequisite of a connection; `unknown` if the test did not get that far. */
export type Step = { name: string; state: 'ok' | 'failed' | 'unknown'; text: string };

/** The result of a connection test, in order of dependency. */
export function connectionSteps(test: ConnectionTest, t: Messages): Step[] {
  const { failure, clockAheadSeconds: ahead, proxy } = test;
  const s = t.settings.steps;
  const reached = failure === null || answered(failure.cause);
  const far = ahead !== null && isClockFarOff(ahead);
  const way = proxy === null ? t.settings.wayDirect : t.settings.wayByProxy(proxy);
  return [
    { name: s.key, state: 'ok', text: s.keyFound },
    { name: s.network, state: reached ? 'ok' : 'failed', text: reached ? way : s.notReached + way },
    {
      name: s.clock,
      state: ahead === null ? 'unknown' : far ? 'failed' : 'ok',
      text: ahead === null ? (reached ? s.noTime : s.untold) : clockWords(ahead, t) + (far ? t.settings.clockFar : ''),
    },
    {
      name: s.account,
      state: failure === null ? 'ok' : reached ? 'failed' : 'unknown',
      text: failure === null ? s.accountOk : reached ? likelyCause(failure.cause, ahead === null ? null : far, t) : s.untold,
    },
  ];
}

/** Whether the service itself answered, whatever it said. */
function answered(cause: FailureCause): boolean {
  const read = cause.kind === 'status' || cause.kind === 'inconsistent';
  return read || (cause.kind === 'unreadable' && (cause.reason === 'shape' || cause.reason === 'xml'));
}

/** A refused signature has several causes; the clock tells which is likely. */
function likelyCause(cause: FailureCause, far: boolean | null, t: Messages): string {
  const signature = cause.kind === 'status' && (cause.meaning === 'signature' || cause.meaning === 'authentication');
  if (!signature) return t.settings.steps.accountFailed;
  if (far === null) return t.settings.steps.likelyEither;
  return far ? t.settings.steps.likelyClock : t.settings.steps.likelySecret;
}
