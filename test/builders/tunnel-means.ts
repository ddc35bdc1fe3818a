import { readFile } from 'node:fs/promises';
import { createTunnel } from '../../src/core/tunnel/create.ts';
import type { TunnelMeans, TunnelSecretName } from '../../src/core/tunnel/means.ts';
import type { Tunnel, TunnelState } from '../../src/core/tunnel/port.ts';
import { systemPrograms } from '../../src/core/tunnel/programs.ts';
import { systemClock } from '../../src/shared/clock.ts';
import type { TunnelConfig } from '../../src/shared/domain/tunnels.ts';
import { silentLogger } from '../../src/shared/logger.ts';

export interface GivenMeans extends Partial<Omit<TunnelMeans, 'secret'>> {
  readonly secrets?: Partial<Record<TunnelSecretName, string>>;
}

/** The means of a tunnel in a test: the machine's own, unless the test gives another. */
export function tunnelMeans({ secrets = {}, ...given }: GivenMeans = {}): TunnelMeans {
  return {
    clock: systemClock,
    random: () => 0,
    logger: silentLogger,
    secret: async (name) => secrets[name] ?? null,
    programs: systemPrograms,
    readText: (path) => readFile(path, 'utf8'),
    agent: () => null,
    loadNgrok: async () => {
      throw new Error('No ngrok in this test');
    },
    localStatus: async (url, signal) => (await fetch(url, { signal })).status,
    ...given,
  };
}

/** A tunnel whose states are remembered and can be waited for; stop it with `await using` or `stop()`. */
export class WatchedTunnel {
  readonly tunnel: Tunnel;
  readonly states: TunnelState[] = [];

  constructor(config: TunnelConfig, given: GivenMeans = {}) {
    this.tunnel = createTunnel(config, tunnelMeans(given));
    this.tunnel.onChange((state) => this.states.push(state));
  }

  /** The next state of that kind, also if it is the one now. Fails on a `failed` nobody waits for. */
  async until<K extends TunnelState['kind']>(kind: K): Promise<Extract<TunnelState, { kind: K }>> {
    return new Promise((resolve, reject) => {
      const look = (state: TunnelState): boolean => {
        if (state.kind === kind) resolve(state as Extract<TunnelState, { kind: K }>);
        else if (state.kind === 'failed') reject(new Error(state.error.message));
        else return false;
        return true;
      };
      if (look(this.tunnel.state)) return;
      const off = this.tunnel.onChange((state) => {
        if (look(state)) off();
      });
    });
  }

  kinds(): string[] {
    return this.states.map((state) => state.kind).filter((kind, index, all) => kind !== all[index - 1]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.tunnel.stop();
  }
}
