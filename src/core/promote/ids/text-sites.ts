import type { IdList, IdSite } from './draft.ts';

/**
 * Custom fields as paths, scripts and texts name them: `customFields.12` is ConnectWise's, `custom_fields['129']` Field Nation's. A bare number in
 * brackets is a place in a list.
 */
const byPath = /\b((?:customFields|custom_fields)(?:\.`?|\[['"]))(\d+)\b/g;
/** As Field Nation's own function for scripts names them; whose they are follows from the record the script reads. */
const byLookUp = /(\blookup_custom_field\(\s*['"]?)(\d+)\b/g;

/** A text in a document that may name custom fields. */
interface Holder<K extends string> {
  readonly path: string;
  readonly holder: { [name in K]: string };
  readonly member: K;
}

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
  const alone = /^(customFields|custom_fields)\.\d+$/.test(holder[member]);
  const empty = (): void => {
    if (alone) (holder as Record<string, string>)[member] = '';
  };
  return sitesBy({ path, holder, member }, byPath, drop ?? empty, alone);
}

/** As above, of a script; `reads` is the side whose record it is given. */
export function scriptSites<K extends string>(
  path: string,
  holder: { [name in K]: string },
  member: K,
  reads: 'connectwise' | 'fieldnation',
  drop: () => void,
): readonly IdSite[] {
  const list = reads === 'connectwise' ? 'psa-fields' : 'fn-fields';
  return [...textSites(path, holder, member, drop), ...sitesBy({ path, holder, member }, byLookUp, drop, false, list)];
}

function sitesBy<K extends string>(
  { path, holder, member }: Holder<K>,
  pattern: RegExp,
  leaveOut: () => void,
  alone: boolean,
  list?: IdList,
): readonly IdSite[] {
  const named = new Map<string, readonly [group: string, id: number]>();
  for (const [, before = '', number = ''] of holder[member].matchAll(pattern))
    named.set(`${groupOf(before)}${number}`, [groupOf(before), Number(number)]);
  return [...named].map(
    ([key, [group, id]]): IdSite => ({
      path: alone ? path : `${path}: ${key}`,
      kind: 'custom-field',
      list: list ?? (group.startsWith('customFields') ? 'psa-fields' : 'fn-fields'),
      id,
      name: '',
      put(to) {
        if (to === null) return leaveOut();
        const now: string = holder[member];
        // Marked until all are put: another field's new number may be this one's old.
        (holder as Record<string, string>)[member] = now.replace(pattern, (whole, before: string, number: string) =>
          groupOf(before) === group && Number(number) === id ? `${before}\u0000${to.id}` : whole,
        );
      },
    }),
  );
}

/** `custom_fields.`, however it is written. */
function groupOf(before: string): string {
  const name = /^\w+/.exec(before)?.[0] ?? '';
  return name === 'lookup_custom_field' ? `${name} ` : `${name}.`;
}

/** Takes the marks out that keep a replaced number from being replaced again. */
export function withoutMarks<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, item: unknown) =>
    typeof item === 'string' ? item.replaceAll('\u0000', '') : item,
  ) as T;
}
