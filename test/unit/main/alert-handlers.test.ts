import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/core/engine-port.ts';
import { emptyConfig } from '../../../src/shared/config.ts';
import { type AlertsConfig, alertsConfigSchema, type WayFailures } from '../../../src/shared/domain/alerts.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { gated } from './gated.ts';

const chatUrl =
  'https://prod-12.westeurope.logic.azure.com/workflows/1/triggers/manual/paths/invoke?sig=pQ7secretSignature';
const emailPassword = 'correct horse 77 battery';
const defaults = alertsConfigSchema.parse({});

function setUp(kept: Parameters<typeof gated>[1] = {}, thrown: Error | null = null) {
  let config: AlertsConfig = defaults;
  const failures: WayFailures = { chat: null, email: { at: 5, message: 'It was refused.' } };
  const tested: string[] = [];
  const engine = {
    config: () => ({ ...emptyConfig, alerts: config }),
    alerts: {
      list: async () => ({ active: [], past: [] }),
      failures: async () => failures,
      async save(next: AlertsConfig) {
        config = next;
        return next;
      },
      async test(way: string) {
        if (thrown !== null) throw thrown;
        tested.push(way);
      },
    },
  } as unknown as Engine;
  return { ...gated(engine, kept), tested, saved: () => config };
}

describe('the settings of alerts', () => {
  it('say which secrets there are and never what they are', async () => {
    const { ask } = setUp({ 'alerts.chatUrl': chatUrl, 'alerts.emailPassword': emailPassword });
    const answer = await ask('alerts:settings', undefined);
    expect(answer).toMatchObject({
      ok: true,
      value: { secretsSet: ['chatUrl', 'emailPassword'], failures: { email: { message: 'It was refused.' } } },
    });
    expect(JSON.stringify(answer)).not.toMatch(/secretSignature|horse/);
  });

  it('keep, replace and forget a secret, and leave one alone that was not spoken of', async () => {
    const { ask, secrets, saved } = setUp();
    const config = { ...defaults, native: false };
    expect(await ask('alerts:save', { config, secrets: { chatUrl: `  ${chatUrl}\n`, emailPassword } })).toMatchObject({
      ok: true,
      value: { secretsSet: ['chatUrl', 'emailPassword'] },
    });
    expect([await secrets.get('alerts.chatUrl'), await secrets.get('alerts.emailPassword')]).toEqual([
      chatUrl,
      emailPassword,
    ]);
    expect(saved().native).toBe(false);
    const answer = await ask('alerts:save', { config, secrets: { chatUrl: null } });
    expect(answer).toMatchObject({ value: { secretsSet: ['emailPassword'] } });
    expect(await secrets.get('alerts.emailPassword')).toBe(emailPassword);
  });

  it.each([
    'http://hooks.slack.com/services/x',
    'hooks.slack.com/x',
    'https://me:pw@hooks.slack.com/x',
    'javascript:alert(1)',
  ])('keep no address like %s, and none of the rest of that change', async (wrong) => {
    const { ask, secrets, saved } = setUp();
    const config = { ...defaults, native: false };
    expect(await ask('alerts:save', { config, secrets: { chatUrl: wrong } })).toMatchObject({
      ok: false,
      error: { code: 'alerts.chat-url' },
    });
    expect(await secrets.get('alerts.chatUrl')).toBeNull();
    expect(saved().native).toBe(true);
  });

  it('refuse what is no setting', async () => {
    const { askWrong, saved } = setUp();
    for (const rules of [
      { 'queue-age': { on: true, minutes: 0 } },
      { 'disk-low': { on: 'yes' } },
      { 'success-rate': { belowPercent: 400 } },
    ])
      expect(
        await askWrong('alerts:save', { config: { ...defaults, rules: { ...defaults.rules, ...rules } } }),
      ).toMatchObject({
        ok: false,
      });
    expect(saved()).toBe(defaults);
  });

  it('say in words what is wrong with a way, without the secret it was tried with', async () => {
    const refused = new AppError({
      code: 'alerts.email-sign-in',
      kind: 'permanent',
      message: `The server does not take ${emailPassword} for ${chatUrl}`,
    });
    const { ask, secrets, logged } = setUp(
      { 'alerts.chatUrl': chatUrl, 'alerts.emailPassword': emailPassword },
      refused,
    );
    // The engine reads them to send.
    await Promise.all([secrets.get('alerts.chatUrl'), secrets.get('alerts.emailPassword')]);
    const answer = await ask('alerts:test', { way: 'email' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'alerts.email-sign-in' } });
    expect(JSON.stringify([answer, logged])).not.toMatch(/secretSignature|horse/);
  });
});
