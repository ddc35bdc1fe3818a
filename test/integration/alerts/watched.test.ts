import { afterEach, describe, expect, it } from 'vitest';
import type { TellingText } from '../../../src/core/alerts/words.ts';
import type { Config } from '../../../src/shared/config.ts';
import { type AlertsConfig, alertsConfigSchema } from '../../../src/shared/domain/alerts.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';
import { type ChatServer, chatServer } from './chat-server.ts';

/** More than any disk of a test machine has: the rule that needs no trouble to be made. */
const full: AlertsConfig['rules'] = alertsConfigSchema.parse({
  rules: { 'disk-low': { belowMb: 1_000_000 } },
}).rules;
const withAlerts =
  (alerts: Partial<AlertsConfig>) =>
  (config: Config): Config => ({ ...config, alerts: { ...config.alerts, ...alerts } });

let bridge: Bridge;
let chat: ChatServer | null = null;
afterEach(async () => {
  await bridge.stop();
  await chat?.close();
  chat = null;
});
function listen(): TellingText[] {
  const told: TellingText[] = [];
  bridge.engine.alerts.onTell(async (text) => told.push(text) > 0);
  return told;
}
const kinds = async (prefix: string) =>
  (await bridge.engine.activities({}, null, 200)).filter(({ kind }) => kind.startsWith(prefix)).map(({ kind }) => kind);

describe('an alert of a running engine', () => {
  it('is raised, told once, survives a restart without being told again, and is over by itself', async () => {
    chat = await chatServer();
    bridge = await startBridge({ config: withAlerts({ rules: full, chat: { on: true, kind: 'slack' } }) });
    await bridge.secrets.set('alerts.chatUrl', chat.url);
    const told = listen();
    await bridge.until('it is raised', async () => (await bridge.engine.alerts.list()).active.length === 1);
    expect(told).toEqual([]);
    await bridge.until('it is told', () => told.length > 0);
    await bridge.until('the chat has it', () => chat?.posted.length === 1);
    const [alert] = (await bridge.engine.alerts.list()).active;
    expect(alert).toMatchObject({ rule: 'disk-low', place: 'settings', clearedAt: null, toldAt: expect.any(Number) });
    expect(told[0]).toMatchObject({ title: alert?.title, place: 'settings' });

    await bridge.restart();
    const again = listen();
    await bridge.clock.advance(150_000);
    expect([again, chat.posted.length]).toEqual([[], 1]);
    expect((await bridge.engine.alerts.list()).active.map(({ id }) => id)).toEqual([alert?.id]);

    await bridge.engine.alerts.save(alertsConfigSchema.parse({ rules: { 'disk-low': { belowMb: 50 } } }));
    await bridge.clock.advance(5 * 60_000);
    await bridge.until('it is over', async () => (await bridge.engine.alerts.list()).past.length === 1);
    expect((await bridge.engine.alerts.list()).active).toEqual([]);
    expect(await kinds('alert.')).toEqual(['alert.cleared', 'alert.raised']);
  });

  it('that cannot be sent is a line in the log and a word in the settings, and raises nothing itself', async () => {
    chat = await chatServer();
    chat.answer = { status: 404, body: 'no_service' };
    bridge = await startBridge({
      config: withAlerts({ native: false, rules: full, chat: { on: true, kind: 'slack' } }),
    });
    await bridge.secrets.set('alerts.chatUrl', chat.url);
    await bridge.until('it was given up', async () => (await kinds('alert.not-sent')).length === 1, 300_000);
    expect(await bridge.engine.alerts.failures()).toMatchObject({
      email: null,
      chat: { message: expect.stringContaining('Slack does not know this webhook any more') },
    });
    await bridge.clock.advance(10 * 60_000);
    expect(chat.posted).toHaveLength(1);
    expect((await bridge.engine.alerts.list()).active).toHaveLength(1);
    expect(JSON.stringify(await bridge.engine.activities({}, null, 200))).not.toContain('secretPartOfTheAddress');

    chat.answer = { status: 200, body: 'ok' };
    await bridge.during(bridge.engine.alerts.test('chat'));
    expect((await bridge.engine.alerts.failures()).chat).toBeNull();
    expect(chat.posted.at(-1)?.body).toMatchObject({ text: expect.stringContaining('Test of alerts') });
  });

  it('waits while nobody is to be told, and is told once somebody is', async () => {
    bridge = await startBridge({ config: withAlerts({ native: false, rules: full }) });
    const told = listen();
    await bridge.until('it is raised', async () => (await bridge.engine.alerts.list()).active.length === 1);
    await bridge.clock.advance(10 * 60_000);
    expect(told).toEqual([]);
    await bridge.engine.alerts.save({ ...bridge.engine.config().alerts, native: true });
    await bridge.until('it is told', () => told.length === 1);
  });
});
