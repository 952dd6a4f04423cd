import { expect, test } from 'vitest';
import { exitRow } from '../testing/fixtures';
import { holds } from './filter';

test('a_record_is_found_by_any_of_its_values_however_deep', () => {
  expect(holds(exitRow(), '王示例')).toBe(true);
  expect(holds(exitRow(), '海事法院')).toBe(true);
  expect(holds(exitRow(), '67735331')).toBe(true);
  expect(holds(exitRow(), '不在其中')).toBe(false);
});

test('width_and_case_of_letters_do_not_matter', () => {
  const row = exitRow({ caseNo: '（2018）沪72执123号ＡＢ' });
  expect(holds(row, '(2018)沪72')).toBe(true);
  expect(holds(row, ' ab ')).toBe(true);
});

test('the_name_of_a_field_is_no_value', () => {
  expect(holds(exitRow(), 'courtTel')).toBe(false);
});
