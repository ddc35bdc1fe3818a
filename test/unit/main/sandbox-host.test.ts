import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ProcessHost } from '../../../src/core/process-host.ts';
import { SandboxHost, type SandboxInfo } from '../../../src/main/sandbox-host.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const info: SandboxInfo = {
  connectwise: {
    url: 'http://127.0.0.1:4101',
    company: 'acme',
    publicKey: 'public',
    privateKey: 'private',
    clientId: 'client',
    dispatcher: 'dispatch',
  },
  fieldnation: {
    url: 'http://127.0.0.1:4102',
    clientId: 'id',
    clientSecret: 'secret',
    username: 'user',
    password: 'password',
  },
  controlUrl: 'http://127.0.0.1:4103',
  controlToken: 'token',
  certificate: null,
  demo: { boardId: 1, boardName: 'Field', triggerStatusId: 2, triggerStatusName: 'Dispatch', ticketIds: [1042] },
};

/** A child process played by hand. */
function setUp(folder = mkdtempSync(join(tmpdir(), 'sandbox-'))) {
  const started: (readonly string[])[] = [];
  const sent: unknown[] = [];
  let killed = 0;
  let say: (message: unknown) => void = () => {};
  let exits: ((code: number | null) => void)[] = [];
  const host: ProcessHost = {
    start(_module, args) {
      started.push(args);
      exits = [];
      return {
        send: (message) => void sent.push(message),
        onMessage: (listener) => {
          say = listener;
        },
        onExit: (listener) => void exits.push(listener),
        kill: () => {
          killed += 1;
        },
      };
    },
  };
  const clock = new VirtualClock();
  const sandbox = new SandboxHost({ host, module: '/sandbox.js', folder, clock, logger: silentLogger });
  return {
    sandbox,
    clock,
    folder,
    started,
    sent,
    killed: () => killed,
    launched: (count: number) => vi.waitUntil(() => started.length === count),
    say: (message: unknown) => say(message),
    exit: (code: number | null) => {
      for (const listener of exits) listener(code);
    },
  };
}

describe('the built-in sandbox', () => {
  it('runs once it says where it listens, and writes that down for its user alone', async () => {
    const { sandbox, folder, say } = setUp();
    const starting = sandbox.start();
    expect(sandbox.running).toBeNull();
    say({ type: 'ready', info });
    expect(await starting).toEqual(info);
    expect(sandbox.running).toEqual(info);
    expect(JSON.parse(readFileSync(join(folder, 'sandbox.json'), 'utf8'))).toEqual(info);
    expect(statSync(join(folder, 'sandbox.json')).mode & 0o777).toBe(0o600);
  });

  it('is one process, however often it is asked for', async () => {
    const { sandbox, started, say } = setUp();
    const both = Promise.all([sandbox.start(), sandbox.start()]);
    say({ type: 'ready', info });
    await both;
    await sandbox.start();
    expect(started).toHaveLength(1);
  });

  it('keeps its records in the profile and asks for its old ports at the next start', async () => {
    const first = setUp();
    const starting = first.sandbox.start();
    first.say({ type: 'ready', info });
    await starting;
    expect(first.started[0]).toEqual(['--state-file', join(first.folder, 'sandbox-state.json')]);

    const second = setUp(first.folder);
    void second.sandbox.start();
    expect(second.started[0]?.join(' ')).toContain(
      '--connectwise-port 4101 --fieldnation-port 4102 --control-port 4103',
    );
    second.say({ type: 'ready', info });
  });

  it('takes other ports when its old ones are in use', async () => {
    const first = setUp();
    const starting = first.sandbox.start();
    first.say({ type: 'ready', info });
    await starting;

    const second = setUp(first.folder);
    const again = second.sandbox.start();
    second.say({ type: 'failed', message: 'listen EADDRINUSE: address already in use 127.0.0.1:4101' });
    await second.launched(2);
    expect(second.started[1]?.join(' ')).not.toContain('port');
    second.say({ type: 'ready', info });
    expect(await again).toEqual(info);
  });

  it('that ends instead of listening is reported with its reason', async () => {
    const { sandbox, exit } = setUp();
    const starting = sandbox.start();
    exit(1);
    await expect(starting).rejects.toMatchObject({
      code: 'sandbox.start',
      message: expect.stringContaining('ended with 1'),
    });
    expect(sandbox.running).toBeNull();
  });

  it('that says nothing is ended and reported', async () => {
    const { sandbox, clock, killed } = setUp();
    const starting = sandbox.start();
    const failed = expect(starting).rejects.toMatchObject({ code: 'sandbox.start' });
    await clock.advance(15_000);
    await failed;
    expect(killed()).toBe(1);
  });

  it('can be started again after it ended by itself', async () => {
    const { sandbox, started, say, exit } = setUp();
    const starting = sandbox.start();
    say({ type: 'ready', info });
    await starting;
    exit(null);
    expect(sandbox.running).toBeNull();
    const again = sandbox.start();
    say({ type: 'ready', info });
    await again;
    expect(started).toHaveLength(2);
  });

  it('is asked to end, and is ended when it does not', async () => {
    const { sandbox, clock, sent, killed, say } = setUp();
    const starting = sandbox.start();
    say({ type: 'ready', info });
    await starting;
    const stopping = sandbox.stop();
    expect(sent).toEqual([{ type: 'stop' }]);
    await clock.advance(3000);
    await stopping;
    expect(killed()).toBe(1);
  });
});
