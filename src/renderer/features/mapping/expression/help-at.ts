import {
  jsonataFunctions,
  type ScriptFunction,
  signature,
  stdFunctions,
  utilFunctions,
} from '../../../../shared/domain/script-functions.ts';
import { factsOf, type Language, openText } from './completions.ts';
import { type Place, placeAt, segmentsOf } from './tree.ts';

const known: Readonly<
  Record<Language, readonly { readonly prefix: string; readonly fns: readonly ScriptFunction[] }[]>
> = {
  jsonnet: [
    { prefix: '$.util.', fns: utilFunctions },
    { prefix: 'std.', fns: stdFunctions },
  ],
  jsonata: [{ prefix: '$', fns: jsonataFunctions }],
};

/** Help for what stands at a place: a function's signature and line, or a field's type and value in the chosen record. */
export function helpAt(
  language: Language,
  text: string,
  at: number,
  places: readonly Place[],
): { readonly from: number; readonly to: number; readonly title: string; readonly text: string } | null {
  const from = at - (/[\w$.[\]"'=]*$/.exec(text.slice(0, at))?.[0].length ?? 0);
  const to = at + (/^\w*/.exec(text.slice(at))?.[0].length ?? 0);
  const word = text.slice(from, to);
  for (const { prefix, fns } of known[language]) {
    if (!word.startsWith(prefix)) continue;
    const fn = fns.find(({ name }) => name === word.slice(prefix.length));
    if (fn !== undefined) return { from, to, title: signature(fn, prefix), text: fn.help };
  }
  const path = language === 'jsonnet' ? /^\$\.input\.(.+)$/.exec(word)?.[1] : word;
  if (path === undefined || path === '' || openText(text.slice(0, from), language) !== null) return null;
  const place = placeAt(places, segmentsOf(path));
  if (place === null) return null;
  const title = place.label === '' ? path : `${place.label} (${path})`;
  return { from, to, title, text: factsOf(place) };
}
