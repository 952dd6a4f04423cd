import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { onEnter } from './enter-key';

let input: HTMLInputElement;
let submit: ReturnType<typeof vi.fn<() => void>>;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  input = document.body.appendChild(document.createElement('input'));
  submit = vi.fn<() => void>();
  stop = onEnter(input, submit);
});
afterEach(() => {
  stop();
  input.remove();
});

const composition = (type: 'compositionstart' | 'compositionend') =>
  input.dispatchEvent(new CompositionEvent(type, { bubbles: true }));
const enter = (init: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true, ...init });
  input.dispatchEvent(event);
  return event;
};

test('enter_submits_once', () => {
  expect(enter().defaultPrevented).toBe(true);
  expect(submit).toHaveBeenCalledTimes(1);
});

test('other_keys_and_a_held_enter_do_not_submit', () => {
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', keyCode: 65 }));
  enter({ repeat: true });
  expect(submit).not.toHaveBeenCalled();
});

describe('Chromium: the committing Enter comes before compositionend', () => {
  test('it_does_not_submit_and_the_next_one_does', () => {
    composition('compositionstart');
    enter({ keyCode: 229, isComposing: true });
    composition('compositionend');
    expect(submit).not.toHaveBeenCalled();
    enter();
    expect(submit).toHaveBeenCalledTimes(1);
  });

  test('an_enter_not_marked_but_within_the_composition_does_not_submit', () => {
    composition('compositionstart');
    enter({ keyCode: 229 });
    expect(submit).not.toHaveBeenCalled();
  });
});

describe('WKWebView: the committing Enter comes after compositionend with code 229', () => {
  beforeEach(() => {
    composition('compositionstart');
    composition('compositionend');
  });

  test('it_is_swallowed_and_does_not_reach_the_form', () => {
    vi.advanceTimersByTime(2);
    expect(enter({ keyCode: 229 }).defaultPrevented).toBe(true);
    expect(submit).not.toHaveBeenCalled();
  });

  test('only_one_is_swallowed', () => {
    enter({ keyCode: 229 });
    enter({ keyCode: 229 });
    expect(submit).toHaveBeenCalledTimes(1);
  });

  test('a_real_enter_with_code_229_submits_half_a_second_later', () => {
    vi.advanceTimersByTime(499);
    enter({ keyCode: 229 });
    expect(submit).not.toHaveBeenCalled();
    composition('compositionstart');
    composition('compositionend');
    vi.advanceTimersByTime(500);
    enter({ keyCode: 229 });
    expect(submit).toHaveBeenCalledTimes(1);
  });

  test('an_enter_with_its_own_code_submits_at_once', () => {
    enter({ keyCode: 13 });
    expect(submit).toHaveBeenCalledTimes(1);
  });
});

test('code_229_without_any_composition_submits', () => {
  enter({ keyCode: 229 });
  expect(submit).toHaveBeenCalledTimes(1);
});

test('nothing_happens_after_it_was_stopped', () => {
  stop();
  enter();
  expect(submit).not.toHaveBeenCalled();
});
