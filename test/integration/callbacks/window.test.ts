import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SecretName } from '../../../src/shared/config.ts';
import type { Channel } from '../../../src/shared/ipc/contract.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';
import { gated } from '../../unit/main/gated.ts';

/* The window's channels into a real engine at the sandbox: what they do, and that no secret of the day comes back over any of them. */

const triggerUrl = 'https://micro.fndev.net/v1/broker-sandbox/inbound?client_token=secret-of-ours-77';
const given = { ngrokAuthtoken: '2kQ9ngrokAUTHtoken0815', sshPassphrase: 'correct horse 4 battery' };

let bridge: Bridge;
let window: ReturnType<typeof gated>;
const heard: unknown[] = [];
beforeEach(async () => {
  heard.length = 0;
  bridge = await startBridge();
  window = gated(bridge.engine, bridge.secrets);
  bridge.engine.reach.onChain((report) => heard.push(report));
});
afterEach(() => bridge.stop());

/** Asks, and remembers every answer. */
async function ask(channel: Channel, input?: unknown): Promise<unknown> {
  const answer = await bridge.during(window.askWrong(channel, input));
  heard.push(channel, answer);
  return answer.ok ? answer.value : answer.error;
}

describe('the window', () => {
  it('is told of callbacks, webhooks, the tunnel and the proof, and never a secret', async () => {
    const { boardId, triggerStatusId } = bridge.sandbox.info.demo;
    const entries = async () => (await ask('callbacks:list')) as { entries: { id: number; relation: string }[] };
    const before = await entries();
    expect(before).toMatchObject({ triggerBoard: { id: boardId }, brokerCovers: null });
    expect((before as unknown as { address: string }).address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(before.entries.some(({ relation }) => relation === 'ours')).toBe(true);

    const choice = {
      destination: { to: 'broker', triggerUrl },
      type: 'Ticket',
      level: 'Status',
      objectId: triggerStatusId,
    };
    const made = (await ask('callbacks:register', choice)) as { id: number };
    expect(await entries()).toMatchObject({ brokerCovers: { callbackId: made.id, createdBy: null } });
    await ask('callbacks:choose-creator', { createdBy: 'workstation' });
    expect(await entries()).toMatchObject({ brokerCovers: { callbackId: made.id, createdBy: 'workstation' } });

    // Commands on every entry, told and untold; some are refused, in words.
    for (const { id } of (await entries()).entries) {
      await ask('callbacks:switch', { id, active: false });
      await ask('callbacks:switch', { id, active: true, told: true });
      await ask('callbacks:edit', {
        id,
        choice: { ...choice, destination: { to: 'broker', triggerUrl: `${triggerUrl}#x` } },
      });
      await ask('callbacks:adopt', { id });
    }
    await ask('callbacks:remove', { id: made.id, told: true });
    expect(await ask('callbacks:within', { what: 'board', text: '' })).toContainEqual(
      expect.objectContaining({ id: boardId }),
    );
    const statuses = { type: 'Ticket', level: 'Status', text: '', withinId: boardId };
    expect(await ask('callbacks:objects', statuses)).toContainEqual(expect.objectContaining({ id: triggerStatusId }));

    const hooks = (await ask('webhooks:list')) as { webhooks: { webhookId: string; relation: string }[] };
    for (const { webhookId } of hooks.webhooks) {
      await ask('webhooks:save', { webhookId, choice: { events: ['workorder.created'] } });
      await ask('webhooks:rotate', { webhookId });
      await ask('webhooks:deliveries', { webhookId });
    }
    await ask('webhooks:retry', { deliveryIds: ['nothing:1'] });

    await ask('reach:test');
    await ask('reach:watch');
    await ask('reach:stop');
    await ask('reach:chain');
    await ask('reach:check-now');
    await ask('reach:health');
    await ask('reach:repair', { findingId: 'none' });
    await ask('reach:outages', { limit: 100 });
    expect(await ask('tunnel:save', { config: { kind: 'none' }, port: 0, secrets: given })).toMatchObject({
      secretsSet: ['tunnel.ngrokAuthtoken', 'tunnel.sshPassphrase'],
    });
    await ask('tunnel:restart');
    await ask('tunnel:accept-host-key', { fingerprint: 'SHA256:x' });
    await ask('tunnel:state');
    await ask('log:page', { filter: {}, before: null, limit: 500 });
    await ask('app:status');

    const names: readonly SecretName[] = [
      'intake.pathToken',
      'fieldnation.webhookSecret',
      'fieldnation.previousWebhookSecret',
      'connectwise.privateKey',
      'fieldnation.clientSecret',
      'tunnel.ngrokAuthtoken',
      'tunnel.sshPassphrase',
    ];
    const kept = await Promise.all(names.map((name) => bridge.secrets.get(name)));
    const secrets = [...kept, 'secret-of-ours-77'].filter((secret) => secret !== null);
    // A webhook of ours was there, so the rotation made a second secret.
    expect(secrets).toHaveLength(names.length + 1);
    const text = JSON.stringify(heard);
    expect(secrets.filter((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)))).toEqual([]);
    expect(window.logged.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
  });
});
