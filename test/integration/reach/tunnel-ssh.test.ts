import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/shared/clock.ts';
import type { TunnelConfig } from '../../../src/shared/domain/tunnels.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';
import { freePort } from '../../builders/free-port.ts';
import { OpenSshServer } from '../../builders/openssh-server.ts';

/*
 * The engine behind a real OpenSSH server. The sandbox sends to the port that server listens on for us; a web server with TLS would stand in between.
 * SSH runs on the machine's clock, the rest on the virtual one.
 */

let server: OpenSshServer;
let bridge: Bridge;
let remotePort: number;
beforeAll(async () => {
  server = await OpenSshServer.start();
});
afterEach(async () => {
  await bridge?.stop();
  await server.down();
  await server.up();
});
afterAll(() => server?.stop());

const url = (): string => `http://127.0.0.1:${remotePort}`;

async function start(changes: Partial<Extract<TunnelConfig, { kind: 'ssh' }>> = {}): Promise<void> {
  remotePort = await freePort();
  const tunnel: TunnelConfig = {
    kind: 'ssh',
    host: '127.0.0.1',
    port: server.port,
    user: server.user,
    auth: 'key',
    keyFile: server.keyFile('user'),
    hostKey: server.fingerprint(),
    remoteAddress: '127.0.0.1',
    remotePort,
    url: url(),
    ...changes,
  };
  bridge = await startBridge({
    config: (config) => ({ ...config, intake: { ...config.intake, tunnel } }),
    engine: { loopbackIntake: false, tunnelMeans: { clock: systemClock } },
  });
}

/** Whether anything listens there. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

const intake = () => bridge.engine.status().intake;
/** Waits in the time of the machine: the server is a real one. */
const becomes = (state: string) =>
  expect.poll(() => intake().tunnel.state, { timeout: 10_000, interval: 10 }).toBe(state);
const callbackUrl = (): string | undefined =>
  bridge.sandbox.callbacks
    .callbacks()
    .map(({ entry }) => String(entry.url))
    .find((one) => one.includes('/callbacks/'));
const pointedHere = () =>
  bridge.until('the callback is pointed here', () => callbackUrl()?.startsWith(`${url()}/`) === true);
const saysOnce = async (words: RegExp): Promise<number> =>
  (await bridge.messages()).filter((line) => words.test(line)).length;

describe('an SSH tunnel in the engine', () => {
  it('stops at a server nobody has looked at, and goes on once its fingerprint is accepted', async () => {
    await start({ hostKey: '' });
    await becomes('failed');
    expect(intake().needs).toMatch(
      /^The SSH tunnel waits for you: compare the fingerprint of 127\.0\.0\.1 and accept it/,
    );
    expect(callbackUrl()).toBeUndefined();
    const { reach } = bridge.engine;
    const { state } = await reach.tunnel();
    const shown = state.kind === 'failed' ? state.error.context.fingerprint : null;
    expect(shown).toBe(server.fingerprint());

    const other = `SHA256:${'A'.repeat(43)}`;
    await expect(reach.acceptHostKey(other)).rejects.toMatchObject({ code: 'tunnel.other-host-key' });
    expect(intake().tunnel.state).toBe('failed');

    const view = await reach.acceptHostKey(server.fingerprint());
    expect(view.config).toMatchObject({ hostKey: server.fingerprint() });
    expect(bridge.engine.config().intake.tunnel).toMatchObject({ hostKey: server.fingerprint() });
    await becomes('up');
    expect(intake()).toMatchObject({ needs: null, tunnel: { kind: 'ssh', url: url() } });
    await expect(reach.acceptHostKey(server.fingerprint())).rejects.toMatchObject({ code: 'tunnel.other-host-key' });

    await pointedHere();
    const [ticketId = 0] = bridge.sandbox.info.demo.ticketIds;
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
    await bridge.until('a callback came through the server', () => intake().lastDeliveryAt !== null, 5_000);
  });

  it('that falls is told in the status at once and in the log once, polling goes on, and it heals by itself', async () => {
    await start();
    await becomes('up');
    await pointedHere();
    await server.down();
    await becomes('down');
    expect(intake().message).toMatch(/ Meanwhile changes are found by polling every 60 s\.$/);
    expect(intake().needs).toBeNull();
    expect(bridge.engine.callbacks.address()).toBeNull();
    const [ticketId = 0] = bridge.sandbox.info.demo.ticketIds;
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
    await bridge.until('a work order', () => bridge.sandbox.ticket(ticketId)?.externalXRef !== undefined, 70_000);
    expect(await saysOnce(/^attention The SSH tunnel through 127\.0\.0\.1: .*polling every 60 s meanwhile/)).toBe(1);
    await server.up();
    await becomes('up');
    await bridge.clock.advance(1_000);
    expect(await saysOnce(/^ok The SSH tunnel through 127\.0\.0\.1 is up again/)).toBe(1);
    expect(callbackUrl()).toMatch(new RegExp(`^${url()}/`));
  });

  it('sends nothing to a server that shows another key, until a person says that it is right', async () => {
    await start();
    await becomes('up');
    await server.down();
    server.newHostKey();
    await server.up();
    await becomes('failed');
    expect(intake().needs).toMatch(/^127\.0\.0\.1 shows another host key than the accepted one/);
    expect(intake().needs).not.toContain('SHA256');
    const before = bridge.engine.config().intake.tunnel;
    expect(before).not.toMatchObject({ hostKey: server.fingerprint() });
    await bridge.engine.reach.acceptHostKey(server.fingerprint());
    await becomes('up');
  });

  it('has to be looked at again when it is to lead through another server', async () => {
    await start();
    await becomes('up');
    const { config } = await bridge.engine.reach.tunnel();
    if (config.kind !== 'ssh') throw new Error('It is no SSH tunnel');
    const view = await bridge.engine.reach.saveTunnel({ ...config, host: 'localhost' }, 0);
    expect(view.config).toMatchObject({ host: 'localhost', hostKey: '' });
    await becomes('failed');
    expect((await bridge.engine.reach.tunnel()).state).toMatchObject({ error: { code: 'tunnel.host-key-unknown' } });
  });

  it('takes the passphrase of its key from the keychain, and lets the port of the server go when it is stopped', async () => {
    await start({ keyFile: server.keyFile('locked') });
    await becomes('failed');
    await bridge.secrets.set('tunnel.sshPassphrase', 'open sesame');
    const view = await bridge.engine.reach.restartTunnel();
    expect(view.secretsSet).toEqual(['tunnel.sshPassphrase']);
    await becomes('up');
    const shown = [view, bridge.engine.config(), bridge.engine.status(), await bridge.messages()];
    expect(JSON.stringify(shown)).not.toContain('open sesame');
    await bridge.engine.reach.saveTunnel({ kind: 'none' }, 0);
    await expect.poll(() => accepts(remotePort)).toBe(false);
  });
});
