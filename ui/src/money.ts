import type { Money } from './bindings';
import type { Messages } from './messages/index.svelte';

/** A plain decimal, as the core writes it: sign, integer part, fraction. */
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * An amount in words: `1,120,000.00 元（112 万元）`. Works on the digits, because a float would change large amounts.
 * Null where the service gave no amount; the raw text where it could not be read.
 */
export function moneyWords(money: Money, t: Messages): string | null {
  const match = DECIMAL.exec(money.yuan ?? '');
  if (!match) return money.raw === '' ? null : money.raw + t.money.unread;
  const sign = match[1] ?? '';
  const integer = (match[2] ?? '').replace(/^0+(?=\d)/, '');
  const fraction = match[3] ?? '';
  const exact = t.money.exact(sign + grouped(integer) + '.' + fraction.padEnd(2, '0'));

  const { scales } = t.money;
  const at = scales.findIndex(({ digits }) => integer.length > digits);
  const scale = scales[at];
  if (!scale) return exact;
  const { text, rounded } = shifted(integer, fraction, scale.digits);
  const larger = scales[at - 1];
  // Rounded up to one of the larger unit: 10,000 万 is 1 亿.
  const carried = larger !== undefined && text === grouped('1' + '0'.repeat(larger.digits - scale.digits));
  const inWords = carried ? larger.words(sign + '1') : scale.words(sign + text);
  return exact + t.money.parenthesis(rounded ? t.money.about(inWords) : inWords);
}

function grouped(integer: string): string {
  return integer.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Moves the decimal point `digits` places to the left and keeps two decimals, rounding half up. */
function shifted(integer: string, fraction: string, digits: number): { text: string; rounded: boolean } {
  const head = integer.slice(0, -digits);
  const tail = integer.slice(-digits) + fraction;
  const dropped = tail.slice(2);
  let hundredths = BigInt(head + tail.slice(0, 2));
  if (/^[5-9]/.test(dropped)) hundredths += 1n;
  const whole = hundredths.toString();
  const decimals = whole.slice(-2).replace(/0+$/, '');
  const text = grouped(whole.slice(0, -2)) + (decimals && '.' + decimals);
  return { text, rounded: /[1-9]/.test(dropped) };
}
