/** What a line of cloudflared's log says to us. */
export type CloudflaredLine =
  /** The quick tunnel's address, in a box of its own (cmd/cloudflared/tunnel/quick_tunnel.go). */
  | { readonly says: 'address'; readonly url: string }
  | { readonly says: 'registered'; readonly connection: string }
  | { readonly says: 'unregistered'; readonly connection: string }
  /** Where it answers about itself on this machine, `127.0.0.1:20241`. */
  | { readonly says: 'metrics'; readonly address: string }
  | { readonly says: 'refused'; readonly reason: 'token' | 'configured' | 'too-many' }
  | { readonly says: 'error'; readonly text: string };

const index = /connIndex=(\d+)/;

/** Most telling first: a line is what the first of these finds in it. */
const readers: readonly ((line: string) => CloudflaredLine | null)[] = [
  (line) => {
    const url = /\bhttps:\/\/(?!api\.)[a-z0-9-]+\.trycloudflare\.com\b/i.exec(line)?.[0];
    // A request that failed names the address as well.
    return url === undefined || /\bERR\b/.test(line) ? null : { says: 'address', url: url.toLowerCase() };
  },
  // "Connection <id> registered" until 2022.
  (line) =>
    /Registered tunnel connection|Connection [0-9a-f-]{36} registered/.test(line) && !/Unregistered/.test(line)
      ? { says: 'registered', connection: index.exec(line)?.[1] ?? '0' }
      : null,
  (line) =>
    /Unregistered tunnel connection|Lost connection with the edge|Connection terminated/.test(line)
      ? { says: 'unregistered', connection: index.exec(line)?.[1] ?? '0' }
      : null,
  (line) => {
    const address = /Starting metrics server on ((?:127\.0\.0\.1|\[::1\]|localhost):\d+)/.exec(line)?.[1];
    return address === undefined ? null : { says: 'metrics', address };
  },
  (line) =>
    /tunnel token is not valid|error="Unauthorized|Unauthorized: /i.test(line)
      ? { says: 'refused', reason: 'token' }
      : null,
  // Said when a config.yml of its own names a tunnel.
  (line) =>
    /Use `?cloudflared tunnel run`? to start tunnel/i.test(line) ? { says: 'refused', reason: 'configured' } : null,
  (line) => (/429 Too Many Requests|error code: 1015/i.test(line) ? { says: 'refused', reason: 'too-many' } : null),
  (line) => (/\b(ERR|FTL)\b|^(failed|error|Incorrect Usage)/i.test(line) ? { says: 'error', text: plain(line) } : null),
];

/** Reads one line of cloudflared's output; null = nothing we act on. */
export function readCloudflaredLine(line: string): CloudflaredLine | null {
  for (const read of readers) {
    const said = read(line);
    if (said !== null) return said;
  }
  return null;
}

/** `cloudflared version 2025.8.1 (built 2025-08-21-1534 UTC)` gives `[2025, 8, 1]`; null when it says something else. */
export function readVersion(output: string): readonly [number, number, number] | null {
  const found = /cloudflared version (\d{4})\.(\d+)\.(\d+)/.exec(output);
  return found === null ? null : [Number(found[1]), Number(found[2]), Number(found[3])];
}

/** Without its time stamp, and without anything that could be a token. */
function plain(line: string): string {
  return line
    .replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z\s+/, '')
    .replace(/[A-Za-z0-9+/_=-]{40,}/g, '[removed]')
    .slice(0, 300);
}
