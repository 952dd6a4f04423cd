import { afterEach, expect, test, vi } from 'vitest';
import type { Recognition } from '../bindings';
import { speak } from '../messages/index.svelte';
import { named } from '../testing/fixtures';
import { click, render, settle, spoken } from '../testing/render';
import { NOTHING } from './recogniser.svelte';
import RecognitionNote from './RecognitionNote.svelte';

afterEach(() => void speak('zh-CN'));

function shown(recognition: Recognition) {
  const [onchoose, onkeep] = [vi.fn(), vi.fn()];
  const note = render(RecognitionNote, { recognition, confirmed: false, onchoose, onkeep });
  return { note, onchoose, onkeep, buttons: [...note.querySelectorAll('button')].map(spoken) };
}

test('each_kind_of_offer_says_what_it_is_and_is_chosen_by_a_click', () => {
  const { buttons, onchoose } = shown({
    ...named('⼯ 91440116771190375E'),
    offers: [
      { kind: 'ordinaryCharacters', text: '工' },
      { kind: 'name', text: '示例公司' },
      { kind: 'creditCode', text: '91440116771190375E' },
      { kind: 'registrationNo', text: '110108000000016' },
      { kind: 'joined', text: '示例有限公司' },
      { kind: 'cell', text: '上海' },
      { kind: 'otherWriting', text: '示例（上海）' },
    ],
    questions: [{ kind: 'moreThanAName' }],
  });
  expect(buttons).toEqual([
    '常用字 工',
    '名称 示例公司',
    '信用代码 91440116771190375E',
    '注册号 110108000000016',
    '去掉空格或换行 示例有限公司',
    '上海',
    '示例（上海）',
    '保持原样',
  ]);
  click('信用代码');
  expect(onchoose).toHaveBeenCalledExactlyOnceWith('91440116771190375E');
});

test('every_question_has_its_sentence_in_both_languages', async () => {
  for (const language of ['zh-CN', 'en'] as const) {
    await speak(language);
    const { note } = shown({
      ...named('示 例'),
      questions: [
        { kind: 'lookAlikes', characters: '⼯' },
        { kind: 'blanks' },
        { kind: 'moreThanAName' },
        { kind: 'personalNumber', number: 'travelDocument' },
      ],
    });
    const group = note.querySelector('[role=group]')!;
    expect(spoken(document.getElementById(group.getAttribute('aria-labelledby')!)!)).toContain('⼯');
    expect(note.querySelectorAll('p > span:not(.icon)')).toHaveLength(4);
    await settle();
  }
});

test('an_ordinary_text_is_only_named', () => {
  const { note, buttons } = shown(named('示例公司'));
  expect([spoken(note), buttons]).toEqual(['公司名称', []]);
});

test('brackets_are_offered_without_a_question', () => {
  const { note, buttons } = shown({ ...named('示例(上海)'), offers: [{ kind: 'otherWriting', text: '示例（上海）' }] });
  expect(spoken(note)).toBe('公司名称 也许登记的是： 示例（上海）');
  expect(buttons).toEqual(['示例（上海）']);
});

test('a_refused_number_names_what_it_looks_like', () => {
  const { note } = shown({ ...NOTHING, kind: 'refused', refusal: { kind: 'personalNumber', number: 'mobile' } });
  expect(spoken(note)).toContain('疑似手机号，不会发送');
});
