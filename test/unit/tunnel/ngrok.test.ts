import { describe, expect, it } from 'vitest';
import { ngrokFailure } from '../../../src/core/tunnel/ngrok-errors.ts';
import { type GivenMeans, WatchedTunnel } from '../../builders/tunnel-means.ts';
import { FakeNgrok } from '../../fakes/ngrok-sdk.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const token = '2abCdEfGhIjKlMnOpQrStUvWxYz_1234567890abcdef';

function rig(domain = '', given: GivenMeans = {}) {
  const clock = new VirtualClock({ stallMs: 20 });
  const ngrok = new FakeNgrok();
  const watched = new WatchedTunnel(
    { kind: 'ngrok', domain },
    { clock, loadNgrok: ngrok.load, secrets: { 'tunnel.ngrokAuthtoken': token }, ...given },
  );
  return { clock, ngrok, watched, tunnel: watched.tunnel };
}

async function up(domain = '') {
  const made = rig(domain);
  made.tunnel.start({ port: 4711 });
  await made.clock.settle();
  expect(made.tunnel.state.kind).toBe('up');
  return made;
}

function refused(code: number): Error {
  return new Error(`failed to start session: authentication failed\n\nERR_NGROK_${code}\nYour authtoken: ${token}`);
}

describe('an ngrok tunnel', () => {
  it('signs in with the authtoken of the keychain and takes the address ngrok gives', async () => {
    const { ngrok, tunnel } = await up();
    expect(ngrok.asked).toEqual([`authtoken ${token}`, 'forward http://127.0.0.1:4711']);
    expect(tunnel.state).toMatchObject({ kind: 'up', url: 'https://a1b2c3.ngrok-free.app' });
  });

  it('asks for the reserved domain', async () => {
    const { ngrok, tunnel } = await up('callbacks.ngrok.app');
    expect(ngrok.asked).toContain('domain callbacks.ngrok.app');
    expect(tunnel.state).toMatchObject({ url: 'https://callbacks.ngrok.app' });
  });

  it('closes its session when it is stopped, which frees its place in the account', async () => {
    const { ngrok, tunnel } = await up();
    await tunnel.stop();
    expect(ngrok.asked.slice(-2)).toEqual(['close listener', 'close session']);
    expect(ngrok.openSessions).toBe(0);
  });

  it('asks for a person without an authtoken, and never loads the library then', async () => {
    const { clock, tunnel } = rig('', {
      secrets: {},
      loadNgrok: async () => {
        throw new Error('Loaded');
      },
    });
    tunnel.start({ port: 1 });
    await clock.settle();
    expect(tunnel.state).toMatchObject({ kind: 'failed', error: { code: 'tunnel.ngrok-authtoken' } });
  });

  it('names another way where the library has no build for the computer', async () => {
    const { clock, tunnel } = rig('', { loadNgrok: () => Promise.reject(new Error('Cannot find native binding')) });
    tunnel.start({ port: 1 });
    await clock.settle();
    expect(tunnel.state).toMatchObject({ kind: 'failed', error: { code: 'tunnel.ngrok-missing' } });
  });

  it.each([
    [105, 'failed', 'tunnel.ngrok-authtoken'],
    [107, 'failed', 'tunnel.ngrok-authtoken'],
    [320, 'failed', 'tunnel.ngrok-domain'],
    [108, 'down', 'tunnel.ngrok-sessions'],
    [334, 'down', 'tunnel.ngrok-taken'],
    [9999, 'down', 'tunnel.ngrok-refused'],
  ])('puts ERR_NGROK_%i into words (%s), without the token', async (code, kind, expected) => {
    const { clock, ngrok, tunnel } = rig();
    ngrok.refuseSignIn = refused(code);
    tunnel.start({ port: 1 });
    await clock.settle();
    expect(tunnel.state).toMatchObject({ kind, error: { code: expected } });
    expect(JSON.stringify(tunnel.state)).not.toContain(token);
    expect(JSON.stringify(tunnel.state)).toContain(`ERR_NGROK_${code}`);
  });

  it('keeps no token of a sentence it does not know', () => {
    const info = ngrokFailure(new Error(`no route for ${token}`)).toInfo();
    expect(info).toMatchObject({ code: 'tunnel.ngrok-unreachable', context: { reason: 'no route for [removed]' } });
  });

  it('closes the session when its domain is refused', async () => {
    const { clock, ngrok, tunnel } = rig('taken.ngrok.app');
    ngrok.refuseListen = refused(320);
    tunnel.start({ port: 1 });
    await clock.settle();
    expect(tunnel.state.kind).toBe('failed');
    expect(ngrok.openSessions).toBe(0);
  });

  it('shows a break and is up again with the first heartbeat after it, at another address if ngrok gave one', async () => {
    const { ngrok, tunnel } = await up();
    const [session] = ngrok.sessions;
    expect(session?.disconnect('connection reset')).toBe(true);
    expect(tunnel.state).toMatchObject({ kind: 'down', retryAt: null });
    ngrok.url = 'https://d4e5f6.ngrok-free.app';
    session?.heartbeat();
    expect(tunnel.state).toMatchObject({ kind: 'up', url: 'https://d4e5f6.ngrok-free.app' });
    expect(ngrok.sessions).toHaveLength(1);
  });

  it('takes a heartbeat after sleep as proof, and starts anew without one', async () => {
    const { clock, ngrok, tunnel } = await up();
    tunnel.wake();
    await clock.advance(9_000);
    ngrok.sessions[0]?.heartbeat();
    await clock.advance(60_000);
    expect(ngrok.sessions).toHaveLength(1);
    tunnel.wake();
    await clock.advance(15_000);
    expect(ngrok.sessions).toHaveLength(2);
    expect(ngrok.openSessions).toBe(1);
    expect(tunnel.state.kind).toBe('up');
  });

  it('stays down when it was ended in the dashboard', async () => {
    const { clock, ngrok, tunnel } = await up();
    ngrok.sessions[0]?.endInDashboard();
    await clock.advance(600_000);
    expect(tunnel.state).toMatchObject({ kind: 'failed', error: { code: 'tunnel.ngrok-ended' } });
    expect(ngrok.openSessions).toBe(0);
  });

  it('never signs in twice at once, although a sign-in cannot be cancelled', async () => {
    const { clock, ngrok, tunnel } = rig();
    let open: () => void = () => {};
    ngrok.gate = new Promise((resolve) => {
      open = resolve;
    });
    tunnel.start({ port: 1 });
    await clock.advance(1);
    await tunnel.stop();
    tunnel.start({ port: 2 });
    await clock.advance(1);
    expect(ngrok.asked).toEqual([`authtoken ${token}`]);
    open();
    await clock.settle();
    expect(tunnel.state.kind).toBe('up');
    expect(ngrok.openSessions).toBe(1);
    expect(ngrok.asked.at(-1)).toBe('forward http://127.0.0.1:2');
  });
});
