import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import type { NgrokSdk } from './ngrok-sdk.ts';

/** Secrets of the tunnels, as the keychain names them. */
export type TunnelSecretName = 'tunnel.ngrokAuthtoken' | 'tunnel.cloudflaredToken' | 'tunnel.sshPassphrase';

/** How a program ended; both null = it could not be started, `problem` says why (`ENOENT`, `EACCES`, ...). */
export interface ProgramExit {
  readonly code: number | null;
  readonly signal: string | null;
  readonly problem: string | null;
}

export interface RunningProgram {
  /** Lines of both its outputs, without their ends; lines longer than 16 kB are cut. */
  onLine(listener: (line: string) => void): void;
  /** Called once; also when it ended before. */
  onExit(listener: (exit: ProgramExit) => void): void;
  /** Asks it to end. */
  terminate(): void;
  /** Ends it; nothing it does can prevent that. */
  kill(): void;
}

/** Starts programs that are not ours. Those still running when this process ends are ended with it. */
export interface ProgramStarter {
  /** Full path of a program on PATH or in the usual places of this system; null = none. */
  find(name: string): Promise<string | null>;
  /** Never through a shell. `environment` is added to this process's own. */
  start(program: string, args: readonly string[], environment?: Readonly<Record<string, string>>): RunningProgram;
}

/** What the tunnels use of this machine. */
export interface TunnelMeans {
  readonly clock: Clock;
  /** 0 <= x < 1; spreads the attempts. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly secret: (name: TunnelSecretName) => Promise<string | null>;
  readonly programs: ProgramStarter;
  /** Content of a small text file; rejects as `node:fs` does. */
  readonly readText: (path: string) => Promise<string>;
  /** Socket or pipe of the running SSH agent; null = none. */
  readonly agent: () => string | null;
  /** Loads ngrok's library; rejects where it has no build for this computer. */
  readonly loadNgrok: () => Promise<NgrokSdk>;
  /** HTTP status of a GET on this machine; rejects when there is no answer. */
  readonly localStatus: (url: string, signal: AbortSignal) => Promise<number>;
}
