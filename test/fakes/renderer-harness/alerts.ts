import { type Alert, type AlertSettings, alertsConfigSchema } from '../../../src/shared/domain/alerts.ts';
import type { AppErrorInfo } from '../../../src/shared/errors.ts';
import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';

type Channels = Extract<keyof DispatchBridgeApi, `alerts:${string}`>;

const minute = 60_000;
const hour = 60 * minute;
const quiet = ['quiet', 'one', 'first-use', 'testing', 'ready'];

function dayActive(now: number): readonly Alert[] {
  return [
    {
      id: 31,
      rule: 'tunnel-down',
      key: 'cloudflared',
      severity: 'attention',
      title: 'The tunnel is down',
      message:
        'cloudflared has ended with "failed to dial a quic connection to the edge". Meanwhile changes are found by polling every 60 s. It has been down for 14 minutes. It is tried again by itself.',
      place: 'callbacks/tunnel',
      firstAt: now - 9 * minute,
      lastAt: now - minute,
      clearedAt: null,
      toldAt: now - 8 * minute,
    },
    {
      id: 28,
      rule: 'dead-letters',
      key: '',
      severity: 'error',
      title: '6 changes stopped',
      message:
        "The newest: Ticket 1042 was not sent: priority 'P1 - Emergency' has no value in Field Nation. Map it, then retry. They wait for you under Attention, with the fix beside each cause.",
      place: 'attention/stopped',
      firstAt: now - 2.2 * hour,
      lastAt: now - 31 * minute,
      clearedAt: null,
      toldAt: now - 2.2 * hour + minute,
    },
    {
      id: 27,
      rule: 'disk-low',
      key: '',
      severity: 'attention',
      title: '412 MB of disk space left',
      message:
        'The disk with the data of this app has 412 MB left; you asked to be told below 500 MB. Make room: when it is full, nothing can be written down and the sync stops.',
      place: 'settings',
      firstAt: now - 7 * hour,
      lastAt: now - 7 * hour,
      clearedAt: null,
      toldAt: null,
    },
  ];
}

function dayPast(now: number): readonly Alert[] {
  const one = (id: number, agoHours: number, lasted: number, alert: Partial<Alert>): Alert => ({
    id,
    rule: 'sign-in',
    key: 'fieldnation',
    severity: 'error',
    title: 'Field Nation needs you to sign in',
    message: 'Field Nation refuses the password of svc-dispatch. Until then nothing is dispatched.',
    place: 'setup/fieldnation',
    firstAt: now - agoHours * hour,
    lastAt: now - agoHours * hour,
    clearedAt: now - agoHours * hour + lasted * minute,
    toldAt: now - agoHours * hour + minute,
    ...alert,
  });
  return [
    one(26, 20, 42, {}),
    one(22, 47, 8, {
      rule: 'success-rate',
      key: '',
      title: 'Only 71 % of the runs succeed',
      message:
        '12 of the 42 runs of the last 60 minutes failed; you asked to be told below 90 %. Filter Events by the result Error to see what they met.',
      place: 'events',
    }),
    one(19, 75, 5, {
      rule: 'callback-disabled',
      key: 'callback:88',
      severity: 'attention',
      title: 'A ConnectWise callback is not in order',
      message: 'Callback 88 (Ticket, Board 14) is gone at ConnectWise. On the page Callbacks: Register it again.',
      place: 'callbacks/overview',
      toldAt: null,
    }),
  ];
}

const refusal: AppErrorInfo = {
  code: 'alerts.email-sign-in',
  kind: 'permanent',
  message:
    'The mail server smtp.office365.com:587 does not let "alerts@example.com" sign in: 535 5.7.139 Authentication unsuccessful. Check user and password; many providers want an app password here.',
  context: { host: 'smtp.office365.com', port: 587 },
};

/** Alerts of the made-up day. */
export function alertBridge(scenario: string): Pick<DispatchBridgeApi, Channels> {
  const now = Date.now();
  const calm = quiet.includes(scenario);
  let settings: AlertSettings = {
    config: alertsConfigSchema.parse(
      calm
        ? {}
        : {
            quietHours: { on: true, except: ['sign-in'] },
            chat: { on: true, kind: 'teams' },
            email: {
              on: true,
              host: 'smtp.office365.com',
              user: 'alerts@example.com',
              from: 'alerts@example.com',
              to: ['dispatch@example.com'],
            },
          },
    ),
    secretsSet: calm ? [] : ['chatUrl', 'emailPassword'],
    failures: { chat: null, email: calm ? null : { at: now - 8 * minute, message: refusal.message } },
  };
  return {
    'alerts:list': async () => ({ active: calm ? [] : [...dayActive(now)], past: calm ? [] : [...dayPast(now)] }),
    'alerts:settings': async () => settings,
    'alerts:save': async ({ config, secrets = {} }) => {
      const kept = new Set(settings.secretsSet);
      for (const name of ['chatUrl', 'emailPassword'] as const) {
        if (secrets[name] === null) kept.delete(name);
        else if (secrets[name] !== undefined) kept.add(name);
      }
      settings = { ...settings, config: alertsConfigSchema.parse(config), secretsSet: [...kept] };
      return settings;
    },
    'alerts:test': async ({ way }) => {
      if (way === 'email') throw refusal;
    },
  };
}
