import { isIP } from 'node:net';

/** The source of every request whose true one nobody vouches for: through a tunnel all connections come from loopback. */
export const unknownSource = 'unknown';

/**
 * Who sent a request, for the limits per source. Any header can be forged by the sender unless the front of the tunnel sets it itself, so none is
 * believed by default. Of a trusted one the last address counts: it is the one the front itself added. An IPv6 source is its /64 network, since
 * one customer has all of it.
 */
export function sourceOf(headers: Readonly<Record<string, string>>, trustedHeader: string | null): string {
  if (trustedHeader === null) return unknownSource;
  const last = (headers[trustedHeader.toLowerCase()] ?? '').split(',').at(-1)?.trim() ?? '';
  const kind = isIP(last);
  if (kind === 4) return last;
  return kind === 6 ? network(last) : unknownSource;
}

function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  const [head = '', tail] = address.toLowerCase().replace(/%.*$/, '').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(missing).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
