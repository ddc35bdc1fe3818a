/* Values of settings as short texts, for the trail and the comparison of configurations. Empty means: there was none. */

export function onOff(value: boolean | undefined): string {
  return value === undefined ? '' : value ? 'on' : 'off';
}

/** `Service Desk (20)`; empty where nothing is chosen. */
export function named(name: string | undefined, id: number | null | undefined): string {
  if (id === undefined || id === null || id === 0) return '';
  return name === undefined || name === '' ? String(id) : `${name} (${id})`;
}

export function text(value: string | number | null | undefined): string {
  return value === undefined || value === null ? '' : String(value);
}

/** An address without the name and password a person may have put into it. */
export function bareUrl(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/@\s]*@/i, '$1');
}

/** Entries of a list by what names them. */
export function entries<T>(
  list: readonly T[] | undefined,
  key: (item: T) => string,
  value: (item: T) => string,
): ReadonlyMap<string, string> {
  return new Map((list ?? []).map((item) => [key(item), value(item)]));
}

/** A list as one text, in the order it has. */
export function together(list: readonly string[] | undefined): string {
  return (list ?? []).join(', ');
}
