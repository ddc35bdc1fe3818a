import type { Config } from '../../../shared/config.ts';
import { needsFixedPort, type TunnelConfig, type TunnelView } from '../../../shared/domain/tunnels.ts';
import { AppError } from '../../../shared/errors.ts';
import type { SecretStore } from '../../secrets.ts';
import type { TunnelMeans, TunnelSecretName } from '../../tunnel/means.ts';
import { publicOrigin } from '../../tunnel/public-url.ts';
import { agentAnswers } from './agent-answers.ts';
import type { TunnelHost } from './tunnel-host.ts';

export interface TunnelCommandsOptions {
  readonly host: TunnelHost;
  readonly config: () => Config;
  /** Also brings listener and tunnel to what was saved. */
  readonly saveConfig: (change: (config: Config) => Config) => Promise<Config>;
  /** Port the listener has now. */
  readonly listening: () => number | null;
  readonly secrets: Pick<SecretStore, 'get'>;
  readonly means: Pick<TunnelMeans, 'clock' | 'programs' | 'agent'>;
}

const secretNames: readonly TunnelSecretName[] = [
  'tunnel.ngrokAuthtoken',
  'tunnel.cloudflaredToken',
  'tunnel.sshPassphrase',
];

/** What a person does with the tunnel. */
export class TunnelCommands {
  readonly #options: TunnelCommandsOptions;

  constructor(options: TunnelCommandsOptions) {
    this.#options = options;
  }

  async view(): Promise<TunnelView> {
    const { host, config, listening, secrets, means } = this.#options;
    const [values, cloudflared, sshAgent] = await Promise.all([
      Promise.all(secretNames.map((name) => secrets.get(name))),
      means.programs.find('cloudflared'),
      agentAnswers(means.agent(), means.clock),
    ]);
    const { tunnel, port } = config().intake;
    return {
      config: tunnel,
      port,
      listening: listening(),
      state: host.state,
      secretsSet: secretNames.filter((_name, index) => values[index] !== null),
      cloudflared,
      sshAgent,
    };
  }

  /** Saved even when it turns out not to work: its state says why. Throws `tunnel.fixed-port` and `tunnel.url` for what can never work. */
  async save(wanted: TunnelConfig, port: number): Promise<TunnelView> {
    if (port === 0 && needsFixedPort(wanted)) throw noFixedPort(wanted);
    const { host, config, saveConfig } = this.#options;
    const named = withOrigin(wanted);
    const before = JSON.stringify(config().intake.tunnel);
    const saved = await saveConfig((current) => ({
      ...current,
      intake: { ...current.intake, port, tunnel: withItsOwnHostKey(named, current.intake.tunnel) },
    }));
    // Only a secret may be another one.
    if (JSON.stringify(saved.intake.tunnel) === before) await host.restart();
    return this.view();
  }

  async acceptHostKey(fingerprint: string): Promise<TunnelView> {
    const { host, config, saveConfig } = this.#options;
    const { state } = host;
    const asked =
      state.kind === 'failed' && ['tunnel.host-key-unknown', 'tunnel.host-key-changed'].includes(state.error.code)
        ? state.error.context.fingerprint
        : null;
    const { tunnel } = config().intake;
    if (tunnel.kind !== 'ssh' || asked !== fingerprint.trim())
      throw new AppError({
        code: 'tunnel.other-host-key',
        kind: 'permanent',
        message:
          typeof asked === 'string'
            ? `The server shows ${asked} by now, not the fingerprint you looked at. Compare it again, then accept it.`
            : 'No host key waits for an answer. Start the tunnel again; it stops when the server shows one that was not accepted.',
        action: { do: 'open-callbacks', tab: 'tunnel' },
      });
    await saveConfig((current) => {
      const { tunnel: now } = current.intake;
      if (now.kind !== 'ssh' || now.host !== tunnel.host || now.port !== tunnel.port) return current;
      return { ...current, intake: { ...current.intake, tunnel: { ...now, hostKey: asked } } };
    });
    return this.view();
  }

  async restart(): Promise<TunnelView> {
    await this.#options.host.restart();
    return this.view();
  }
}

/** The address as both vendors get it; an empty one is left to the tunnel's own words. */
function withOrigin(config: TunnelConfig): TunnelConfig {
  return config.kind === 'own-url' || config.kind === 'ssh' ? { ...config, url: publicOrigin(config.url) } : config;
}

/** A key was accepted for one server: another one, or another port of it, has to be looked at again. */
function withItsOwnHostKey(wanted: TunnelConfig, before: TunnelConfig): TunnelConfig {
  if (wanted.kind !== 'ssh' || wanted.hostKey === '' || before.kind !== 'ssh') return wanted;
  const elsewhere = before.host !== wanted.host || before.port !== wanted.port;
  return elsewhere && before.hostKey === wanted.hostKey ? { ...wanted, hostKey: '' } : wanted;
}

function noFixedPort(config: TunnelConfig): AppError {
  const who = config.kind === 'own-url' ? 'Your reverse proxy' : "Cloudflare's public hostname";
  return new AppError({
    code: 'tunnel.fixed-port',
    kind: 'permanent',
    message: `${who} forwards to one port of this computer, so the listener needs a fixed one. Enter a free port, 8300 for instance, and use the same one there.`,
    action: { do: 'open-callbacks', tab: 'tunnel' },
  });
}
