import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SshConfig, sshTunnel } from '../../../src/core/tunnel/ssh.ts';
import { SupervisedTunnel } from '../../../src/core/tunnel/supervised.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { freePort } from '../../builders/free-port.ts';
import { FreezableProxy } from '../../builders/freezable-proxy.ts';
import { OpenSshServer, SshAgent } from '../../builders/openssh-server.ts';
import { type GivenMeans, tunnelMeans, WatchedTunnel } from '../../builders/tunnel-means.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

/** What a request through the tunnel got back. */
interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

function send(port: number, path: string, body: Buffer | null = null): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method: body === null ? 'GET' : 'POST', agent: false },
      async (response) => {
        resolve({ status: response.statusCode ?? 0, body: await collect(response) });
      },
    );
    sent.once('error', reject);
    sent.end(body ?? undefined);
  });
}

/** Whether anything listens there. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function collect(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function digest(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

describe('an SSH tunnel against a real OpenSSH server', () => {
  let server: OpenSshServer;
  let listener: Server;
  let target: { port: number };
  let remotePort: number;
  let seen: string[];
  const open: WatchedTunnel[] = [];

  beforeAll(async () => {
    server = await OpenSshServer.start();
    listener = createServer(async (incoming, response) => {
      seen.push(`${incoming.method} ${incoming.url}`);
      const body = await collect(incoming).catch(() => null);
      if (body === null) return;
      if (incoming.url === '/echo') response.end(body);
      else response.end(`${incoming.url} ${body.length} ${digest(body)}`);
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    target = { port: (listener.address() as AddressInfo).port };
  });
  beforeEach(async () => {
    seen = [];
    remotePort = await freePort();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((watched) => watched.tunnel.stop()));
  });
  afterAll(async () => {
    await server?.stop();
    listener?.closeAllConnections();
    await new Promise((resolve) => listener?.close(resolve));
  });

  function config(changes: Partial<SshConfig> = {}): SshConfig {
    return {
      kind: 'ssh',
      host: '127.0.0.1',
      port: server.port,
      user: server.user,
      auth: 'key',
      keyFile: server.keyFile('user'),
      hostKey: server.fingerprint(),
      remoteAddress: '127.0.0.1',
      remotePort,
      url: 'https://callbacks.example.com',
      ...changes,
    };
  }

  function tunnel(changes: Partial<SshConfig> = {}, given: GivenMeans = {}): WatchedTunnel {
    const watched = new WatchedTunnel(config(changes), given);
    open.push(watched);
    watched.tunnel.start(target);
    return watched;
  }

  it('carries a request from the port of the server to the listener and its answer back', async () => {
    const watched = tunnel();
    const state = await watched.until('up');
    expect(state.url).toBe('https://callbacks.example.com');
    const answer = await send(remotePort, '/callback?recordId=7', Buffer.from('{"Action":"updated"}'));
    expect(answer.status).toBe(200);
    expect(answer.body.toString()).toMatch(/^\/callback\?recordId=7 20 /);
    expect(seen).toEqual(['POST /callback?recordId=7']);
  });

  it('frees the port of the server when it is stopped', async () => {
    const watched = tunnel();
    await watched.until('up');
    await watched.tunnel.stop();
    expect(watched.tunnel.state).toEqual({ kind: 'off' });
    await expect
      .poll(() =>
        send(remotePort, '/').then(
          () => 'answered',
          () => 'closed',
        ),
      )
      .toBe('closed');
  });

  it('carries a large body unharmed in both directions', async () => {
    await tunnel().until('up');
    const body = randomBytes(12 * 1024 * 1024);
    const answer = await send(remotePort, '/echo', body);
    expect(answer.body.length).toBe(body.length);
    expect(digest(answer.body)).toBe(digest(body));
  });

  it('carries fifty requests at once, each to its own answer', async () => {
    await tunnel().until('up');
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => send(remotePort, `/${index}`, Buffer.alloc(20_000 + index, index))),
    );
    for (const [index, { status, body }] of answers.entries()) {
      expect(status).toBe(200);
      expect(body.toString()).toBe(`/${index} ${20_000 + index} ${digest(Buffer.alloc(20_000 + index, index))}`);
    }
  });

  it('looks like a closed port while the listener is gone', async () => {
    const watched = new WatchedTunnel(config());
    open.push(watched);
    watched.tunnel.start({ port: await freePort() });
    await watched.until('up');
    await expect(send(remotePort, '/')).rejects.toThrow();
    expect(watched.tunnel.state.kind).toBe('up');
  });

  it('stops at a server it does not know and shows the fingerprint to compare', async () => {
    const watched = tunnel({ hostKey: '' });
    const { error } = await watched.until('failed');
    expect(error.code).toBe('tunnel.host-key-unknown');
    expect(error.context).toMatchObject({ fingerprint: server.fingerprint(), keyType: 'ssh-ed25519' });
    expect(error.message).toContain(server.fingerprint());
    watched.tunnel.wake();
    expect(watched.kinds()).toEqual(['starting', 'failed']);
  });

  it('opens again by itself after the connection was dropped', async () => {
    const watched = tunnel();
    await watched.until('up');
    server.dropSessions();
    const { error, retryAt } = await watched.until('down');
    expect(error.code).toMatch(/^tunnel\.ssh-(dropped|unreachable)$/);
    expect(retryAt).not.toBeNull();
    await watched.until('up');
    expect((await send(remotePort, '/again')).status).toBe(200);
  });

  it('comes back after the server was restarted', async () => {
    const watched = tunnel();
    await watched.until('up');
    await server.down();
    await watched.until('down');
    await expect
      .poll(() => {
        watched.tunnel.wake();
        return watched.states.some((state) => state.kind === 'down' && state.error.code === 'tunnel.ssh-unreachable');
      })
      .toBe(true);
    await server.up();
    watched.tunnel.wake();
    await watched.until('up');
    expect((await send(remotePort, '/back')).status).toBe(200);
  });

  it('never signs in to a server that shows another key than before', async () => {
    const accepted = server.fingerprint();
    const watched = tunnel();
    await watched.until('up');
    await server.down();
    server.newHostKey();
    await server.up();
    watched.tunnel.wake();
    const { error } = await watched.until('failed');
    expect(error.code).toBe('tunnel.host-key-changed');
    expect(error.context).toMatchObject({ fingerprint: server.fingerprint(), accepted });
    await expect(send(remotePort, '/')).rejects.toThrow();

    const again = tunnel();
    await again.until('up');
  });

  it('asks for a person when the server does not accept the key', async () => {
    const { error } = await tunnel({ keyFile: server.keyFile('stranger') }).until('failed');
    expect(error).toMatchObject({ code: 'tunnel.ssh-auth', kind: 'auth' });
    expect(error.message).toContain('authorized_keys');
  });

  it('opens a key with the passphrase of the keychain, and says so when it is missing or wrong', async () => {
    const locked = { keyFile: server.keyFile('locked') };
    expect((await tunnel(locked).until('failed')).error.code).toBe('tunnel.ssh-passphrase-missing');
    const wrong = tunnel(locked, { secrets: { 'tunnel.sshPassphrase': 'open barley' } });
    expect((await wrong.until('failed')).error.code).toBe('tunnel.ssh-passphrase-wrong');
    const right = tunnel(locked, { secrets: { 'tunnel.sshPassphrase': 'open sesame' } });
    await right.until('up');
  });

  it('signs in with the keys of a running agent', async () => {
    const agent = await SshAgent.start(server.folder);
    try {
      const empty = tunnel({ auth: 'agent' }, { agent: () => agent.socket });
      expect((await empty.until('failed')).error.code).toBe('tunnel.ssh-auth');
      agent.add(server.keyFile('user'));
      await tunnel({ auth: 'agent' }, { agent: () => agent.socket }).until('up');
    } finally {
      await agent.stop();
    }
    const gone = tunnel({ auth: 'agent', remotePort: await freePort() }, { agent: () => agent.socket });
    expect((await gone.until('failed')).error.code).toBe('tunnel.ssh-agent');
    const none = tunnel({ auth: 'agent' }, { agent: () => null });
    expect((await none.until('failed')).error.code).toBe('tunnel.ssh-agent');
  });

  it('waits for a port of the server that is taken, and takes it when it is free', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(remotePort, '127.0.0.1', resolve));
    const watched = tunnel();
    const { error } = await watched.until('down');
    expect(error).toMatchObject({ code: 'tunnel.ssh-port-refused', context: { remotePort } });
    await new Promise((resolve) => other.close(resolve));
    watched.tunnel.wake();
    await watched.until('up');
    expect((await send(remotePort, '/')).status).toBe(200);
  });

  it('moves to another public address and port with its settings, and leaves the ones before', async () => {
    const before = tunnel();
    await before.until('up');
    await before.tunnel.stop();
    const moved = await freePort();
    const state = await tunnel({ url: 'https://moved.example.com/', remotePort: moved }).until('up');
    expect(state.url).toBe('https://moved.example.com');
    expect((await send(moved, '/')).status).toBe(200);
    await expect(send(remotePort, '/')).rejects.toThrow();
  });

  it('asks the server after sleep, and opens anew when there is no answer', async () => {
    const proxy = await FreezableProxy.to(server.port);
    const clock = new VirtualClock({ stallMs: 300 });
    try {
      const watched = tunnel({ port: proxy.port }, { clock });
      await watched.until('up');
      watched.tunnel.wake();
      await clock.settle();
      expect(watched.kinds()).toEqual(['starting', 'up']);

      proxy.freeze();
      watched.tunnel.wake();
      const fell = () => watched.states.find((state) => state.kind === 'down');
      await clock.runUntil(() => fell() !== undefined, { what: 'the tunnel that is down' });
      expect(fell()?.error.code).toBe('tunnel.asleep');
      // The server holds the port for the connection that died, until it notices.
      await expect
        .poll(() => {
          server.dropSessions();
          return accepts(remotePort);
        })
        .toBe(false);
      proxy.thaw();
      // What began to connect meanwhile hangs; it is old enough to begin anew.
      await clock.advance(15_000);
      await expect
        .poll(
          () => {
            watched.tunnel.wake();
            return watched.tunnel.state.kind;
          },
          { timeout: 10_000 },
        )
        .toBe('up');
      expect((await send(remotePort, '/awake')).status).toBe(200);
    } finally {
      await Promise.all(open.splice(0).map(({ tunnel: opened }) => opened.stop()));
      await proxy.close();
    }
  });

  it('notices by itself that the server no longer answers', async () => {
    const proxy = await FreezableProxy.to(server.port);
    const tunnelOf = new SupervisedTunnel({
      kind: 'ssh',
      connector: sshTunnel(config({ port: proxy.port }), tunnelMeans(), 40),
      clock: systemClock,
      random: () => 0,
      logger: silentLogger,
    });
    try {
      tunnelOf.start(target);
      await expect.poll(() => tunnelOf.state.kind, { timeout: 5_000 }).toBe('up');
      proxy.freeze();
      await expect
        .poll(() => tunnelOf.state, { timeout: 5_000 })
        .toMatchObject({
          kind: 'down',
          error: { code: 'tunnel.ssh-silent' },
        });
    } finally {
      await tunnelOf.stop();
      await proxy.close();
      server.dropSessions();
    }
  });

  it('refuses more connections at once than it can hold, and takes new ones when they end', async () => {
    await tunnel().until('up');
    const held: Socket[] = [];
    const opened = async (): Promise<boolean> => {
      const socket = connect(remotePort, '127.0.0.1');
      held.push(socket);
      const closed = new Promise<boolean>((resolve) => {
        socket.once('close', () => resolve(false));
        socket.once('error', () => resolve(false));
      });
      // Half a request: the listener waits for the rest.
      socket.write('POST /held HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n');
      const answered = new Promise<boolean>((resolve) => socket.once('data', () => resolve(true)));
      return Promise.race([answered, closed]);
    };
    const first = await Promise.all(Array.from({ length: 128 }, opened));
    expect(first.filter(Boolean)).toHaveLength(128);
    expect(await opened()).toBe(false);
    for (const socket of held) socket.destroy();
    await expect
      .poll(() =>
        send(remotePort, '/free').then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
  });

  it('says what is missing before it connects', async () => {
    const code = async (changes: Partial<SshConfig>): Promise<string> =>
      (await tunnel(changes).until('failed')).error.code;
    expect(await code({ host: '' })).toBe('tunnel.ssh-incomplete');
    expect(await code({ user: ' ' })).toBe('tunnel.ssh-incomplete');
    expect(await code({ remotePort: 0 })).toBe('tunnel.ssh-incomplete');
    expect(await code({ url: '' })).toBe('tunnel.url');
    expect(await code({ keyFile: '' })).toBe('tunnel.ssh-key-file');
    expect(await code({ keyFile: `${server.folder}/nowhere` })).toBe('tunnel.ssh-key-file');
    expect(await code({ keyFile: `${server.folder}/user.pub` })).toBe('tunnel.ssh-key-public');
    expect(await code({ keyFile: `${server.folder}/sshd_config` })).toBe('tunnel.ssh-key-unreadable');
  });

  it('tries again when what answers is no SSH server', async () => {
    const { error } = await tunnel({ port: target.port }).until('down');
    expect(error.code).toMatch(/^tunnel\.ssh-(protocol|dropped)$/);
  });
});
