import type { ChainLamp, ChainReport, HealthReport } from '../../../src/shared/domain/reach.ts';
import { type TunnelConfig, type TunnelView, tunnelConfigSchema } from '../../../src/shared/domain/tunnels.ts';
import type { AppErrorInfo } from '../../../src/shared/errors.ts';
import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';
import { dayChain, foundBroken, foundWell, lamps, waitsForChange } from './day/chain.ts';
import { dayHealth, dayOutages } from './day/health.ts';
import {
  cloudflaredProgram,
  configFor,
  dayFingerprint,
  dayListenerPort,
  dayTunnelState,
  hostKeyUnknown,
  originOf,
  startingSteps,
} from './day/tunnel.ts';

/*
 * The tunnel, the chain and the health of the made-up day. Saving starts the tunnel over some seconds (SSH without an accepted host key stops and
 * shows one); a test walks the lamps in about two; a watch ends after three with a proof. Scenarios: `polling` and those before the start have no
 * tunnel, `host-key` and `host-key-changed` wait for a person, `offline` is down, `quick` is cloudflared's, `quiet` is proven.
 */

type Channels = Extract<keyof DispatchBridgeApi, `tunnel:${string}` | `reach:${string}`>;

interface Day {
  readonly now: number;
  readonly saveIntake: (change: { readonly tunnel?: TunnelConfig; readonly port?: number }) => void;
  readonly changed: (topic: 'reach' | 'setup') => void;
  readonly chain: (report: ChainReport) => void;
  readonly tunnelState: (state: TunnelView['state']) => void;
}

const stepMs = 340;
const startingMs = 900;
const watchMs = 3000;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const later = async <T>(value: T): Promise<T> => {
  await wait(20);
  return value;
};

const failure: AppErrorInfo = {
  code: 'store.read',
  kind: 'permanent',
  message:
    'What is known of the tunnel could not be read: the data file is locked by another program. Close it, then load again.',
  context: { file: 'bridge.db' },
};

export function reachBridge(
  scenario: string,
  day: Day,
): Pick<DispatchBridgeApi, Channels> & { origin: () => string | null } {
  let config = configFor(scenario);
  let port = config.kind === 'none' ? 0 : dayListenerPort;
  let state = dayTunnelState(scenario, config, day.now);
  let secretsSet: TunnelView['secretsSet'] = config.kind === 'ssh' ? ['tunnel.sshPassphrase'] : [];
  let health = dayHealth(scenario, day.now);
  let attempt = 0;
  let proving = 0;
  const origin = (): string | null => (state.kind === 'up' ? state.url : null);
  let report = dayChain(scenario, origin(), day.now);

  const view = (): TunnelView => ({
    config,
    port,
    listening: config.kind === 'none' ? null : port || dayListenerPort,
    state,
    secretsSet,
    cloudflared: scenario === 'first-use' ? null : cloudflaredProgram,
    sshAgent: scenario !== 'first-use',
  });

  function setState(next: TunnelView['state']): void {
    state = next;
    day.tunnelState(next);
    day.changed('reach');
  }

  async function start(): Promise<void> {
    attempt += 1;
    const mine = attempt;
    report = dayChain('day', null, Date.now());
    day.chain(report);
    if (config.kind === 'none') return setState({ kind: 'off' });
    for (const step of startingSteps(config)) {
      setState({ kind: 'starting', step });
      await wait(startingMs);
      if (mine !== attempt) return;
      if (config.kind === 'ssh' && config.hostKey === '') return setState({ kind: 'failed', error: hostKeyUnknown });
    }
    setState({ kind: 'up', url: originOf(config), since: Date.now() });
    report = dayChain('day', origin(), Date.now());
    day.chain(report);
  }

  function say(change: Partial<ChainReport>): ChainReport {
    report = { ...report, ...change };
    day.chain(report);
    return report;
  }

  function setLamp(link: ChainLamp['link'], change: Partial<ChainLamp>): void {
    say({ lamps: report.lamps.map((lamp) => (lamp.link === link ? { ...lamp, ...change } : lamp)) });
  }

  async function test(): Promise<ChainReport> {
    proving += 1;
    const mine = proving;
    const url = origin();
    if (url === null) {
      const why =
        config.kind === 'none' ? 'No tunnel is set up: nothing can reach this workstation.' : 'The tunnel is not up.';
      return say({ doing: 'idle', url: null, lamps: lamps((link) => foundBroken(link, why), Date.now()) });
    }
    const blank = { state: 'unknown', message: '', detail: '', durationMs: null } as const;
    say({ doing: 'testing', url, provenAt: null, proof: '', lamps: lamps(() => blank, null) });
    for (const { link } of report.lamps) {
      if (link === 'signature' || link === 'inbox') {
        setLamp(link, { ...waitsForChange, at: null });
        continue;
      }
      setLamp(link, { state: 'running', message: '' });
      await wait(stepMs);
      if (mine !== proving) return report;
      if (scenario === 'tls-broken' && link === 'tls') {
        setLamp(link, {
          state: 'failed',
          message: `The certificate of ${new URL(url).host} is not trusted: it was made by the server itself. Put one of a known authority in front.`,
          detail: 'DEPTH_ZERO_SELF_SIGNED_CERT; CN=bridge.northgate-it.com',
          at: Date.now(),
          durationMs: 96,
        });
        return say({ doing: 'idle' });
      }
      setLamp(link, { ...foundWell(link, url), at: Date.now() });
    }
    await wait(stepMs);
    return mine === proving ? say({ doing: 'idle' }) : report;
  }

  function watch(): ChainReport {
    proving += 1;
    const mine = proving;
    const url = origin();
    say({ doing: 'watching', url, watchEndsAt: Date.now() + 600_000 });
    for (const link of ['signature', 'inbox'] as const)
      setLamp(link, { state: 'running', message: 'Waiting for a change.', detail: '', at: null, durationMs: null });
    void wait(watchMs).then(() => {
      if (mine !== proving || url === null) return;
      for (const link of ['signature', 'inbox'] as const) setLamp(link, { ...foundWell(link, url), at: Date.now() });
      const tested = report.lamps.every((lamp) => lamp.state === 'ok' || lamp.state === 'warning');
      const proof = 'Ticket 1012, changed by jharper';
      say({ doing: 'idle', watchEndsAt: null, proof, provenAt: tested ? Date.now() : null });
    });
    return report;
  }

  function stop(): ChainReport {
    proving += 1;
    const left = report.lamps.map(
      (lamp): ChainLamp => (lamp.state === 'running' ? { ...lamp, ...waitsForChange, at: null } : lamp),
    );
    return say({ doing: 'idle', watchEndsAt: null, lamps: left });
  }

  async function checkNow(): Promise<HealthReport> {
    health = { ...health, running: true };
    day.changed('reach');
    await wait(1200);
    health = { ...health, running: false, checkedAt: Date.now(), nextAt: Date.now() + 3_600_000 };
    day.changed('reach');
    return health;
  }

  return {
    origin,
    'tunnel:state': () => (scenario === 'failing' ? Promise.reject(failure) : later(view())),
    'tunnel:save': async ({ config: wanted, port: wantedPort, secrets = {} }) => {
      await wait(150);
      config = tunnelConfigSchema.parse(wanted);
      port = wantedPort;
      const given = {
        'tunnel.ngrokAuthtoken': secrets.ngrokAuthtoken,
        'tunnel.cloudflaredToken': secrets.cloudflaredToken,
        'tunnel.sshPassphrase': secrets.sshPassphrase,
      } as const;
      const names = ['tunnel.ngrokAuthtoken', 'tunnel.cloudflaredToken', 'tunnel.sshPassphrase'] as const;
      const before = secretsSet;
      secretsSet = names.filter((name) => (given[name] === undefined ? before.includes(name) : given[name] !== null));
      day.saveIntake({ tunnel: config, port });
      day.changed('setup');
      void start();
      return view();
    },
    'tunnel:accept-host-key': async ({ fingerprint }) => {
      await wait(100);
      if (state.kind !== 'failed' || fingerprint !== state.error.context.fingerprint)
        throw {
          code: 'tunnel.other-host-key',
          kind: 'permanent',
          message: 'The server shows another key by now. Compare the new fingerprint, then accept that one.',
          context: {},
        } satisfies AppErrorInfo;
      if (config.kind === 'ssh') config = { ...config, hostKey: fingerprint || dayFingerprint };
      day.saveIntake({ tunnel: config });
      void start();
      return view();
    },
    'tunnel:restart': async () => {
      void start();
      return later(view());
    },
    'tunnel:choose-file': ({ what }) =>
      later(what === 'program' ? '/opt/cloudflare/cloudflared' : '/home/alex/.ssh/id_ed25519_bridge'),
    'reach:chain': () => (scenario === 'failing' ? Promise.reject(failure) : later(report)),
    'reach:test': test,
    'reach:watch': () => later(watch()),
    'reach:stop': () => later(stop()),
    'reach:health': () => (scenario === 'failing' ? Promise.reject(failure) : later(health)),
    'reach:check-now': checkNow,
    'reach:repair': async ({ findingId }) => {
      await wait(600);
      health = {
        ...health,
        findings: health.findings.map((finding) =>
          finding.id === findingId
            ? {
                ...finding,
                state: 'repaired',
                message: `${finding.message.split(' (')[0] ?? ''} was mended just now.`,
                offer: null,
              }
            : finding,
        ),
      };
      day.changed('reach');
      return health;
    },
    'reach:outages': ({ limit }) =>
      scenario === 'failing' ? Promise.reject(failure) : later(dayOutages(scenario, day.now).slice(0, limit)),
  };
}
