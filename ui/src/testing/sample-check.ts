import type { Description, Field, Kind } from '../bindings';

const words = (zh: string, en: string) => ({ zh, en });

function field(zh: string, en: string, kind: Kind, over: Partial<Field> = {}): Field {
  return { label: words(zh, en), kind, title: false, copy: false, summary: false, hidden: false, ...over };
}

/** A check unknown to the app, with a field of each kind, known to the page only by this description. */
export const SAMPLE: Description = {
  id: 'sample',
  group: 'judicial',
  provisional: false,
  custom: false,
  tone: 'adverse',
  default: false,
  name: words('样品名单', 'Sample list'),
  about: words('样品名单里有什么。', 'What the sample list holds.'),
  found: { zh: '查到{n}条样品', en: '{n} samples found', one: '{n} sample found' },
  none: words('未查到样品', 'No sample found'),
  limits: words('仅含样品。未查到不等于没有风险。', 'Only samples. No record found is not the same as no risk.'),
  fields: [
    field('内部编号', 'Internal number', { is: 'text' }, { hidden: true, summary: true }),
    field('编号', 'Number', { is: 'text' }, { title: true, copy: true, summary: true }),
    field('电话', 'Telephone', { is: 'text' }, { copy: true }),
    field('立案日期', 'Filed', { is: 'date' }, { summary: true }),
    field('金额', 'Amount', { is: 'money' }, { summary: true }),
    field('当事人', 'Parties', { is: 'parties' }, { summary: true }),
    field(
      '等级',
      'Level',
      {
        is: 'level',
        levels: [
          { meaning: words('平常。', 'Ordinary.'), warns: false },
          { meaning: words('请留意。', 'Take care.'), warns: true },
        ],
        unstated: words('没有给出等级。', 'No level given.'),
        unrecognised: words('不认识这个等级。', 'The level is not known.'),
      },
      { summary: true },
    ),
    field('状态', 'State', { is: 'flag', meaning: words('已经失效', 'No longer in force') }, { summary: true }),
    field(
      '明细',
      'Details',
      {
        is: 'table',
        columns: [field('序号', 'Step', { is: 'text' }), field('数额', 'Sum', { is: 'money' })],
        count: { zh: '明细 {n} 条', en: '{n} details', one: '{n} detail' },
        none: words('没有明细。', 'No details.'),
      },
      { summary: true },
    ),
  ],
};

/** A field of it by its Chinese label, with its columns if it is a table. */
export function sampleField(zh: string): Field & { columns?: Field[] } {
  const found = SAMPLE.fields.find(({ label }) => label.zh === zh);
  if (!found) throw new Error(`no field ${zh}`);
  return found.kind.is === 'table' ? { ...found, columns: found.kind.columns } : found;
}
