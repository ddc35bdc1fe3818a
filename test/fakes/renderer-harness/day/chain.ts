import { type ChainLamp, type ChainLink, type ChainReport, chainLinks } from '../../../../src/shared/domain/reach.ts';
import { dayListenerPort } from './tunnel.ts';

type Found = Pick<ChainLamp, 'state' | 'message' | 'detail'> & { readonly durationMs: number | null };

const unlooked: Found = { state: 'unknown', message: 'Not looked at yet.', detail: '', durationMs: null };

/** What each link shows when all is well. */
export function foundWell(link: ChainLink, url: string): Found {
  const host = new URL(url).host;
  switch (link) {
    case 'tunnel':
      return { state: 'ok', message: 'The tunnel is up.', detail: `SSH to ${host}, since 6:51 AM.`, durationMs: 2 };
    case 'dns':
      return {
        state: 'ok',
        message: `${host} has an address.`,
        detail: '203.0.113.24, 2001:db8:4::24',
        durationMs: 31,
      };
    case 'tls':
      return {
        state: 'warning',
        message: `The certificate of ${host} is good for 9 days more. Renew it before ConnectWise refuses it.`,
        detail: 'Issued by R11, Let’s Encrypt, for bridge.northgate-it.com; ends 2026-12-01.',
        durationMs: 184,
      };
    case 'listener':
      return {
        state: 'ok',
        message: 'The one-time request came back to this workstation.',
        detail: `GET /selftest/… answered 204 on port ${dayListenerPort}.`,
        durationMs: 226,
      };
    case 'signature':
      return {
        state: 'ok',
        message: 'ConnectWise signed a callback with its key.',
        detail: 'HMAC-SHA256 over 412 bytes; key 0f31.',
        durationMs: 1,
      };
    case 'inbox':
      return { state: 'ok', message: 'The callback was stored and handed on.', detail: 'Inbox 20418.', durationMs: 6 };
  }
}

/** Without a tunnel, or with one that is down. */
export function foundBroken(link: ChainLink, why: string): Found {
  if (link === 'tunnel') return { state: 'failed', message: why, detail: '', durationMs: null };
  return unlooked;
}

export const waitsForChange: Found = {
  state: 'unknown',
  message: 'Proven by a real change. Choose Watch, then save a ticket on the board.',
  detail: '',
  durationMs: null,
};

export function lamps(found: (link: ChainLink) => Found, at: number | null): ChainLamp[] {
  return chainLinks.map((link) => {
    const one = found(link);
    return { link, ...one, at: one.state === 'unknown' || one.state === 'unneeded' ? null : at };
  });
}

/** As it stands when the window opens. */
export function dayChain(scenario: string, url: string | null, now: number): ChainReport {
  const idle = { doing: 'idle', url, watchEndsAt: null, provenAt: null, proof: '' } as const;
  if (scenario === 'loopback') {
    const own = `http://127.0.0.1:${dayListenerPort}`;
    const unneeded: Found = {
      state: 'unneeded',
      message: 'The sandbox runs on this computer and sends to the listener directly.',
      detail: '',
      durationMs: null,
    };
    const found = (link: ChainLink): Found =>
      ['tunnel', 'dns', 'tls'].includes(link) ? unneeded : foundWell(link, own);
    return {
      ...idle,
      url: own,
      lamps: lamps(found, now - 60_000),
      provenAt: now - 60_000,
      proof: 'Ticket 1012, changed by jharper',
    };
  }
  if (url === null) return { ...idle, lamps: lamps(() => unlooked, null) };
  if (scenario !== 'quiet' && scenario !== 'one') return { ...idle, lamps: lamps(() => unlooked, null) };
  const at = now - 7_200_000;
  const well = (link: ChainLink): Found =>
    link === 'tls'
      ? { ...foundWell(link, url), state: 'ok', message: 'The certificate is trusted.' }
      : foundWell(link, url);
  return { ...idle, lamps: lamps(well, at), provenAt: at, proof: 'Ticket 1012, changed by jharper' };
}
