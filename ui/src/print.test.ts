// What remains on paper. print.css hides by selectors, and this tests what they match; only an engine shows the layout.
import { expect, test } from 'vitest';
import App from './App.svelte';
import type { Backend } from './backend';
import type { Finding, RecordedItem } from './bindings';
import { Desk } from './desk.svelte';
import css from './print.css?raw';
import { appState, ASKED_AT, BAD_SIGNATURE, exitAnswer, fakeBackend, finding, named, noRecord, notVerified, order, OTHER, recordEntry, recordPage, SAVED, SUBJECT } from './testing/fixtures';
import { render, settle, spoken, type } from './testing/render';

const HIDDEN = css
  .replace(/\/\*.*?\*\//gs, '')
  .match(/([^{}]*)\{\s*display: none !important;/)![1]!
  .split(/,(?![^(]*\))/)
  .map((selector) => selector.trim())
  .filter((selector) => !selector.includes('::'));

/** The text of the page that is printed. */
function paper(): string {
  const page = document.body.cloneNode(true) as HTMLElement;
  for (const selector of [...HIDDEN, '[hidden]', '.visually-hidden']) page.querySelectorAll(selector).forEach((each) => each.remove());
  expect(page.querySelector('input, select, textarea')).toBeNull();
  return spoken(page);
}

async function open(over: Partial<Backend> = {}, state = appState()) {
  const desk = new Desk(
    fakeBackend({
      appState: () => Promise.resolve(state),
      recognise: (text) => Promise.resolve(named(text)),
      rememberChecks: () => Promise.resolve(null),
      ...over,
    }),
  );
  const page = render(App, { desk });
  await desk.open();
  await settle();
  return { desk, page };
}

const answers: Record<string, [finding: Finding, texts: string[]]> = {
  what_was_found_is_on_paper_with_nothing_to_click: [finding({ kind: 'found', answer: exitAnswer(3) }), ['查到 3 条限制出境记录', '单号 ORDER1', '案号 （2018）沪72执3号', '法院电话 67735331', '仅含企查查收录的']],
  that_nothing_was_found_is_on_paper_with_nothing_to_click: [noRecord(), ['未查到限制出境记录', '单号 ORDER1', '未查到不等于没有风险']],
  why_nothing_is_known_is_on_paper_with_nothing_to_click: [notVerified(), ['未能核查限制出境', '发生了什么', '是否计费', '下一步']],
};

test.for(Object.entries(answers))('%s', async ([, [answer, texts]]) => {
  const { page, desk } = await open({ lookUp: ({ check }) => Promise.resolve({ ...answer, check }) });
  type(page.querySelector('[type=search]')!, SUBJECT);
  await settle();
  desk.run('exitRestriction');
  desk.screen.tab = 'exitRestriction';
  await settle();
  for (const text of [SUBJECT, '2026-11-22 14:03', ...texts]) expect(paper()).toContain(text);
  expect(paper()).not.toMatch(/核查项|筛选|摘要|打印|会议模式|快捷键/);
});

test('the_record_is_on_paper_with_its_titles_and_without_its_filters', async () => {
  const entries = [
    recordEntry({ kind: 'call', id: 1 }, { conclusion: '可以准入', notes: 1 }),
    recordEntry({ kind: 'call', id: 2 }, { subject: OTHER, outcome: 'noRecord' }),
  ];
  const content: RecordedItem['content'] = { kind: 'finding', finding: finding({ kind: 'found', answer: exitAnswer(3) }) };
  const notes = [{ id: 1, at: ASKED_AT, kind: 'conclusion' as const, text: '可以准入' }];
  const { desk, page } = await open({
    searchRecord: () => Promise.resolve(recordPage(entries)),
    recorded: () => Promise.resolve({ entry: entries[0]!, content, notes }),
  });
  desk.screen.view = 'record';
  await settle();
  page.querySelector<HTMLElement>('main h3 > button')!.click();
  await settle();
  for (const text of [`${SUBJECT} 有记录 限制出境 2026-11-22 14:03`, `${OTHER} 未查到`, '查到 3 条限制出境记录', '查询凭据', 'SHA-256', '结论 可以准入']) {
    expect(paper()).toContain(text);
  }
  expect(paper()).not.toMatch(/搜索记录|起始日期|删除|保存原始答复|调用统计/);
});

test('orders_are_on_paper_and_the_form_for_another_is_not', async () => {
  const orders = [order(1, SAVED), order(2, { kind: 'refused', failure: BAD_SIGNATURE }, { format: 'word' })];
  const { page, desk } = await open({}, appState({ orders }));
  type(page.querySelector('[type=search]')!, SUBJECT);
  await settle();
  desk.screen.tab = 'identityReport';
  await settle();
  for (const text of ['身份报告', 'PDF · 已保存', '示例.pdf', '订单号 RPT1', 'Word']) expect(paper()).toContain(text);
  expect(paper()).not.toMatch(/报告格式|生成报告|另存为|打开/);
});

test('what_is_hidden_beside_the_record_stays_hidden_on_paper', async () => {
  const { desk, page } = await open();
  desk.screen.view = 'record';
  await settle();
  const shown = [...css.matchAll(/([^{}]*)\{\s*display: (?!none)\w+ !important;/g)].map(([, selector]) => selector!.trim());
  expect(shown.length).toBeGreaterThan(0);
  expect(page.querySelectorAll('main > [hidden]').length).toBeGreaterThan(0);
  for (const selector of shown) expect([...page.querySelectorAll(selector)].filter((each) => each.hasAttribute('hidden'))).toEqual([]);
});
