import { describe, expect, it } from 'vitest';
import type { KnownKey } from '../../../src/core/intake/key-ring.ts';
import { Receiver } from '../../../src/core/intake/receive.ts';
import type { RefusalKind } from '../../../src/core/intake/refusals.ts';
import { SelfTest } from '../../../src/core/intake/self-test.ts';
import { connectWiseSignature, fieldNationSignature, sameSecret } from '../../../src/core/intake/signatures.ts';
import type { NewDelivery } from '../../../src/core/store/intake-port.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const token = '00112233445566778899aabbccddeeff';
const secret = 'the webhook secret';
const key = 'the signing key';

function rig(known: KnownKey = { kind: 'key', key, fresh: true }) {
  const clock = new VirtualClock();
  const selfTest = new SelfTest(clock);
  const stored = new Map<string, NewDelivery>();
  const refused: RefusalKind[] = [];
  const state = {
    outcome: 'stored' as 'stored' | 'full' | 'fails',
    keyUrls: [] as string[],
    webhookSecrets: [secret] as readonly string[],
  };
  const receiver = new Receiver({
    store: {
      async acceptDelivery(delivery) {
        if (state.outcome === 'fails') throw new Error('disk');
        if (state.outcome === 'full') return { id: 0, outcome: 'full' };
        const id = `${delivery.source} ${delivery.deliveryId}`;
        if (stored.has(id)) return { id: 1, outcome: 'duplicate' };
        stored.set(id, delivery);
        return { id: 1, outcome: 'stored' };
      },
    },
    clock,
    pathToken: () => token,
    isOurHost: (host) => host === 'ours',
    company: () => 'Cobalt',
    knownKey: (keyUrl) => {
      state.keyUrls.push(keyUrl);
      return known;
    },
    webhookSecrets: () => state.webhookSecrets,
    selfTest: (nonce, seen) => selfTest.take(nonce, seen),
    onRefused: ({ why }) => refused.push(why),
    onStored: () => {},
    step: async () => {},
  });
  async function send(
    path: string,
    options: { method?: string; host?: string; headers?: Record<string, string>; body?: Buffer } = {},
  ): Promise<number> {
    const { method = 'POST', host = 'ours', headers = {}, body = Buffer.alloc(0) } = options;
    const admission = receiver.admit({ method, path, host, headers });
    return admission.kind === 'answer' ? admission.status : admission.answer(body);
  }
  function callback(change: Record<string, unknown> = {}, signature?: string): Promise<number> {
    const body = Buffer.from(
      JSON.stringify({
        MessageId: 'message-1',
        CompanyId: 'Cobalt',
        MemberId: 'jdoe',
        Action: 'updated',
        Type: 'ticket',
        ID: 7,
        Metadata: { key_url: 'https://na.myconnectwise.net/key' },
        ...change,
      }),
    );
    const given = signature ?? connectWiseSignature(key, body);
    return send(`/callbacks/${token}?recordId=7&action=updated`, { headers: { 'x-content-signature': given }, body });
  }
  function webhook(deliveryId: string, workOrderId = 5, signedWith = secret): Promise<number> {
    const body = Buffer.from(JSON.stringify({ event: { name: 'workorder.created' }, workorder: { id: workOrderId } }));
    return send(`/webhooks/${token}`, {
      headers: { 'x-fn-signature': fieldNationSignature(signedWith, body), 'x-fn-delivery-id': deliveryId },
      body,
    });
  }
  return { clock, selfTest, stored, refused, state, send, callback, webhook };
}

const forged = connectWiseSignature('another key', Buffer.from('x'));

describe('a callback', () => {
  it('counts once by its MessageId, however often it is sent', async () => {
    const { stored, callback } = rig();
    expect(await callback()).toBe(202);
    expect(await callback()).toBe(202);
    expect([...stored.values()]).toEqual([
      expect.objectContaining({ deliveryId: 'message-1', state: 'verified', recordId: 7, actor: 'jdoe' }),
    ]);
  });

  it.each([
    ['whose signature does not fit a key just fetched', { kind: 'key', key, fresh: true }, 'wrong-signature', 401],
    ['whose key does not exist', { kind: 'refused' }, 'wrong-signature', 401],
    ['whose key is somewhere else', { kind: 'elsewhere' }, 'wrong-key-address', 403],
  ] as const)('%s is refused at the door, with a status nobody repeats', async (_what, known, why, status) => {
    const { stored, refused, callback } = rig(known);
    expect(await callback({}, forged)).toBe(status);
    expect(refused).toEqual([why]);
    expect(stored.size).toBe(0);
  });

  it.each([
    ['is not known', { kind: 'unknown' }],
    ['may have been replaced', { kind: 'key', key, fresh: false }],
  ] as const)('whose key %s waits for it, unless it is large', async (_what, known) => {
    const { stored, refused, callback } = rig(known);
    expect(await callback({}, forged)).toBe(202);
    expect([...stored.values()][0]?.state).toBe('unverified');
    expect(await callback({ MessageId: 'large', Entity: 'x'.repeat(70_000) }, forged)).toBe(429);
    expect(refused).toEqual(['too-many-unverified']);
  });

  it('with something that can be no signature never waits', async () => {
    const { stored, callback } = rig({ kind: 'unknown' });
    for (const signature of ['AAAA', `${forged}=`, `${forged}, ${forged}`])
      expect(await callback({}, signature)).toBe(401);
    expect(await callback({}, '')).toBe(401);
    expect(stored.size).toBe(0);
  });

  it('of another company is refused before its key is looked at', async () => {
    const { state, callback } = rig();
    expect(await callback({ CompanyId: 'Mallory' })).toBe(403);
    expect(state.keyUrls).toEqual([]);
  });

  it('that could not be stored is to come again, as ConnectWise does only after 429', async () => {
    const { state, refused, stored, callback } = rig();
    state.outcome = 'fails';
    expect(await callback()).toBe(429);
    state.outcome = 'full';
    expect(await callback()).toBe(429);
    state.outcome = 'stored';
    expect(await callback()).toBe(202);
    expect(refused).toEqual(['not-stored', 'too-many-unverified']);
    expect(stored.size).toBe(1);
  });
});

describe('a webhook', () => {
  it('counts once by its delivery, whichever attempt it is', async () => {
    const { stored, webhook } = rig();
    expect(await webhook('0190aaaa:1')).toBe(202);
    expect(await webhook('0190aaaa:2')).toBe(202);
    expect(stored.size).toBe(1);
  });

  it('that was seen does not count again under another delivery id', async () => {
    const { stored, refused, webhook } = rig();
    expect(await webhook('one:1')).toBe(202);
    expect(await webhook('two:1')).toBe(202);
    expect(stored.size).toBe(1);
    expect(refused).toEqual(['replayed']);
    expect(await webhook('three:1', 6)).toBe(202);
    expect(stored.size).toBe(2);
  });

  it('that could not be stored is to come again, as Field Nation does after 503, and is no replay then', async () => {
    const { state, stored, webhook } = rig();
    state.outcome = 'fails';
    expect(await webhook('one:1')).toBe(503);
    state.outcome = 'stored';
    expect(await webhook('two:1')).toBe(202);
    expect(stored.size).toBe(1);
  });

  it.each(['', ':1', 'a b', 'x'.repeat(101), '../x'])('with the delivery id "%s" is refused', async (id) => {
    const { stored, webhook } = rig();
    expect(await webhook(id)).toBe(400);
    expect(stored.size).toBe(0);
  });
});

describe('the paths of the listener', () => {
  it('lead nowhere but exactly where they are', async () => {
    const { send, refused, state } = rig();
    const paths = ['/', '/callbacks', `/callbacks/${token}/`, `//callbacks/${token}`, `/x/callbacks/${token}`];
    const more = [`x/callbacks/${token}`, `/callbacks/${token.toUpperCase()}`, '/callbacks/', `/Callbacks/${token}`];
    for (const path of [...paths, ...more]) expect(await send(path), path).toBe(404);
    for (const method of ['GET', 'PUT', 'DELETE', 'post'])
      expect(await send(`/callbacks/${token}`, { method })).toBe(404);
    expect(refused).toHaveLength(13);
    expect(state.keyUrls).toEqual([]);
  });

  it('need our host, whatever else is right', async () => {
    const { send, stored } = rig();
    expect(await send(`/callbacks/${token}`, { host: 'evil.example' })).toBe(421);
    expect(await send('/healthz', { method: 'GET', host: 'evil.example' })).toBe(421);
    expect(await send('/healthz', { method: 'GET' })).toBe(200);
    expect(await send('/healthz')).toBe(404);
    expect(stored.size).toBe(0);
  });

  it('take a self-test once, by GET, and store nothing of it', async () => {
    const { send, selfTest, stored } = rig();
    const { path, done } = selfTest.begin();
    expect(await send(path)).toBe(404);
    expect(await send(`${path}?x`, { method: 'GET' })).toBe(404);
    expect(await send(`${path}/`, { method: 'GET' })).toBe(404);
    expect(await send(path, { method: 'GET' })).toBe(204);
    expect(await done).toMatchObject({ kind: 'arrived', hostAllowed: true });
    expect(await send(path, { method: 'GET' })).toBe(404);
    expect(stored.size).toBe(0);
  });

  it('tell a self-test that came under another host name', async () => {
    const { send, selfTest } = rig();
    const { path, done } = selfTest.begin();
    expect(await send(path, { method: 'GET', host: 'other.example' })).toBe(421);
    expect(await done).toMatchObject({ kind: 'arrived', host: 'other.example', hostAllowed: false });
  });
});

describe('a webhook while its secret is changed', () => {
  it('may be signed with the new secret or the one before, and with no other', async () => {
    const { state, webhook, refused } = rig();
    state.webhookSecrets = ['the new one', secret];
    const answers = [
      await webhook('a', 1, 'the new one'),
      await webhook('b', 2, secret),
      await webhook('c', 3, 'another'),
      await webhook('d', 4, ''),
    ];
    expect(answers).toEqual([202, 202, 401, 401]);
    expect(refused).toEqual(['wrong-signature', 'wrong-signature']);
  });

  it('repeated with the other signature is the same delivery', async () => {
    const { state, webhook, stored } = rig();
    state.webhookSecrets = ['the new one', secret];
    expect([await webhook('a:1'), await webhook('a:2', 5, 'the new one')]).toEqual([202, 202]);
    expect(stored.size).toBe(1);
  });

  it('is refused while there is no secret, also one that is signed with an empty one', async () => {
    const { state, webhook } = rig();
    for (const none of [[], ['']]) {
      state.webhookSecrets = none;
      expect(await webhook('a', 1, '')).toBe(401);
    }
  });
});

describe('a secret', () => {
  it('equals itself alone, and an empty one nothing', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    for (const other of ['', 'ab', 'abcd', 'abC']) expect(sameSecret('abc', other)).toBe(false);
    expect(sameSecret('', '')).toBe(false);
  });
});
