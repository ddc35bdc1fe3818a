/** The target of one relation in an RFC 8288 `Link` header; null when it is absent. */
export function linkTarget(header: string | undefined, relation: string): string | null {
  for (const part of (header ?? '').split(/,\s*(?=<)/)) {
    const found = /^\s*<([^>]*)>\s*;(.*)$/.exec(part);
    if (found?.[1] !== undefined && new RegExp(`rel="?${relation}"?`, 'i').test(found[2] ?? '')) return found[1];
  }
  return null;
}

/** `pageId` or `page` of the `next` link. The link itself points at another host and is not followed (reference 1.1). */
export function nextParameter(header: string | undefined, name: 'page' | 'pageId'): number | null {
  const target = linkTarget(header, 'next');
  if (target === null) return null;
  const value = new RegExp(`[?&]${name}=(\\d+)`, 'i').exec(target)?.[1];
  return value === undefined ? null : Number(value);
}
