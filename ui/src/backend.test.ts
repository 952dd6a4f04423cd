import { expect, test } from 'vitest';
import { asBackendError } from './backend';
import { en } from './messages/en';
import { errorDetail, errorWords } from './messages/failure-words';
import { zhCN } from './messages/zh-CN';

test('an_error_of_the_core_stays_what_it_is', () => {
  const error = { kind: 'orderOpen', order: 7 };
  expect(asBackendError(error)).toBe(error);
});

test.each([
  ['invalid args `request` for command `look_up`: missing field `id`'],
  [new Error('the channel is gone')],
  [undefined],
  [null],
  [404],
  [['kind']],
  [{ kind: 5 }],
  [{ message: 'no kind' }],
])('whatever_else_a_command_is_refused_with_is_told_in_words %#', (rejection) => {
  const trouble = asBackendError(rejection);
  expect(trouble.kind).toBe('malformed');
  expect(errorWords(trouble, zhCN)).toBe(zhCN.error.malformed);
  expect(errorWords(trouble, en)).toBe(en.error.malformed);
});

test('what_the_core_said_can_be_looked_up_under_the_words', () => {
  expect(errorDetail(asBackendError('invalid args `id`'))).toBe('invalid args `id`');
  expect(errorDetail(asBackendError(new Error('the channel is gone')))).toBe('the channel is gone');
});
