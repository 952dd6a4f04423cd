import { expect, test } from 'vitest';
import type { Recognition } from '../bindings';
import { named } from '../testing/fixtures';
import { NOTHING, Recogniser, subjectOf } from './recogniser.svelte';

/** A core whose answers the test gives by hand, in any order. */
function slowCore() {
  const answers = new Map<string, { resolve: (recognition: Recognition) => void; reject: (error: unknown) => void }>();
  return {
    backend: {
      recognise: (text: string) =>
        new Promise<Recognition>((resolve, reject) => {
          answers.set(text, { resolve, reject });
        }),
    },
    answer: (text: string) => answers.get(text)?.resolve(named(text)),
    fail: (text: string) => answers.get(text)?.reject(new Error('no answer')),
  };
}

test('an_answer_to_an_older_text_is_dropped', async () => {
  const core = slowCore();
  const recogniser = new Recogniser(core.backend);
  const older = recogniser.read('示例');
  const newer = recogniser.read('示例贸易');
  core.answer('示例贸易');
  expect(subjectOf((await newer)!)).toBe('示例贸易');
  core.answer('示例');
  expect(await older).toBeNull();
  expect(subjectOf(recogniser.recognition)).toBe('示例贸易');
});

test('settled_waits_for_the_newest_text', async () => {
  const core = slowCore();
  const recogniser = new Recogniser(core.backend);
  void recogniser.read('示例');
  const settled = recogniser.settled();
  void recogniser.read('示例贸易');
  core.answer('示例');
  core.answer('示例贸易');
  expect(subjectOf(await settled)).toBe('示例贸易');
});

test('an_empty_box_asks_nothing', async () => {
  const recogniser = new Recogniser({ recognise: () => Promise.reject(new Error('asked')) });
  expect(await recogniser.read('')).toEqual(NOTHING);
  expect(recogniser.failed).toBe(false);
});

test('a_text_that_the_core_did_not_answer_for_is_not_sent', async () => {
  const core = slowCore();
  const recogniser = new Recogniser(core.backend);
  const reading = recogniser.read('示例');
  core.fail('示例');
  expect(await reading).toBeNull();
  expect(recogniser.failed).toBe(true);
  expect(subjectOf(recogniser.recognition)).toBeNull();
});

test('a_recognition_is_known_to_be_of_the_text_that_it_answers', async () => {
  const core = slowCore();
  const recogniser = new Recogniser(core.backend);
  const older = recogniser.read('示例');
  const newer = recogniser.read('示例贸易');
  core.answer('示例');
  await older;
  expect(recogniser.of).toBe('');
  core.answer('示例贸易');
  await newer;
  expect(recogniser.of).toBe('示例贸易');
});

test('refused_and_several_give_no_subject', () => {
  expect(subjectOf({ ...NOTHING, kind: 'refused', refusal: { kind: 'personalNumber', number: 'mobile' } })).toBeNull();
  expect(subjectOf({ ...NOTHING, kind: 'several' })).toBeNull();
});
