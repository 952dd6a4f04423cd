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
        { kind: 'codeLength', length: 17 },
        { kind: 'moreThanAName' },
        { kind: 'personalNumber', number: 'travelDocument' },
      ],
    });
    const group = note.querySelector('[role=group]')!;
    expect(spoken(document.getElementById(group.getAttribute('aria-labelledby')!)!)).toContain('⼯');
    expect(note.querySelectorAll('p > span:not(.icon)')).toHaveLength(5);
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

test('how_many_offers_are_left_out_is_said_in_both_languages', async () => {
  const offers = Array.from({ length: 20 }, (_, i) => ({ kind: 'cell' as const, text: `示例${i}有限公司` }));
  const { note, buttons } = shown({ ...NOTHING, kind: 'several', offers, leftOut: 10 });
  expect(buttons).toHaveLength(20);
  expect(spoken(note)).toContain('另有 10 个没有列出；要核查的不在上面时，请单独粘贴它。');
  await speak('en');
  await settle();
  expect(spoken(note)).toContain('10 more are not listed. If the one you need is missing, paste it alone.');
  const few = shown({ ...NOTHING, kind: 'several', offers: offers.slice(0, 2) });
  expect(spoken(few.note)).not.toContain('not listed');
});

test('a_refused_number_names_what_it_looks_like', () => {
  const { note } = shown({ ...NOTHING, kind: 'refused', refusal: { kind: 'personalNumber', number: 'mobile' } });
  expect(spoken(note)).toContain('疑似手机号，不会发送');
});
