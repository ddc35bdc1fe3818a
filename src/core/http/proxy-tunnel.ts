import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import { Client } from 'undici';

/** A way through a proxy to one host, as bytes. */
export interface ProxyTunnel {
  /** What the proxy answered; only with 200 does `socket` lead to the host. */
  readonly status: number;
  readonly socket: Duplex;
  close(): Promise<void>;
}

/** Asks a proxy (`http://` or `https://`, with name and password where it has them) to connect to a host. Rejects with the system's error when it does not answer. */
export async function openProxyTunnel(
  proxy: string,
  to: { readonly host: string; readonly port: number },
  trust: SecureContext,
  signal?: AbortSignal,
): Promise<ProxyTunnel> {
  const address = new URL(proxy);
  const target = `${to.host}:${to.port}`;
  const headers: Record<string, string> = { host: target };
  if (address.username !== '') {
    const pair = `${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`;
    headers['proxy-authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  const client = new Client(address.origin, { connect: { secureContext: trust } });
  try {
    const { statusCode, socket } = await client.connect({
      path: target,
      headers,
      ...(signal === undefined ? {} : { signal }),
    });
    return {
      status: statusCode,
      socket,
      async close() {
        socket.destroy();
        await client.destroy();
      },
    };
  } catch (error) {
    await client.destroy();
    throw error;
  }
}
