import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import type { Clock } from '../../shared/clock.ts';
import { openProxyTunnel, type ProxyTunnel } from './proxy-tunnel.ts';

/**
 * Who issued the certificate a host shows, for the error message only: connects once without trusting it, sends nothing,
 * reads the certificate and leaves. `unknown` when even that fails.
 */
export async function inspectIssuer(
  url: URL,
  proxy: string | null,
  trust: tls.SecureContext,
  clock: Clock,
): Promise<string> {
  const port = Number(url.port || 443);
  let tunnel: ProxyTunnel | null = null;
  try {
    if (proxy !== null) tunnel = await openProxyTunnel(proxy, { host: url.hostname, port }, trust);
    return await readIssuer(url.hostname, port, tunnel?.socket ?? null, clock);
  } catch {
    return 'an unknown authority';
  } finally {
    await tunnel?.close();
  }
}

function readIssuer(host: string, port: number, socket: Duplex | null, clock: Clock): Promise<string> {
  return new Promise((resolve, reject) => {
    const servername = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const connection = tls.connect({
      host,
      port,
      ...(socket === null ? {} : { socket }),
      ...servername,
      rejectUnauthorized: false,
    });
    const cancel = clock.after(5000, () => connection.destroy(new Error('no answer')));
    connection.once('secureConnect', () => {
      const { issuer, subject } = connection.getPeerCertificate();
      const words = (part: unknown): string =>
        Array.isArray(part) ? part.join(' ') : typeof part === 'string' ? part : '';
      resolve(words(issuer?.CN) || words(issuer?.O) || words(subject?.CN) || 'an unnamed authority');
      connection.destroy();
    });
    connection.once('error', reject);
    connection.once('close', () => {
      cancel();
      reject(new Error('closed'));
    });
  });
}
