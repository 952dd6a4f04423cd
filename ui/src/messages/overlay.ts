import type { Messages } from './zh-CN';

type Sentence<T> = T extends (...args: infer Args) => string ? (...args: Args) => string : T extends string ? string : T extends string[] ? string[] : never;

/** A subset of the messages in the same shape. */
export type Overlay<T = Messages> = { [Key in keyof T]?: T[Key] extends string | string[] | ((...args: never[]) => string) ? Sentence<T[Key]> : Overlay<T[Key]> };

const isSection = (node: unknown): node is object => typeof node === 'object' && node !== null && !Array.isArray(node);

/** The messages with those of the overlay in their place. */
export function overlaid<T extends object>(all: T, over: object): T {
  const put = Object.entries(over).map(([key, instead]) => {
    const message = (all as Record<string, unknown>)[key];
    return [key, isSection(instead) && isSection(message) ? overlaid(message, instead) : instead];
  });
  return { ...all, ...Object.fromEntries(put) };
}

/** An overlay of the sentences that a rule changes. Those that are functions are left to the caller. */
export function reworded(messages: object, rule: (text: string) => string): Overlay {
  const changed = Object.entries(messages).flatMap(([key, message]) => {
    if (isSection(message)) return [[key, reworded(message, rule)]];
    const instead = typeof message === 'string' ? rule(message) : Array.isArray(message) ? message.map(rule) : message;
    return String(instead) === String(message) ? [] : [[key, instead]];
  });
  return Object.fromEntries(changed);
}
