import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { Client } from 'undici';
import type { Clock } from '../../shared/clock.ts';

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
  let tunnel: { readonly socket: Duplex; readonly client: Client } | null = null;
  try {
    if (proxy !== null) tunnel = await openTunnel(proxy, url.hostname, port, trust);
    return await readIssuer(url.hostname, port, tunnel?.socket ?? null, clock);
  } catch {
    return 'an unknown authority';
  } finally {
    tunnel?.socket.destroy();
    await tunnel?.client.destroy();
  }
}

async function openTunnel(proxy: string, host: string, port: number, trust: tls.SecureContext) {
  const address = new URL(proxy);
  const headers: Record<string, string> = { host: `${host}:${port}` };
  if (address.username !== '') {
    const pair = `${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`;
    headers['proxy-authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  const client = new Client(address.origin, { connect: { secureContext: trust } });
  const { socket } = await client.connect({ path: `${host}:${port}`, headers });
  return { socket, client };
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
