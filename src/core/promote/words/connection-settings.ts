import type { Config } from '../../../shared/config.ts';
import type { TunnelConfig } from '../../../shared/domain/tunnels.ts';
import type { Setting } from './settings.ts';
import { bareUrl, entries, onOff, text, together } from './values.ts';

type Area = Setting['area'];

const one =
  (area: Area) =>
  (what: string, path: string, of: (config: Config) => string): Setting => ({ area, what, covers: [path], of });

const connection = one('connection');
const intake = one('intake');
const alert = one('alerts');

const tunnelKinds = {
  none: 'polling only',
  'own-url': 'own address',
  ngrok: 'ngrok',
  cloudflared: 'cloudflared',
  ssh: 'SSH',
} as const satisfies Record<TunnelConfig['kind'], string>;

const tunnelWords: Readonly<Record<string, string>> = {
  url: 'address',
  domain: 'reserved domain',
  mode: 'mode',
  hostname: 'hostname',
  program: 'program',
  host: 'server',
  port: 'port',
  user: 'user',
  auth: 'sign-in',
  keyFile: 'key file',
  hostKey: 'accepted host key',
  remoteAddress: 'address on the server',
  remotePort: 'port on the server',
};

/** The tunnel's own settings; a change of kind changes them all at once. */
function tunnelParts(tunnel: TunnelConfig): ReadonlyMap<string, string> {
  const { kind: _kind, ...parts } = tunnel;
  return new Map(
    Object.entries(parts)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [tunnelWords[name] ?? name, bareUrl(String(value))]),
  );
}

const ruleNames: Readonly<Record<string, string>> = {
  'sign-in': 'sign-in needed',
  'dead-letters': 'problems grew',
  'success-rate': 'success rate',
  'queue-age': 'oldest waiting change',
  'callback-disabled': 'callback switched off',
  'tunnel-down': 'tunnel down',
  'disk-low': 'disk space',
};

function ruleText(rule: Readonly<Record<string, unknown>>): string {
  const { on, ...limits } = rule;
  const shown = Object.entries(limits).map(([name, value]) => `${ruleLimits[name] ?? name} ${String(value)}`);
  return [onOff(on === true), ...shown].join(', ');
}
const ruleLimits: Readonly<Record<string, string>> = {
  atLeast: 'from',
  belowPercent: 'below percent:',
  minutes: 'minutes:',
  leastRuns: 'from runs:',
  belowMb: 'below MB:',
};

/** Connections, how this computer is reached, limits and alerts. */
export const connectionSettings: readonly Setting[] = [
  connection('ConnectWise site', 'connectwise.site', ({ connectwise }) => bareUrl(text(connectwise?.site))),
  connection('ConnectWise company', 'connectwise.company', ({ connectwise }) => text(connectwise?.company)),
  // The public half of a key pair; still nothing a trail needs.
  connection('ConnectWise public key', 'connectwise.publicKey', ({ connectwise }) => ending(connectwise?.publicKey)),
  connection('Field Nation environment', 'fieldnation.environment', ({ fieldnation }) =>
    text(fieldnation?.environment),
  ),
  connection('Field Nation address', 'fieldnation.baseUrl', ({ fieldnation }) => bareUrl(text(fieldnation?.baseUrl))),
  connection('Field Nation client ID', 'fieldnation.clientId', ({ fieldnation }) => ending(fieldnation?.clientId)),
  connection('Field Nation user', 'fieldnation.username', ({ fieldnation }) => text(fieldnation?.username)),
  connection('Field Nation company ID', 'fieldnation.companyId', ({ fieldnation }) => text(fieldnation?.companyId)),
  connection('Proxy', 'network.proxy', ({ network }) => bareUrl(network.proxy)),
  connection('Certificate authorities', 'network.caFile', ({ network }) => network.caFile),

  intake('Listener port', 'intake.port', (config) =>
    config.intake.port === 0 ? 'chosen by the system' : text(config.intake.port),
  ),
  {
    area: 'intake',
    what: 'Tunnel',
    covers: ['intake.tunnel.kind'],
    of: (config) => tunnelKinds[config.intake.tunnel.kind],
  },
  {
    area: 'intake',
    what: 'Tunnel',
    covers: Object.keys(tunnelWords).map((part) => `intake.tunnel.${part}`),
    of: (config) => tunnelParts(config.intake.tunnel),
  },
  {
    area: 'callbacks',
    what: 'Who makes the work orders of board',
    covers: ['intake.brokerBoards'],
    of: (config) =>
      entries(
        config.intake.brokerBoards,
        ({ boardId }) => String(boardId),
        ({ createdBy }) => (createdBy === 'broker' ? 'the Integration Broker' : 'this computer'),
      ),
  },

  ...(
    [
      ['Seconds between polls', 'pollSeconds'],
      ['Seconds between polls while callbacks work', 'relaxedPollSeconds'],
      ['ConnectWise requests per minute', 'connectwisePerMinute'],
      ['Field Nation requests per minute', 'fieldnationPerMinute'],
      ['New work orders in ten minutes without approval', 'createsPerTenMinutes'],
      ['Publications in ten minutes without approval', 'publishesPerTenMinutes'],
      ['Cancellations in ten minutes without approval', 'cancelsPerTenMinutes'],
      ['Seconds until Field Nation finds a new work order', 'searchLagSeconds'],
    ] as const
  ).map(
    ([what, name]): Setting => ({
      area: 'sync',
      what,
      covers: [`limits.${name}`],
      of: ({ limits }) => text(limits[name]),
    }),
  ),

  alert("Notifications of the computer's own", 'alerts.native', ({ alerts }) => onOff(alerts.native)),
  {
    area: 'alerts',
    what: 'Alert',
    covers: ['alerts.rules'],
    of: ({ alerts }) =>
      new Map(Object.entries(alerts.rules).map(([name, rule]) => [ruleNames[name] ?? name, ruleText(rule)])),
  },
  alert('Quiet hours', 'alerts.quietHours.on', ({ alerts }) => onOff(alerts.quietHours.on)),
  alert('Quiet hours from', 'alerts.quietHours.from', ({ alerts }) => alerts.quietHours.from),
  alert('Quiet hours to', 'alerts.quietHours.to', ({ alerts }) => alerts.quietHours.to),
  alert('Quiet hours on', 'alerts.quietHours.days', ({ alerts }) =>
    together(alerts.quietHours.days.map((day) => weekdays[day - 1] ?? String(day))),
  ),
  alert('Told in quiet hours all the same', 'alerts.quietHours.except', ({ alerts }) =>
    together(alerts.quietHours.except.map((rule) => ruleNames[rule] ?? rule)),
  ),
  alert('Alerts to a chat', 'alerts.chat.on', ({ alerts }) => onOff(alerts.chat.on)),
  alert('Kind of chat', 'alerts.chat.kind', ({ alerts }) => alerts.chat.kind),
  alert('Alerts by e-mail', 'alerts.email.on', ({ alerts }) => onOff(alerts.email.on)),
  alert('E-mail server', 'alerts.email.host', ({ alerts }) => alerts.email.host),
  alert('E-mail port', 'alerts.email.port', ({ alerts }) => text(alerts.email.port)),
  alert('E-mail encryption', 'alerts.email.security', ({ alerts }) => alerts.email.security),
  alert('E-mail user', 'alerts.email.user', ({ alerts }) => alerts.email.user),
  alert('E-mail from', 'alerts.email.from', ({ alerts }) => alerts.email.from),
  alert('E-mail to', 'alerts.email.to', ({ alerts }) => together(alerts.email.to)),
];

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Enough to tell two keys apart. */
function ending(key: string | undefined): string {
  if (key === undefined || key === '') return '';
  return key.length <= 8 ? key : `…${key.slice(-4)}`;
}
