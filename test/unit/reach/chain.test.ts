import { describe, expect, it } from 'vitest';
import { watchMs } from '../../../src/core/reach/chain/chain-watch.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { answer, lamp, message, origin, rig, states } from './chain-rig.ts';

describe('a test of the chain', () => {
  it('lights one lamp after the other, and tells of each', async () => {
    const { proof, reports } = rig();
    const report = await proof.test();
    expect(states(report)).toBe('ok ok ok ok unknown unknown');
    expect(report).toMatchObject({ doing: 'idle', url: origin, provenAt: null, proof: '' });
    const seen = reports.map(states).filter((one, index, all) => one !== all[index - 1]);
    expect(seen).toEqual([
      'unknown unknown unknown unknown unknown unknown',
      'running unknown unknown unknown unknown unknown',
      'ok unknown unknown unknown unknown unknown',
      'ok running unknown unknown unknown unknown',
      'ok ok unknown unknown unknown unknown',
      'ok ok running unknown unknown unknown',
      'ok ok ok unknown unknown unknown',
      'ok ok ok running unknown unknown',
      'ok ok ok ok unknown unknown',
    ]);
    expect(reports.some(({ doing }) => doing === 'testing')).toBe(true);
    expect(lamp(report, 'listener')).toMatchObject({ at: expect.any(Number), durationMs: 0 });
  });

  it('in a sandbox goes straight to the listener', async () => {
    const { proof, state, asked } = rig();
    Object.assign(state, { mode: 'loopback', kind: 'none', url: 'http://127.0.0.1:8443', tunnel: { kind: 'off' } });
    expect(states(await proof.test())).toBe('unneeded unneeded unneeded ok unknown unknown');
    expect(asked[0]?.href).toMatch(/^http:\/\/127\.0\.0\.1:8443\/selftest\//);
    proof.addressChanged();
    expect(lamp(proof.report(), 'tunnel').state).toBe('unneeded');
    state.url = null;
    state.port = null;
    expect(lamp(await proof.test(), 'listener')).toMatchObject({ state: 'failed' });
  });

  it('in a sandbox never darkens the links that are not needed', async () => {
    const { proof, state, reports } = rig();
    Object.assign(state, { mode: 'loopback', kind: 'none', url: 'http://127.0.0.1:8443', tunnel: { kind: 'off' } });
    proof.addressChanged();
    reports.length = 0;
    await proof.test();
    expect(reports.map(states).filter((one) => !one.startsWith('unneeded unneeded unneeded '))).toEqual([]);
  });

  it('is joined by whoever asks for a second one', async () => {
    const { proof, asked } = rig();
    const first = proof.test();
    expect(proof.test()).toBe(first);
    await first;
    expect(asked).toHaveLength(1);
    await proof.test();
    expect(asked).toHaveLength(2);
  });

  it('can be stopped, and begun again while the stopped one still hangs', async () => {
    const { clock, proof, state, never, arrive, asked } = rig();
    state.get = (_url, signal) => never(signal);
    const first = proof.test();
    await clock.settle();
    expect(lamp(proof.report(), 'listener').state).toBe('running');
    expect(proof.stop()).toMatchObject({ doing: 'idle' });
    expect(lamp(proof.report(), 'listener')).toMatchObject({
      state: 'unknown',
      message: expect.stringMatching(/^Stopped/),
    });
    state.get = async (url) => (arrive(url) ? answer(204) : answer(404));
    const second = await proof.test();
    await first;
    expect(states(second)).toBe('ok ok ok ok unknown unknown');
    expect(states(proof.report())).toBe('ok ok ok ok unknown unknown');
    expect(asked).toHaveLength(2);
    await clock.advance(60_000);
    expect(states(proof.report())).toBe('ok ok ok ok unknown unknown');
  });

  it('tells that the listener closed under it', async () => {
    const { proof, state, selfTest } = rig();
    state.get = async () => {
      selfTest.cancel();
      return { kind: 'failed', code: 'ECONNREFUSED' };
    };
    expect(lamp(await proof.test(), 'listener').message).toMatch(/^The listener closed while the test ran/);
  });

  it('is called off when the address changes under it', async () => {
    const { clock, proof, state, never } = rig();
    state.get = (_url, signal) => never(signal);
    const done = proof.test();
    await clock.settle();
    state.url = 'https://two.example.net';
    proof.addressChanged();
    expect(states(await done)).toBe('unknown unknown unknown unknown unknown unknown');
    expect(proof.report()).toMatchObject({ doing: 'idle', url: 'https://two.example.net' });
  });

  it('is not called off by news of a tunnel that had no address when it began', async () => {
    const { proof, state } = rig();
    proof.addressChanged();
    state.url = null;
    state.kind = 'ssh';
    state.tunnel = { kind: 'starting', step: 'connecting' };
    const done = proof.test();
    state.tunnel = { kind: 'starting', step: 'signing in' };
    proof.addressChanged();
    expect(proof.report().doing).toBe('testing');
    expect(lamp(await done, 'tunnel')).toMatchObject({ state: 'failed', message: expect.stringMatching(/signing in/) });
  });

  it('says what is wrong with the settings of the network', async () => {
    const { proof, state } = rig();
    const broken = new AppError({ code: 'http.proxy', kind: 'offline', message: 'The proxy is none.' });
    state.names = { kind: 'addresses', addresses: ['203.0.113.5'] };
    Object.defineProperty(state, 'proxied', {
      get() {
        throw broken;
      },
    });
    expect(lamp(await proof.test(), 'dns')).toMatchObject({ state: 'failed', message: 'The proxy is none.' });
  });
});

describe('before any test', () => {
  const sandbox = { mode: 'loopback', kind: 'none', url: 'http://127.0.0.1:8443', tunnel: { kind: 'off' } };

  it('the links a sandbox needs none of say so, and the rest that nothing is known', () => {
    const { proof, state, reports } = rig();
    Object.assign(state, sandbox);
    proof.addressChanged();
    expect(states(proof.report())).toBe('unneeded unneeded unneeded unknown unknown unknown');
    for (const link of ['tunnel', 'dns', 'tls'] as const)
      expect(lamp(proof.report(), link).message).toMatch(/^The sandbox runs on this computer/);
    expect(reports.at(-1)).toEqual(proof.report());
    const told = reports.length;
    proof.addressChanged();
    expect(reports).toHaveLength(told);
    state.url = 'http://127.0.0.1:9000';
    proof.addressChanged();
    expect(states(proof.report())).toBe('unneeded unneeded unneeded unknown unknown unknown');
  });

  it('they are needed again once a tunnel is chosen, also while that has no address yet', () => {
    const { proof, state, reports } = rig();
    Object.assign(state, sandbox);
    proof.addressChanged();
    Object.assign(state, { mode: 'public', kind: 'ssh', url: null, tunnel: { kind: 'starting', step: 'connecting' } });
    proof.addressChanged();
    expect(states(proof.report())).toBe('unknown unknown unknown unknown unknown unknown');
    expect(reports.at(-1)).toEqual(proof.report());
  });
});

describe('a watch', () => {
  it('waits for a real message and proves the chain with it', async () => {
    const { clock, proof, deliver, kept, state } = rig();
    await proof.test();
    const watching = proof.watch();
    expect(watching).toMatchObject({ doing: 'watching', watchEndsAt: clock.now() + watchMs });
    expect(states(watching)).toBe('ok ok ok ok running running');
    await clock.advance(30_000);
    deliver();
    const report = proof.report();
    expect(states(report)).toBe('ok ok ok ok ok ok');
    expect(report).toMatchObject({ doing: 'idle', watchEndsAt: null, provenAt: clock.now() });
    expect(report.proof).toBe('Ticket 7601, changed by jharper');
    expect(lamp(report, 'signature').detail).toBe(
      'HMAC-SHA256 over the raw body with key e17e6674 of na.myconnectwise.net, company Cobalt',
    );
    expect(lamp(report, 'inbox').message).toBe('Ticket 7601, changed by jharper: written to the inbox and queued.');
    expect(kept.get('reach.proof')).toMatchObject({ origin, provenAt: clock.now() });
    expect(state.writes).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('tests the links itself where that was not done, and counts what came in meanwhile', async () => {
    const { clock, proof, deliver, state, never, arrive } = rig();
    let go: () => void = () => {};
    const waits = new Promise<void>((resolve) => {
      go = resolve;
    });
    state.get = async (url, signal) => {
      await Promise.race([waits, never(signal)]);
      return arrive(url) ? answer(204) : answer(404);
    };
    expect(proof.watch().doing).toBe('testing');
    await clock.settle();
    deliver();
    expect(proof.report()).toMatchObject({ doing: 'testing', provenAt: null });
    go();
    await clock.settle();
    expect(proof.report()).toMatchObject({ doing: 'idle', provenAt: clock.now() });
  });

  it('works with a webhook of Field Nation', async () => {
    const { proof, deliver } = rig();
    await proof.test();
    proof.watch();
    deliver({
      source: 'fieldnation',
      recordType: 'workorder',
      recordId: 900,
      action: 'workorder.status.published',
      actor: '42',
    });
    expect(proof.report().proof).toBe('Work order 900, workorder.status.published by user 42');
    expect(lamp(proof.report(), 'signature')).toMatchObject({
      message: "Field Nation's signature is right (Work order 900, workorder.status.published by user 42).",
      detail: 'HMAC-SHA256 over the raw body with the secret of the webhook',
    });
  });

  it('shows a message that waits for its key, and what came of it', async () => {
    const { proof, tell, clock } = rig();
    await proof.test();
    proof.watch();
    const one = message({ receivedAt: clock.now() });
    tell({ kind: 'stored', message: one, state: 'unverified', host: 'bridge.example.net' });
    expect(lamp(proof.report(), 'signature')).toMatchObject({
      state: 'running',
      message: expect.stringMatching(/the key/),
    });
    expect(lamp(proof.report(), 'inbox').message).toMatch(/written to the inbox, on its way/);
    tell({
      kind: 'rejected',
      message: one,
      why: 'A callback for ticket 7601 was refused: its signature does not fit.',
    });
    expect(lamp(proof.report(), 'signature')).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/does not fit/),
    });
    expect(lamp(proof.report(), 'inbox').state).toBe('running');
    expect(proof.report().doing).toBe('watching');
    const two = message({ receivedAt: clock.now(), deliveryId: 'message-2' });
    tell({ kind: 'stored', message: two, state: 'unverified', host: 'bridge.example.net' });
    tell({ kind: 'verified', message: two });
    expect(lamp(proof.report(), 'signature').state).toBe('ok');
    tell({ kind: 'queued', message: two, jobs: 0 });
    expect(lamp(proof.report(), 'inbox').message).toMatch(/messages like this only go to the log/);
    expect(proof.report()).toMatchObject({ doing: 'idle', provenAt: clock.now() });
  });

  const refusals = [
    ['unsigned', 'connectwise', 'signature', 'failed', /removed the header x-content-signature/],
    ['unsigned', 'fieldnation', 'signature', 'failed', /no X-FN-Signature/],
    ['wrong-signature', 'connectwise', 'signature', 'failed', /wrong signature.*401/],
    ['wrong-signature', 'fieldnation', 'signature', 'failed', /secret of the webhook/],
    ['wrong-company', 'connectwise', 'signature', 'failed', /another ConnectWise company/],
    ['wrong-key-address', 'connectwise', 'signature', 'failed', /not at your ConnectWise site/],
    ['too-many-unverified', 'connectwise', 'signature', 'warning', /too many wait/],
    ['malformed', 'fieldnation', 'inbox', 'failed', /cannot be read/],
    ['not-stored', 'connectwise', 'inbox', 'failed', /asked to send it again/],
    ['wrong-host', 'connectwise', 'listener', 'failed', /for the host name old\.example\.net/],
  ] as const;
  it.each(refusals)('tells of a message that is %s (%s), and goes on', async (why, source, link, expected, words) => {
    const { proof, tell, deliver } = rig();
    await proof.test();
    proof.watch();
    tell({ kind: 'refused', source, why, host: 'old.example.net' });
    expect(lamp(proof.report(), link)).toMatchObject({ state: expected, message: expect.stringMatching(words) });
    expect(proof.report().doing).toBe('watching');
    deliver();
    expect(proof.report().doing).toBe('idle');
  });

  it('says nothing of a replay, which proves nothing', async () => {
    const { proof, tell } = rig();
    await proof.test();
    const before = proof.watch();
    tell({ kind: 'refused', source: 'fieldnation', why: 'replayed', host: 'bridge.example.net' });
    expect(proof.report()).toEqual(before);
  });

  it('gives up after ten minutes and says what to look at', async () => {
    const { clock, proof } = rig();
    await proof.test();
    proof.watch();
    await clock.advance(watchMs - 1);
    expect(proof.report().doing).toBe('watching');
    await clock.advance(1);
    expect(proof.report()).toMatchObject({ doing: 'idle', provenAt: null });
    expect(states(proof.report())).toBe('ok ok ok ok warning unknown');
    expect(lamp(proof.report(), 'signature').message).toMatch(/within 10 minutes/);
  });

  it('says at its end what a message still waits for', async () => {
    const { clock, proof, tell } = rig();
    await proof.test();
    proof.watch();
    tell({ kind: 'stored', message: message({ receivedAt: clock.now() }), state: 'unverified', host: 'x' });
    await clock.advance(watchMs);
    expect(states(proof.report())).toBe('ok ok ok ok failed warning');
    expect(lamp(proof.report(), 'signature').message).toMatch(/key to check it with could not be had/);
  });

  it('stopped leaves the lamps as they were', async () => {
    const { clock, proof, deliver } = rig();
    await proof.test();
    deliver();
    const before = proof.report();
    proof.watch();
    expect(proof.stop()).toEqual(before);
    expect(clock.pending).toBe(0);
  });

  it('is not begun where nothing can come in', () => {
    const { proof, state } = rig();
    Object.assign(state, { mode: 'none', kind: 'none', url: null, port: null });
    const report = proof.watch();
    expect(report.doing).toBe('idle');
    expect(lamp(report, 'tunnel')).toMatchObject({ state: 'warning', message: expect.stringMatching(/polling/) });
  });

  it('goes on at another address, and tests that', async () => {
    const { clock, proof, state, deliver } = rig();
    await proof.test();
    proof.watch();
    state.url = null;
    state.tunnel = { kind: 'starting', step: 'connecting' };
    proof.addressChanged();
    expect(proof.report().doing).toBe('watching');
    expect(lamp(proof.report(), 'tunnel').state).toBe('failed');
    state.url = 'https://two.example.net';
    state.tunnel = { kind: 'up', url: state.url, since: 0 };
    proof.addressChanged();
    await clock.settle();
    expect(states(proof.report())).toBe('ok ok ok ok running running');
    deliver({}, 'two.example.net');
    expect(proof.report()).toMatchObject({ url: 'https://two.example.net', provenAt: clock.now() });
  });
});

describe('the proof', () => {
  it('needs a test as well as a message', async () => {
    const { clock, proof, deliver } = rig();
    deliver();
    expect(states(proof.report())).toBe('unknown unknown unknown unknown ok ok');
    await clock.advance(1_000);
    await proof.test();
    expect(proof.report().provenAt).toBeNull();
    await clock.advance(60_000);
    deliver({ deliveryId: 'message-2' });
    expect(proof.report().provenAt).toBe(clock.now());
  });

  it('is not given by a message after a test that found a link broken', async () => {
    const { proof, state, deliver } = rig();
    state.get = async () => answer(502);
    await proof.test();
    proof.watch();
    deliver({}, '127.0.0.1:8443');
    expect(states(proof.report())).toBe('ok ok ok failed ok ok');
    expect(proof.report()).toMatchObject({ doing: 'idle', provenAt: null });
  });

  it('is given by the message itself where only this computer could not get in', async () => {
    const { clock, proof, state, deliver } = rig();
    state.tls = { kind: 'failed', code: 'ETIMEDOUT' };
    expect(states(await proof.test())).toBe('ok ok failed unknown unknown unknown');
    proof.stop();
    state.tls = 'never';
    proof.watch();
    await clock.advance(11_000);
    deliver();
    const report = proof.report();
    expect(states(report)).toBe('ok ok warning warning ok ok');
    expect(report.provenAt).toBe(clock.now());
    expect(lamp(report, 'tls')).toMatchObject({
      message: expect.stringMatching(/did not get through, but a message of ConnectWise came in this way/),
      detail: expect.stringMatching(/Nothing answers/),
    });
  });

  it('is refreshed without a watch, and written down once a minute at most', async () => {
    const { clock, proof, deliver, state, reports } = rig();
    await proof.test();
    deliver();
    expect(state.writes).toBe(1);
    const told = reports.length;
    for (let each = 2; each < 200; each += 1) deliver({ deliveryId: `message-${each}` });
    expect(reports.length).toBe(told);
    expect(state.writes).toBe(1);
    await clock.advance(60_000);
    deliver({ deliveryId: 'message-200', recordId: 7602 });
    expect(proof.report()).toMatchObject({ provenAt: clock.now(), proof: 'Ticket 7602, changed by jharper' });
    expect(state.writes).toBe(2);
  });

  it('is not undone by one bad message, which is told of all the same', async () => {
    const { clock, proof, deliver, tell } = rig();
    await proof.test();
    deliver();
    const { provenAt } = proof.report();
    await clock.advance(1_000);
    tell({ kind: 'refused', source: 'connectwise', why: 'wrong-signature', host: 'bridge.example.net' });
    expect(lamp(proof.report(), 'signature')).toMatchObject({
      state: 'warning',
      message: expect.stringMatching(/wrong signature/),
    });
    expect(proof.report().provenAt).toBe(provenAt);
    deliver({ deliveryId: 'message-2' });
    expect(lamp(proof.report(), 'signature').state).toBe('ok');
  });

  it('is known after a restart at the same address, and a message refreshes it', async () => {
    const first = rig();
    await first.proof.test();
    first.deliver();
    const { provenAt, proof } = first.proof.report();
    const second = rig(first.kept);
    await second.proof.ready;
    expect(second.proof.report()).toMatchObject({ provenAt, proof });
    expect(states(second.proof.report())).toBe('unknown unknown unknown unknown unknown unknown');
    await second.clock.advance(120_000);
    second.deliver({ recordId: 7603 });
    expect(second.proof.report()).toMatchObject({
      provenAt: second.clock.now(),
      proof: 'Ticket 7603, changed by jharper',
    });
  });

  it('is forgotten with the address, also when it changed between two runs', async () => {
    const first = rig();
    await first.proof.test();
    first.deliver();
    first.state.url = 'https://two.example.net';
    first.proof.addressChanged();
    expect(first.proof.report()).toMatchObject({ provenAt: null, proof: '' });
    expect(states(first.proof.report())).toBe('unknown unknown unknown unknown unknown unknown');
    first.state.url = origin;
    first.proof.addressChanged();
    expect(first.proof.report().provenAt).toBeNull();
    expect(first.kept.get('reach.proof')).toBeNull();

    const other = rig(
      new Map([['reach.proof', { origin: 'https://old.example.net', testedAt: 1, provenAt: 2, proof: 'x' }]]),
    );
    other.proof.addressChanged();
    await other.proof.ready;
    expect(other.proof.report().provenAt).toBeNull();
    expect(other.kept.get('reach.proof')).toBeNull();
  });

  it('outlives a tunnel that is down for a while; its lamp says so', async () => {
    const { clock, proof, deliver, state } = rig();
    state.kind = 'ssh';
    await proof.test();
    deliver();
    const provenAt = clock.now();
    state.url = null;
    state.tunnel = {
      kind: 'down',
      error: new AppError({ code: 'tunnel.ssh-dropped', kind: 'transient', message: 'The server went away.' }).toInfo(),
      retryAt: null,
    };
    proof.addressChanged();
    expect(states(proof.report())).toBe('failed ok ok ok ok ok');
    expect(proof.report().provenAt).toBeNull();
    state.url = origin;
    state.tunnel = { kind: 'up', url: origin, since: 0 };
    proof.addressChanged();
    expect(states(proof.report())).toBe('ok ok ok ok ok ok');
    expect(proof.report().provenAt).toBe(provenAt);
  });

  it('is shown without what cannot be read of an earlier run', async () => {
    const { proof } = rig(new Map([['reach.proof', { origin: 5 }]]));
    await proof.ready;
    expect(proof.report().provenAt).toBeNull();
  });

  it('hears nothing any more once it is closed', async () => {
    const { proof, deliver, reports } = rig();
    await proof.ready;
    proof.close();
    const told = reports.length;
    deliver();
    expect(reports.length).toBe(told);
    expect(states(proof.report())).toBe('unknown unknown unknown unknown unknown unknown');
  });
});
