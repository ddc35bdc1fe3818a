import { en } from './en.ts';

/** Every message the app can show, by key. */
export type MessageKey = keyof typeof en;
/** The words of one language: every key, with the same `{name}` parts as the English message. */
export type Catalogue = Readonly<Record<MessageKey, string>>;

type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type Values<K extends MessageKey> = Record<NamesIn<(typeof en)[K]>, string | number>;
type Arguments<K extends MessageKey> = [NamesIn<(typeof en)[K]>] extends [never] ? [] : [values: Values<K>];

/** What this process speaks. One window and one tray speak one language at a time, so it is no argument of every call. */
let spoken: { readonly words: Catalogue; readonly locale: string } = { words: en, locale: 'en-US' };

/** From now on words come from this catalogue, numbers and dates are written as in this locale (BCP 47). Whoever calls it draws again. */
export function speak(words: Catalogue, locale: string): void {
  spoken = { words, locale };
}

/** The locale that goes with the words, for dates and numbers. */
export function spokenLocale(): string {
  return spoken.locale;
}

const numberFormats = new Map<string, Intl.NumberFormat>();

/** A number as the spoken language writes it: 10,000 or 10.000. Making a format takes far longer than using it, so it is made once. */
export function formatNumber(n: number, options?: Intl.NumberFormatOptions): string {
  const key = `${spoken.locale} ${options === undefined ? '' : JSON.stringify(options)}`;
  let format = numberFormats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(spoken.locale, options);
    numberFormats.set(key, format);
  }
  return format.format(n);
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/**
 * The words for a key, with `{name}` parts filled in. The compiler knows which names a message needs, so a message and its
 * callers cannot drift apart.
 */
export function t<K extends MessageKey>(key: K, ...args: Arguments<K>): string {
  return fill(spoken.words[key], args[0] ?? {});
}

type CountedKey = MessageKey extends infer K ? (K extends `${infer Stem}.one` ? Stem : never) : never;

/**
 * The words for a count: `<key>.one` for exactly one, `<key>.other` for the rest. `{n}` is the count; further names come from
 * `values`.
 */
export function tn(key: CountedKey, n: number, values: Readonly<Record<string, string | number>> = {}): string {
  const form = (n === 1 ? `${key}.one` : `${key}.other`) as MessageKey;
  return fill(spoken.words[form], { n: formatNumber(n), ...values });
}
