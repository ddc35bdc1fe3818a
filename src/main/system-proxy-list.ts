import { session } from 'electron';

/**
 * The proxies the system wants for an address, as Chromium writes them (`system-proxy.ts` reads that). Asked of a session of its own, in memory and
 * without pages: the one of the window has a proxy that leads nowhere.
 */
export function systemProxyList(url: string): Promise<string> {
  return session.fromPartition('system-proxy').resolveProxy(url);
}
