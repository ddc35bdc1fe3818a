import type { TunnelConfig } from '../../../shared/domain/tunnels.ts';
import { AppError } from '../../../shared/errors.ts';
import { keepTunnelSecrets } from '../../secrets/tunnel-secrets.ts';
import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

/** How this workstation is reached: the tunnel, the proof that it leads here, health and outages. */
export function reachHandlers(
  services: Services,
): FeatureHandlers<
  | 'tunnel:state'
  | 'tunnel:save'
  | 'tunnel:accept-host-key'
  | 'tunnel:restart'
  | 'tunnel:choose-file'
  | 'reach:chain'
  | 'reach:test'
  | 'reach:watch'
  | 'reach:stop'
  | 'reach:health'
  | 'reach:check-now'
  | 'reach:repair'
  | 'reach:outages'
> {
  const { host, pushes } = services;
  const reach = async () => (await host.engine()).reach;
  /** What a person chose since the start, or before it and saved; as `fileOf` names it. */
  const chosen = new Set<string>();
  return {
    async 'tunnel:state'() {
      return (await reach()).tunnel();
    },
    async 'tunnel:save'({ config, port, secrets }) {
      const engine = await host.engine();
      const commands = engine.reach;
      const [file, kept] = [fileOf(config), fileOf(engine.config().intake.tunnel)];
      if (kept !== null) chosen.add(kept);
      // A program is run and a key is read: a page that somebody else has taken over must not name one.
      if (file !== null && !chosen.has(file)) throw notChosen();
      // First the secrets: the tunnel that starts next reads them.
      await keepTunnelSecrets(await services.secrets, secrets);
      const view = await commands.saveTunnel(config, port);
      pushes.changed('setup', 'reach');
      return view;
    },
    async 'tunnel:accept-host-key'({ fingerprint }) {
      const view = await (await reach()).acceptHostKey(fingerprint);
      pushes.changed('setup', 'reach');
      return view;
    },
    async 'tunnel:restart'() {
      return (await reach()).restartTunnel();
    },
    async 'tunnel:choose-file'({ what }) {
      const path = await services.chooseFile(what);
      if (path !== null) chosen.add(`${what} ${path}`);
      return path;
    },
    async 'reach:chain'() {
      return (await reach()).chain();
    },
    async 'reach:test'() {
      return (await reach()).test();
    },
    async 'reach:watch'() {
      return (await reach()).watch();
    },
    async 'reach:stop'() {
      return (await reach()).stopProof();
    },
    async 'reach:health'() {
      return (await reach()).health();
    },
    async 'reach:check-now'() {
      return (await reach()).checkNow();
    },
    async 'reach:repair'({ findingId }) {
      return (await reach()).repair(findingId);
    },
    async 'reach:outages'({ limit }) {
      return [...(await (await reach()).outages(limit))];
    },
  };
}

/** The file a tunnel names, and what it is for; null when it names none. */
function fileOf(config: TunnelConfig): string | null {
  if (config.kind === 'cloudflared' && config.program !== '') return `program ${config.program}`;
  return config.kind === 'ssh' && config.keyFile !== '' ? `key ${config.keyFile}` : null;
}

function notChosen(): AppError {
  return new AppError({
    code: 'tunnel.file-not-chosen',
    kind: 'permanent',
    message:
      'Nothing was saved: the program or key file was not chosen on this computer since the start. Choose it again.',
    action: { do: 'open-callbacks', tab: 'tunnel' },
  });
}
