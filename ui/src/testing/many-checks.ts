import type { Description, Row } from '../bindings';
import catalogue from './catalogue.json';
import { valuesOf } from './fixtures';

const shipped = catalogue as Description[];
const like = shipped.find(({ id }) => id === 'dishonestDebtor')!;

/** As many checks as an account may have: those of the app, and one of an organisation. */
export const MANY_CHECKS: Description[] = [
  ...shipped,
  { ...like, id: 'own-suppliers', group: 'assets', custom: true, name: { zh: '供应商警示名单（自定义）', en: 'Supplier watch list (custom)' } },
];

/** A row of a check that is off by default. */
export const manyRow = (n: number): Row => ({
  values: valuesOf(like.fields, { 案号: `（2024）示01执${n}号`, 执行法院: '示例市中级人民法院', 立案日期: '2024-03-05' }),
  remarks: [],
});
