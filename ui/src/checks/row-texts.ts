import type { Field, Kind, Party, Remark, Row, Value, Words } from '../bindings';
import type { Messages } from '../messages/index.svelte';
import { counted, localised } from './catalogue.svelte';

export type KindOf<Is extends Kind['is']> = Extract<Kind, { is: Is }>;
export type ValueOf<Is extends Value['is']> = Extract<Value, { is: Is }>;

export type Cell = { field: Field; value: Value };

/** The visible cells of a row, or of a row of a table within it. */
export function cellsOf(values: Value[], fields: Field[]): Cell[] {
  return fields.flatMap((field, i) => {
    const value = values[i];
    return !value || field.hidden ? [] : [{ field, value }];
  });
}

function isEmpty(value: Exclude<Value, ValueOf<'unread'>>): boolean {
  if (value.is === 'parties') return value.parties.length === 0;
  return value.is === 'table' ? value.rows.length === 0 : value.raw === '';
}

/** Replaces a value that has nothing to show; null if it has. */
export function missingWords(value: Value, t: Messages): string | null {
  if (value.is === 'unread') return t.text.unread;
  return isEmpty(value) ? t.text.unstated : null;
}

export function nameOf({ name }: Party, t: Messages): string {
  return name === '' ? t.text.unstated : name;
}

/** The text of a single value: amounts and dates in a readable form, anything else as received. */
export function textOf(value: Exclude<Value, ValueOf<'parties' | 'table' | 'unread'>>, t: Messages): string {
  return value.is === 'interpreted' && value.reading ? localised(value.reading, t) : value.raw;
}

export function meaningOf({ levels, unstated, unrecognised }: KindOf<'level'>, { raw, level }: ValueOf<'level'>): Words {
  if (raw === '') return unstated;
  return (level === null ? null : levels[level]?.meaning) ?? unrecognised;
}

export function remarkWords({ field, trouble, raw }: Remark, t: Messages): string {
  return t.remark[trouble](localised(field, t), raw);
}

/** Every text on a card, for filtering. */
export function textsOfRow(row: Row, fields: Field[], t: Messages): string[] {
  const texts = cellsOf(row.values, fields).flatMap((cell) => textsOfCell(cell, t));
  return [...texts, ...row.remarks.map((remark) => remarkWords(remark, t))];
}

function textsOfCell({ field: { kind }, value }: Cell, t: Messages): string[] {
  switch (value.is) {
    case 'text':
    case 'interpreted':
      return [missingWords(value, t) ?? textOf(value, t)];
    case 'parties':
      return value.parties.length === 0 ? [t.text.unstated] : value.parties.map((party) => `${nameOf(party, t)} ${t.party[party.kind]}`);
    case 'level':
      return [missingWords(value, t) ?? value.raw, ...(kind.is === 'level' ? [localised(meaningOf(kind, value), t)] : [])];
    case 'flag':
      return [missingWords(value, t) ?? value.raw, ...(kind.is === 'flag' && value.marked ? [localised(kind.meaning, t)] : [])];
    case 'table':
      return kind.is === 'table' ? textsOfTable(kind, value.rows, t) : [];
    case 'unread':
      return [t.text.unread];
    default:
      return value satisfies never;
  }
}

function textsOfTable({ columns, count, none }: KindOf<'table'>, rows: Value[][], t: Messages): string[] {
  if (rows.length === 0) return [localised(none, t)];
  return [counted(count, rows.length, t), ...rows.flatMap((row) => cellsOf(row, columns).flatMap((cell) => textsOfCell(cell, t)))];
}
