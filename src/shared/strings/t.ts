import { en } from './en.ts';

/** Every message the window can show, by key. */
export type MessageKey = keyof typeof en;

type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type Values<K extends MessageKey> = Record<NamesIn<(typeof en)[K]>, string | number>;
type Arguments<K extends MessageKey> = [NamesIn<(typeof en)[K]>] extends [never] ? [] : [values: Values<K>];

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/**
 * The words for a key, with `{name}` parts filled in. The compiler knows which names a message needs, so a message and its
 * callers cannot drift apart.
 */
export function t<K extends MessageKey>(key: K, ...args: Arguments<K>): string {
  return fill(en[key], args[0] ?? {});
}

type CountedKey = MessageKey extends infer K ? (K extends `${infer Stem}.one` ? Stem : never) : never;

/**
 * The words for a count: `<key>.one` for exactly one, `<key>.other` for the rest. `{n}` is the count; further names come from
 * `values`.
 */
export function tn(key: CountedKey, n: number, values: Readonly<Record<string, string | number>> = {}): string {
  const form = (n === 1 ? `${key}.one` : `${key}.other`) as MessageKey;
  return fill(en[form], { n: n.toLocaleString('en-US'), ...values });
}
