import type { IdSite } from './draft.ts';

/** Custom fields as paths, scripts and texts name them: `customFields.12` is ConnectWise's, `custom_fields.129` Field Nation's. */
const customField = /\b(customFields|custom_fields)(\.|\[['"]?)(\d+)\b/g;

/**
 * The custom fields a text names, each a place of its own; the number is replaced in the text. A text that is nothing but one path is emptied when
 * its field is left out; `drop` takes out what the text belongs to instead.
 */
export function textSites<K extends string>(
  path: string,
  holder: { [name in K]: string },
  member: K,
  drop?: () => void,
): readonly IdSite[] {
  const given: string = holder[member];
  const named = new Map<string, readonly [string, number]>();
  for (const [, group = '', , number = ''] of given.matchAll(customField))
    named.set(`${group}.${number}`, [group, Number(number)]);
  const alone = /^(customFields|custom_fields)\.\d+$/.test(given);
  return [...named].map(
    ([key, [group, id]]): IdSite => ({
      path: alone ? path : `${path}: ${key}`,
      kind: 'custom-field',
      list: group === 'customFields' ? 'psa-fields' : 'fn-fields',
      id,
      name: '',
      put(to) {
        if (to !== null) {
          const now: string = holder[member];
          const next = now.replace(customField, (whole, in_: string, dot: string, number: string) =>
            in_ === group && Number(number) === id ? `${in_}${dot}\u0000${to.id}` : whole,
          );
          // Marked until all are put: another field's new number may be this one's old.
          (holder as Record<string, string>)[member] = next;
          return;
        }
        if (drop !== undefined) drop();
        else if (alone) (holder as Record<string, string>)[member] = '';
      },
    }),
  );
}

/** Takes the marks out that keep a replaced number from being replaced again. */
export function withoutMarks<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll('\\u0000', '')) as T;
}
