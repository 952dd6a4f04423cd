import { expect, test, vi } from 'vitest';
import { Attempt } from './attempt.svelte';
import { deferred } from './testing/fixtures';

test('a_second_click_while_a_command_is_under_way_does_nothing', async () => {
  const reply = deferred<void>();
  const command = vi.fn(() => reply.promise);
  const attempt = new Attempt();
  const first = attempt.run(command);
  await attempt.run(command);
  expect(command).toHaveBeenCalledTimes(1);
  expect(attempt.busy).toBe(true);
  reply.resolve();
  await first;
  expect(attempt.busy).toBe(false);
});

test('why_a_command_failed_is_forgotten_when_it_is_given_again', async () => {
  const attempt = new Attempt();
  await attempt.run(() => Promise.reject({ kind: 'notFound' }));
  expect(attempt.error).toEqual({ kind: 'notFound' });
  await attempt.run(() => Promise.resolve());
  expect(attempt.error).toBeNull();
});
