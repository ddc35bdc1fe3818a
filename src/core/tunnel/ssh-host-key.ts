import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';

/** A host key as `ssh-keygen -lf` shows it: `SHA256:` and the digest in base64 without padding. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** What the key's blob says it is, `ssh-ed25519` for one (RFC 4253 section 6.6). */
export function keyType(key: Buffer): string {
  if (key.length < 4) return 'unknown';
  return key
    .subarray(4, 4 + Math.min(key.readUInt32BE(0), 64))
    .toString('latin1')
    .replace(/[^\w@.-]/g, '');
}

/**
 * Null when the server shows the key a person accepted. Otherwise why nothing is sent to it: `tunnel.host-key-unknown` (none was accepted yet) or
 * `tunnel.host-key-changed`; both with `fingerprint` in the context, to be compared and accepted by a person.
 */
export function judgeHostKey(
  config: { readonly host: string; readonly port: number; readonly hostKey: string },
  key: Buffer,
): AppError | null {
  const shown = fingerprint(key);
  const accepted = config.hostKey.trim().replace(/=+$/, '');
  const context = { host: config.host, port: config.port, fingerprint: shown, keyType: keyType(key) };
  if (accepted === '')
    return new AppError({
      code: 'tunnel.host-key-unknown',
      kind: 'permanent',
      message: `${config.host} is not known yet. Compare its fingerprint with the one on the server (ssh-keygen -lf), then accept it: ${shown}`,
      context,
    });
  if (same(accepted, shown)) return null;
  return new AppError({
    code: 'tunnel.host-key-changed',
    kind: 'permanent',
    message:
      `${config.host} shows another key than the accepted one, so nothing was sent to it. If the server was set up anew, compare and accept the new ` +
      `fingerprint ${shown}; if not, somebody may be between you and the server.`,
    context: { ...context, accepted },
  });
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
