import { describe, expect, it } from 'vitest';
import { readCloudflaredLine, readVersion } from '../../../src/core/tunnel/cloudflared-lines.ts';
import { publicOrigin } from '../../../src/core/tunnel/public-url.ts';
import { fingerprint, judgeHostKey } from '../../../src/core/tunnel/ssh-host-key.ts';
import { systemTunnelMeans } from '../../../src/core/tunnel/system-means.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { WatchedTunnel } from '../../builders/tunnel-means.ts';

describe('no tunnel', () => {
  it('stays off whatever is asked of it', async () => {
    const { tunnel, states } = new WatchedTunnel({ kind: 'none' });
    tunnel.start({ port: 1 });
    tunnel.wake();
    await tunnel.stop();
    expect(tunnel.state).toEqual({ kind: 'off' });
    expect(states).toEqual([]);
  });
});

describe("a public address of one's own", () => {
  it('is up at once, without anything being opened', async () => {
    await using watched = new WatchedTunnel({ kind: 'own-url', url: 'https://Callbacks.Example.com/' });
    watched.tunnel.start({ port: 1 });
    expect((await watched.until('up')).url).toBe('https://callbacks.example.com');
    watched.tunnel.wake();
    expect(watched.kinds()).toEqual(['starting', 'up']);
  });

  it.each([
    ['https://callbacks.example.com:8443', 'https://callbacks.example.com:8443'],
    ['  https://callbacks.example.com/ ', 'https://callbacks.example.com'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('may be written %s', (text, origin) => {
    expect(publicOrigin(text)).toBe(origin);
  });

  it.each([
    '',
    'callbacks.example.com',
    'http://callbacks.example.com',
    'http://127.0.0.1.example.com',
    'ftp://callbacks.example.com',
    'https://name:secret@callbacks.example.com',
    'https://callbacks.example.com/path',
    'https://callbacks.example.com/?query',
  ])('may not be written %s', async (url) => {
    await using watched = new WatchedTunnel({ kind: 'own-url', url });
    watched.tunnel.start({ port: 1 });
    await watched.until('failed');
    expect(watched.tunnel.state).toMatchObject({ error: { code: 'tunnel.url' } });
    expect(JSON.stringify(watched.tunnel.state)).not.toContain('secret');
  });
});

describe('the key of an SSH server', () => {
  const key = Buffer.from(`0000000b7373682d6564323535313900000020${'11'.repeat(32)}`, 'hex');
  const server = { host: 'tunnel.example.com', port: 22 };

  it('is the accepted one only when the whole fingerprint is the same', () => {
    expect(judgeHostKey({ ...server, hostKey: fingerprint(key) }, key)).toBeNull();
    expect(judgeHostKey({ ...server, hostKey: ` ${fingerprint(key)}= ` }, key)).toBeNull();
    for (const hostKey of [fingerprint(key).slice(0, -1), fingerprint(key).toLowerCase(), 'SHA256:', 'x'])
      expect(judgeHostKey({ ...server, hostKey }, key)?.code).toBe('tunnel.host-key-changed');
    expect(judgeHostKey({ ...server, hostKey: '  ' }, key)?.code).toBe('tunnel.host-key-unknown');
  });
});

describe("a line of cloudflared's log", () => {
  it.each([
    ['2026-11-22T08:00:00Z INF |  https://four-dashed-word-url.trycloudflare.com          |', 'address'],
    [
      '2026-11-22T08:00:00Z INF Registered tunnel connection connIndex=3 connection=44986d4e ip=198.41.192.7',
      'registered',
    ],
    [
      '2022-03-04T08:21:22Z INF Connection cfa57569-7451-44ef-aab4-5ee99096d6df registered connIndex=2 location=IAD',
      'registered',
    ],
    ['2022-08-21T00:22:25Z INF Unregistered tunnel connection connIndex=2', 'unregistered'],
    ['2024-11-27T11:15:08Z INF Lost connection with the edge connIndex=1', 'unregistered'],
    ['2026-09-19T05:33:40Z ERR Connection terminated connIndex=0', 'unregistered'],
    ['2024-12-19T21:17:58Z INF Starting metrics server on 127.0.0.1:20241/metrics', 'metrics'],
    ['Provided Tunnel token is not valid.', 'refused'],
    ['ERR Register tunnel error from server side error="Unauthorized: Invalid tunnel secret"', 'refused'],
    ['failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": dial tcp: i/o timeout', 'error'],
  ])('%s', (line, says) => {
    expect(readCloudflaredLine(line)?.says).toBe(says);
  });

  it.each([
    '2026-11-22T08:00:00Z INF Requesting new quick Tunnel on trycloudflare.com...',
    '2026-11-22T08:00:00Z INF Thank you for trying Cloudflare Tunnel. (https://www.cloudflare.com/website-terms/)',
    '2026-11-22T08:00:00Z INF Starting metrics server on [::]:20241/metrics',
    '2026-08-14T07:02:30Z INF precheck component="Cloudflare API" status=pass target=api.cloudflare.com:443',
    '',
  ])('says nothing to us: %s', (line) => {
    expect(readCloudflaredLine(line)).toBeNull();
  });

  it('is not a new address when a request through the tunnel failed', () => {
    const line =
      '2026-08-14T07:04:47Z ERR Request failed error="connection refused" dest=https://some-words.trycloudflare.com/ event=0';
    expect(readCloudflaredLine(line)?.says).toBe('error');
  });

  it('tells its version', () => {
    expect(readVersion('cloudflared version 2025.8.1 (built 2025-08-21-1534 UTC)')).toEqual([2025, 8, 1]);
    expect(readVersion('OpenSSH_9.2p1')).toBeNull();
  });
});

describe('the means of this machine', () => {
  it("hold ngrok's real library, with what is used of it", async () => {
    const means = systemTunnelMeans({
      clock: systemClock,
      random: Math.random,
      logger: silentLogger,
      secret: async () => null,
    });
    const { SessionBuilder } = await means.loadNgrok();
    const builder = new SessionBuilder();
    for (const method of [
      'authtoken',
      'handleDisconnection',
      'handleHeartbeat',
      'handleStopCommand',
      'connect',
    ] as const)
      expect(builder[method]).toBeTypeOf('function');
  });
});
