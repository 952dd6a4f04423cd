import { expect, test } from 'vitest';
import { beforePrint, print } from './print';

test('what_is_drawn_for_paper_only_is_made_ready_too', async () => {
  const order: string[] = [];
  const undo: (() => void)[] = [];
  undo.push(
    beforePrint(() => {
      order.push('list');
      undo.push(beforePrint(() => order.push('row')));
    }),
  );
  await print(() => Promise.resolve(order.push('paper')));
  expect(order).toEqual(['list', 'row', 'paper']);
  undo.forEach((each) => each());
});
