import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallbackCommands } from '../../../src/core/callbacks/commands.ts';
import type { Engine } from '../../../src/core/engine-port.ts';
import type { FieldNation, Webhook } from '../../../src/core/fieldnation/port.ts';
import { redactText } from '../../../src/core/monitor/redact.ts';
import { callbackBody } from '../../../src/core/psa/connectwise/callback-request.ts';
import type { Psa, Subscription } from '../../../src/core/psa/port.ts';
import { webhookCommands } from '../../../src/core/webhooks/commands.ts';
import { OwnSecrets } from '../../../src/core/webhooks/secrets.ts';
import { emptyConfig, type SecretName } from '../../../src/shared/config.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { callbackChannels } from '../../../src/shared/ipc/callback-channels.ts';
import type { Channel } from '../../../src/shared/ipc/contract.ts';
import { monitorChannels } from '../../../src/shared/ipc/monitor-channels.ts';
import { reachChannels } from '../../../src/shared/ipc/reach-channels.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { gated } from './gated.ts';

/*
 * What is planted everywhere a vendor or the keychain could hold it must not be in anything a page is answered. One channel is the exception:
 * `callbacks:preview` shows the very request a person is about to send, with its address.
 */

const exception = 'callbacks:preview';
const planted = {
  'intake.pathToken': 'c1f6a0837be94d25a8e07f3b92d46c15',
  'fieldnation.webhookSecret': '01999f51-5c66-4449-b441-6b4a053fee6a',
  'fieldnation.previousWebhookSecret': '7d1b7f0e-1f0a-4a6e-8a55-2f7a5e3a9c11',
  'tunnel.ngrokAuthtoken': '2kQ9ngrokAUTHtoken0815',
  'tunnel.cloudflaredToken': 'eyJhIjoiY2xvdWRmbGFyZWQifQ',
  'tunnel.sshPassphrase': 'correct horse 4 battery',
  'alerts.chatUrl': 'https://hooks.slack.com/services/T024BE7LD/B024/9sQ2chatWEBHOOKsecret',
  'alerts.emailPassword': 'mail battery 9 staple',
} as const satisfies Partial<Record<SecretName, string>>;
/** Those no keychain knows: the broker's, now and in its older form, and of another installation. */
const clientToken = '8f2c61d07a934b5e9d10c7aa52e3f4b8';
const olderToken = 'oldTrigger77Token';
const otherToken = '5d7e0b94c3a14f86b2917c60ad3e8f52';
const all = [...Object.values(planted), clientToken, olderToken, otherToken];

const origin = 'https://bridge.example.com';
const own = `${origin}/callbacks/${planted['intake.pathToken']}?recordId=`;
const triggerUrl = `https://micro.fieldnation.com/v1/broker/inbound?client_token=${clientToken}`;
const urls = [
  own,
  `https://elsewhere.example.com/callbacks/${planted['intake.pathToken']}?recordId=`,
  `https://desk2.example.com/callbacks/${otherToken}?recordId=`,
  `${triggerUrl}&external_id=`,
  `${triggerUrl}`,
  `https://api.fieldnation.com/integrations/trigger/${olderToken}?external_id=`,
  `https://hooks.example.com/in?client_token=${clientToken}&token=${otherToken}&id=`,
  `not a url ${otherToken}`,
] as const;

const subscription = fc.record({
  id: fc.integer({ min: 1, max: 99 }),
  description: fc.constantFrom('Dispatch Bridge 7f3a', 'Dispatch Bridge/7f3a Time, Owner', 'Field Nation dispatch', ''),
  url: fc.constantFrom(...urls),
  type: fc.constantFrom('ticket', 'time', 'Ticket', 'weather'),
  level: fc.constantFrom('board', 'owner', 'status', 'colour'),
  objectId: fc.integer({ min: 1, max: 12 }),
  active: fc.boolean(),
  selfSuppressed: fc.boolean(),
  updatedAt: fc.constant(null),
  updatedBy: fc.constant('jharper'),
});
const hook = fc.record({
  webhookId: fc.constantFrom('w1', 'w2', 'w3'),
  url: fc.constantFrom(`${origin}/webhooks/${planted['intake.pathToken']}`, ...urls),
  events: fc.constant(['workorder.created']),
  status: fc.constantFrom('active', 'inactive', 'archived'),
  notificationEmail: fc.constantFrom('', 'dispatch@example.com'),
  updatedAt: fc.constant(null),
});

/** As the client words a vendor's refusal that quotes what it was sent. */
function refusal(): AppError {
  const quoted = `400: url '${own}' and '${triggerUrl}&external_id=' and ${urls[5]} are in use`;
  const message = redactText(`ConnectWise rejected the callback: ${quoted}.`);
  return new AppError({ code: 'connectwise.rejected', kind: 'permanent', message, context: { vendorMessage: quoted } });
}

async function setUp(entries: readonly Subscription[], hooks: readonly Webhook[], refuses: boolean) {
  const clock = new VirtualClock();
  const store = { value: async () => null, setValue: async () => {} };
  const said: string[] = [];
  const say = async (kind: string, message: string): Promise<void> => void said.push(`${kind} ${message}`);
  const writes = <T>(answer: () => T) => {
    if (refuses) throw refusal();
    return answer();
  };
  const psa = {
    subscriptions: async () => entries,
    callbackObjectName: async () => null,
    callbackObjects: async () => writes(() => []),
    callbackRequest: (draft: Parameters<Psa['callbackRequest']>[0]) => ({
      method: 'POST',
      path: '/system/callbacks',
      url: 'https://na.myconnectwise.net/v4_6_release/apis/3.0/system/callbacks',
      body: callbackBody(draft),
    }),
    saveCallback: async (draft: Parameters<Psa['saveCallback']>[0], id: number | null) =>
      writes(() => ({ ...draft, id: id ?? 100, active: true, updatedAt: null, updatedBy: '' })),
    switchCallback: async (id: number, active: boolean) =>
      writes(() => ({ ...(entries.find((one) => one.id === id) ?? entries[0]), id, active })),
    deleteSubscription: async () => writes(() => undefined),
  } as unknown as Psa;
  const found = (id: string): Webhook | null => hooks.find((one) => one.webhookId === id) ?? null;
  const fieldNation = {
    webhooks: async () => hooks,
    webhook: async (id: string) => found(id),
    webhookEvents: async () => [{ name: 'workorder.created', label: 'Created', description: '' }],
    createWebhook: async (input: object) => writes(() => ({ ...hooks[0], ...input, webhookId: 'w9', updatedAt: null })),
    updateWebhook: async (id: string, change: object) => writes(() => ({ ...found(id), ...change })),
    deleteWebhook: async () => writes(() => undefined),
    deliveryLog: async () => writes(() => ({ entries: [], more: false })),
    retryDelivery: async () => writes(() => undefined),
  } as unknown as FieldNation;
  const engine: Partial<Engine> = {
    config: () => emptyConfig,
    statuses: async () => [],
    callbacks: new CallbackCommands({
      psa: () => psa,
      company: () => 'acme',
      workstation: () => ({
        installation: '7f3a',
        pathToken: planted['intake.pathToken'],
        baseUrl: origin,
        triggerBoardId: 11,
      }),
      say,
      onChange: () => {},
    }),
  };
  const window = gated(engine as Engine, planted);
  const secrets = await OwnSecrets.open({ keychain: window.secrets, store, clock });
  const webhooks = webhookCommands({
    fieldNation: () => fieldNation,
    secrets,
    store,
    clock,
    baseUrl: () => origin,
    say,
    onChange: () => {},
  });
  Object.assign(engine, { webhooks });
  return { ...window, said };
}

const choices = [
  { destination: { to: 'workstation' }, type: 'Ticket', level: 'Board', objectId: 11 },
  { destination: { to: 'workstation' }, type: 'Time', level: 'Owner', objectId: 0, description: 'Time' },
  { destination: { to: 'broker', triggerUrl }, type: 'Ticket', level: 'Status', objectId: 5 },
  { destination: { to: 'broker', triggerUrl: '' }, type: 'Ticket', level: 'Status', objectId: 5 },
  { destination: { to: 'broker', triggerUrl: `${triggerUrl}#part` }, type: 'Ticket', level: 'Board', objectId: 5 },
  { destination: { to: 'broker', triggerUrl: `ftp://x/${clientToken}` }, type: 'Ticket', level: 'Board', objectId: 5 },
  { destination: { to: 'workstation' }, type: 'Ticket', level: clientToken.slice(0, 30), objectId: 5 },
] as const;

/** Inputs for every channel of callbacks and webhooks. */
function inputs(channel: string, ids: readonly number[]): readonly unknown[] {
  switch (channel) {
    case 'callbacks:list':
    case 'webhooks:list':
      return [undefined];
    case 'callbacks:objects':
      return [{ type: 'Ticket', level: 'Status', text: 'a' }];
    case 'callbacks:within':
      return [{ what: 'board', text: '' }];
    case 'callbacks:preview':
    case 'callbacks:register':
      return choices;
    case 'callbacks:edit':
      return choices.map((choice, index) => ({ id: ids[index % ids.length], choice, told: true }));
    case 'callbacks:switch':
    case 'callbacks:remove':
    case 'callbacks:adopt':
      return ids.flatMap((id) => [true, false].map((flag) => ({ id, active: flag, told: flag })));
    case 'callbacks:choose-creator':
      return [{ createdBy: 'broker' }];
    case 'webhooks:save':
      return [null, 'w1', 'w2'].flatMap((webhookId) =>
        [true, false].map((told) => ({ webhookId, choice: { events: ['workorder.created'], active: told }, told })),
      );
    case 'webhooks:retry':
      return [{ deliveryIds: ['d1', 'd2'] }];
    default:
      return ['w1', 'w2', 'w9'].map((webhookId) => ({ webhookId, told: true }));
  }
}

function secretsIn(value: unknown): readonly string[] {
  const text = JSON.stringify(value);
  return all.filter((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)));
}

describe('what a page is answered about callbacks and webhooks', () => {
  it('holds no secret, whatever is registered and whatever a vendor quotes', async () => {
    const channels = Object.keys(callbackChannels) as (keyof typeof callbackChannels)[];
    const outcomes = { ok: 0, failed: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(subscription, { minLength: 1, maxLength: 6 }),
        fc.array(hook, { maxLength: 3 }),
        fc.boolean(),
        async (entries, hooks, refuses) => {
          const { askWrong, logged, said } = await setUp(entries, hooks, refuses);
          for (const channel of channels) {
            for (const input of inputs(
              channel,
              entries.map(({ id }) => id),
            )) {
              const answer = await askWrong(channel, input);
              outcomes[answer.ok ? 'ok' : 'failed'] += 1;
              if (channel === exception && answer.ok) continue;
              expect(secretsIn(answer), `${channel} ${JSON.stringify(answer)}`).toEqual([]);
            }
          }
          expect(secretsIn(said)).toEqual([]);
          // The gate logs what was thrown as well; the log's own sink has redacted it.
          expect(secretsIn(logged)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
    // Neither kind of answer was missing.
    expect(outcomes.ok).toBeGreaterThan(100);
    expect(outcomes.failed).toBeGreaterThan(100);
  });

  it('is the address with its secret in the preview, and there alone', async () => {
    const { askWrong } = await setUp([], [], false);
    expect(secretsIn(await askWrong(exception, choices[0]))).toEqual([planted['intake.pathToken']]);
    expect(secretsIn(await askWrong(exception, choices[2]))).toEqual([clientToken]);
  });
});

describe('an error of any channel of this page', () => {
  const alertChannels = Object.keys(monitorChannels).filter((channel) => channel.startsWith('alerts:'));
  const channels = [...Object.keys(callbackChannels), ...Object.keys(reachChannels), ...alertChannels] as Channel[];
  const someInput = (channel: Channel): unknown => {
    const given: Partial<Record<Channel, unknown>> = {
      'tunnel:save': { config: { kind: 'none' }, port: 0 },
      'tunnel:accept-host-key': { fingerprint: 'SHA256:x' },
      'reach:repair': { findingId: 'f' },
      'reach:outages': { limit: 10 },
      'alerts:save': { config: emptyConfig.alerts },
      'alerts:test': { way: 'chat' },
    };
    return channel.startsWith('callbacks:') || channel.startsWith('webhooks:')
      ? inputs(channel, [1])[0]
      : given[channel];
  };

  it.each(channels.filter((channel) => channel !== 'tunnel:choose-file'))(
    '%s loses every secret on its way',
    async (channel) => {
      const quoting = `${all.join(', ')}; ${all.map(encodeURIComponent).join(' ')}; ${urls.join(' ')}`;
      const known = Object.values(planted);
      for (const thrown of [
        new AppError({ code: 'x.y', kind: 'permanent', message: quoting, context: { detail: quoting, status: 400 } }),
        new Error(quoting),
      ]) {
        const rejects = () => {
          throw thrown;
        };
        const part = new Proxy({}, { get: (_part, name) => (name === 'then' ? undefined : rejects) });
        const engine = {
          callbacks: part,
          webhooks: part,
          reach: part,
          alerts: part,
          config: () => emptyConfig,
          saveConfig: rejects,
        } as unknown as Engine;
        const window = gated(engine, planted);
        // The engine reads them when it opens.
        for (const name of Object.keys(planted) as SecretName[]) await window.secrets.get(name);
        const answer = await window.askWrong(channel, someInput(channel));
        expect(answer.ok).toBe(false);
        expect(secretsIn(answer).filter((secret) => known.includes(secret as (typeof known)[number]))).toEqual([]);
        expect(secretsIn(window.logged).filter((secret) => known.includes(secret as (typeof known)[number]))).toEqual(
          [],
        );
      }
    },
  );
});
