import {
  jsonataFunctions,
  type ScriptFunction,
  signature,
  stdFunctions,
  utilFunctions,
} from '../../../../shared/domain/script-functions.ts';
import { t } from '../../../../shared/strings/t.ts';
import { type Place, placeAt, segmentsOf } from './tree.ts';

/* What is offered while a script is typed. Plain functions over text: the editor's library turns the offers into its own. */

export type Language = 'jsonnet' | 'jsonata';

export interface Offer {
  /** What is shown. */
  readonly label: string;
  /** What the typed text is compared with, from `Offers.from` on. */
  readonly match: string;
  /** Put in the place of what was typed; `${name}` marks what is filled in next. */
  readonly insert: string;
  readonly kind: 'field' | 'function' | 'variable' | 'keyword';
  /** At the right: type and sample value, or parameters. */
  readonly detail: string;
  /** In the box beside: help in one line. */
  readonly help: string;
}

export interface Offers {
  /** Where what was typed begins. */
  readonly from: number;
  readonly offers: readonly Offer[];
}

const deepestShown = 4;
const mostDeep = 400;
const plainKey = /^[A-Za-z_]\w*$/;

const keywords: Readonly<Record<Language, readonly string[]>> = {
  jsonnet: ['local', 'if', 'then', 'else', 'function', 'for', 'in', 'error', 'null', 'true', 'false', 'self', 'super'],
  jsonata: ['and', 'or', 'in', 'function', 'null', 'true', 'false'],
};

/** Whether the end of the text lies in a comment, or in a text begun with which quote and where. */
export function openText(before: string, language: Language): { readonly quote: string; readonly at: number } | null {
  let open: { quote: string; at: number } | null = null;
  for (let at = 0; at < before.length; at += 1) {
    const char = before.charAt(at);
    if (open !== null) {
      if (open.quote === '*/') {
        if (before.startsWith('*/', at)) {
          open = null;
          at += 1;
        }
      } else if (open.quote === '\n') {
        if (char === '\n') open = null;
      } else if (char === '\\') at += 1;
      else if (before.startsWith(open.quote, at)) {
        at += open.quote.length - 1;
        open = null;
      }
    } else if (before.startsWith('/*', at)) open = { quote: '*/', at };
    else if (language === 'jsonnet' && (char === '#' || before.startsWith('//', at))) open = { quote: '\n', at };
    else if (language === 'jsonnet' && before.startsWith('|||', at)) {
      open = { quote: '|||', at };
      at += 2;
    } else if (char === "'" || char === '"') open = { quote: char, at };
  }
  return open;
}

function functionOffer(fn: ScriptFunction, name: string): Offer {
  const needed = fn.parameters.filter((parameter) => !parameter.includes('='));
  const slots = needed.map((parameter) => `\${${parameter}}`).join(', ');
  return {
    label: name,
    match: name,
    insert: `${name}(${slots})`,
    kind: 'function',
    detail: `(${fn.parameters.join(', ')})`,
    help: `${signature(fn, name.slice(0, name.length - fn.name.length))}\n${fn.help}`,
  };
}

/** Name where it says more than the path, type and value. */
export function factsOf(place: Place): string {
  const named = place.label !== '' && (place.customId !== null || place.sample === '');
  return [named ? place.label : '', place.type, place.sample].filter((part) => part !== '').join('  ');
}

/** The way to a place from a path that ends before it: `.name`, `[0]`, `["129"]`; a custom field by its id. */
function step(place: Place, language: Language): string {
  if (place.customId !== null) return `[id=${String(place.customId)}].value`;
  if (/^\d+$/.test(place.key)) return `[${place.key}]`;
  if (plainKey.test(place.key)) return `.${place.key}`;
  return language === 'jsonata' ? `.\`${place.key}\`` : `[${JSON.stringify(place.key)}]`;
}

function deepOffers(places: readonly Place[], language: Language): readonly Offer[] {
  const offers: Offer[] = [];
  const visit = (among: readonly Place[], before: string, depth: number): void => {
    for (const place of among) {
      if (offers.length >= mostDeep) return;
      // A list's places move; Jsonnet finds a custom field by its id with a function.
      if (language === 'jsonnet' && place.customId !== null) continue;
      const way = `${before}${step(place, language)}`;
      offers.push({
        label: way.replace(/^\./, ''),
        match: place.label === '' ? way : `${way} ${place.label}`,
        insert: way,
        kind: 'field',
        detail: factsOf(place),
        help: place.label === '' || place.sample === '' ? '' : `${place.label}\n${place.sample}`,
      });
      if (depth < deepestShown && place.customId === null) visit(place.children, way, depth + 1);
    }
  };
  visit(places, '', 1);
  // Short ways first: what stands directly here before what lies below it.
  return offers.toSorted((a, b) => depthOf(a.insert) - depthOf(b.insert));
}

function depthOf(way: string): number {
  return way.match(/\.|\[/g)?.length ?? 0;
}

/** Offers below a path; `from` lies before the dot, so that `["129"]` can stand in its place. */
function below(places: readonly Place[], path: string, from: number, language: Language): Offers | null {
  const steps = segmentsOf(path.replace(/\[id=\d+\](?:\.value)?/g, ''));
  const among = steps.length === 0 ? places : (placeAt(places, steps)?.children ?? []);
  const offers = deepOffers(among, language);
  return offers.length === 0 ? null : { from, offers };
}

/** `local name =`, `function(a, b)`, `$name :=`: the names given in the script before this place. */
export function givenNames(before: string, language: Language): readonly string[] {
  const names = new Set<string>();
  const found =
    language === 'jsonnet'
      ? before.matchAll(/\blocal\s+([A-Za-z_]\w*)|,\s*([A-Za-z_]\w*)\s*=(?!=)|\bfor\s+([A-Za-z_]\w*)\s+in\b/g)
      : before.matchAll(/\$([A-Za-z_]\w*)\s*:=/g);
  for (const match of found) {
    const name = match[1] ?? match[2] ?? match[3];
    if (name !== undefined) names.add(language === 'jsonata' ? `$${name}` : name);
  }
  for (const [, list = ''] of before.matchAll(/\bfunction\s*\(([^)]*)\)/g)) {
    for (const parameter of list.split(',')) {
      const name = parameter.split('=')[0]?.trim() ?? '';
      if (/^\$?[A-Za-z_]\w*$/.test(name)) names.add(name);
    }
  }
  return [...names];
}

const plain = (name: string, kind: Offer['kind']): Offer => ({
  label: name,
  match: name,
  insert: name,
  kind,
  detail: '',
  help: '',
});
const variable = (name: string): Offer => plain(name, 'variable');
const keyword = (name: string): Offer => plain(name, 'keyword');

/** Custom fields by their ids, in the way that finds them wherever they stand. */
function customOffers(places: readonly Place[], prefix: string): readonly Offer[] {
  return places.flatMap((place) =>
    place.children.flatMap((field): readonly Offer[] =>
      field.customId === null
        ? []
        : [
            {
              label: field.label,
              match: `${prefix}lookup_custom_field ${field.label} ${String(field.customId)}`,
              insert: `${prefix}lookup_custom_field(${String(field.customId)}, $.input, '')`,
              kind: 'field',
              detail: [field.type, field.sample].filter((part) => part !== '').join('  '),
              help: `${t('script.customField', { id: field.customId })}\n${prefix}lookup_custom_field(${String(field.customId)}, $.input, '')`,
            },
          ],
    ),
  );
}

/** A dot path as `lookup_field($.input, '...')` takes it. */
function pathOffers(places: readonly Place[]): readonly Offer[] {
  return deepOffers(places, 'jsonnet').map((offer) => {
    const path = segmentsOf(offer.insert).join('.');
    return { ...offer, label: path, match: path, insert: path };
  });
}

/** `local ticket = $.input.site;` makes `ticket.` read as `$.input.site.`. */
function withoutAlias(before: string): string {
  const typed = /(?<![\w.$])([A-Za-z_]\w*)((?:\.\w*|\[[^\]]*\])+)$/.exec(before);
  if (typed === null) return before;
  const [whole, name = '', rest = ''] = typed;
  const given = [...before.matchAll(/(?:\blocal|,)\s*([A-Za-z_]\w*)\s*=\s*(\$\.input(?:\.\w+|\[\d+\])*)\s*[;,]/g)];
  const path = given.findLast((one) => one[1] === name)?.[2];
  return path === undefined ? before : `${before.slice(0, before.length - whole.length)}${path}${rest}`;
}

function jsonnetOffers(before: string, places: readonly Place[], asked: boolean): Offers | null {
  const text = openText(before, 'jsonnet');
  if (text !== null) {
    const inLookup = /\blookup_field\(\s*\$\.input\s*,\s*$/.test(before.slice(0, text.at));
    return inLookup ? { from: text.at + 1, offers: pathOffers(places) } : null;
  }
  const read = withoutAlias(before);
  const path = /\$\.input((?:\.[A-Za-z_]\w*|\[\d+\]|\[(?:"[^"\]]*"|'[^'\]]*')\])*)(\.\w*)$/.exec(read);
  if (path !== null) return below(places, path[1] ?? '', before.length - (path[2] ?? '').length, 'jsonnet');
  const util = /\$\.util\.(\w*)$/.exec(before);
  if (util !== null) {
    return {
      from: before.length - (util[1] ?? '').length,
      offers: [...utilFunctions.map((fn) => functionOffer(fn, fn.name)), ...customOffers(places, '')],
    };
  }
  const std = /\bstd\.(\w*)$/.exec(before);
  if (std !== null) {
    return {
      from: before.length - (std[1] ?? '').length,
      offers: stdFunctions.map((fn) => functionOffer(fn, fn.name)),
    };
  }
  const root = /\$\.?(\w*)$/.exec(before);
  const roots: readonly Offer[] = [
    { ...variable('$.input'), detail: t('script.record'), help: t('script.recordHelp') },
    { ...variable('$.util'), detail: t('script.functions'), help: t('script.utilHelp') },
  ];
  if (root !== null) return { from: root.index, offers: roots };
  const word = /[A-Za-z_]\w*$/.exec(before);
  if (word === null && !asked) return null;
  if (/\.\w*$/.test(before)) return null;
  return {
    from: before.length - (word?.[0].length ?? 0),
    offers: [
      ...givenNames(before, 'jsonnet').map(variable),
      ...roots,
      { ...variable('std'), detail: t('script.functions'), help: t('script.stdHelp') },
      ...customOffers(places, '$.util.'),
      ...keywords.jsonnet.map(keyword),
    ],
  };
}

function jsonataOffers(before: string, places: readonly Place[], asked: boolean): Offers | null {
  if (openText(before, 'jsonata') !== null) return null;
  const path = /(?:^|[^\w$.`\]])(?:\$\$\.)?([A-Za-z_`][\w`]*(?:\.[\w`]+|\[[^\]]*\])*)(\.\w*)$/.exec(before);
  if (path !== null) return below(places, path[1] ?? '', before.length - (path[2] ?? '').length, 'jsonata');
  const top = /\$\$(\.\w*)$/.exec(before);
  if (top !== null) return below(places, '', before.length - (top[1] ?? '').length, 'jsonata');
  const dollar = /\$\w*$/.exec(before);
  if (dollar !== null) {
    return {
      from: dollar.index,
      offers: [
        ...givenNames(before, 'jsonata').map(variable),
        ...jsonataFunctions.map((fn) => functionOffer(fn, `$${fn.name}`)),
      ],
    };
  }
  const word = /[A-Za-z_]\w*$/.exec(before);
  if (word === null && !asked) return null;
  if (/[.\])]\s*\w*$/.test(before)) return null;
  return {
    from: before.length - (word?.[0].length ?? 0),
    offers: [
      ...deepOffers(places, 'jsonata').map((offer) => ({
        ...offer,
        insert: offer.insert.replace(/^\./, ''),
        match: offer.match.replace(/^\./, ''),
      })),
      ...givenNames(before, 'jsonata').map(variable),
      ...jsonataFunctions.map((fn) => functionOffer(fn, `$${fn.name}`)),
      ...keywords.jsonata.map(keyword),
    ],
  };
}

/**
 * What fits at the end of `before`; null for nothing. `asked`: the person asked for it (Ctrl+Space), so an empty place is answered too.
 */
export function offersAt(language: Language, before: string, places: readonly Place[], asked: boolean): Offers | null {
  return language === 'jsonnet' ? jsonnetOffers(before, places, asked) : jsonataOffers(before, places, asked);
}
