/**
 * The first usable entry of a proxy list as Chromium writes it (`PROXY host:8080; DIRECT`), as a URL; null for a direct connection.
 * SOCKS entries are passed over: the HTTP client has no SOCKS.
 */
export function proxyFromList(list: string): string | null {
  for (const entry of list.split(';')) {
    const [kind, address] = entry.trim().split(/\s+/, 2);
    if (kind === 'DIRECT') return null;
    if (address === undefined) continue;
    if (kind === 'PROXY') return `http://${address}`;
    if (kind === 'HTTPS') return `https://${address}`;
  }
  return null;
}
