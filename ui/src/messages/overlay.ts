import type { Messages } from './zh-CN';

type Sentence<T> = T extends (...args: infer Args) => string ? (...args: Args) => string : T extends string ? string : T extends string[] ? string[] : never;

/** A subset of the messages in the same shape. */
export type Overlay<T = Messages> = { [Key in keyof T]?: T[Key] extends string | string[] | ((...args: never[]) => string) ? Sentence<T[Key]> : Overlay<T[Key]> };

/** The messages with those of the overlay in their place. */
export function overlaid<T extends object>(all: T, over: Overlay<T>): T {
  const put = ([key, message]: [string, unknown]): [string, unknown] => {
    const instead = (over as Record<string, unknown>)[key];
    const isSection = typeof instead === 'object' && instead !== null && !Array.isArray(instead);
    return [key, isSection ? overlaid(message as object, instead) : (instead ?? message)];
  };
  return Object.fromEntries(Object.entries(all).map(put)) as T;
}
