import type { AppErrorInfo } from '../../../../shared/errors.ts';

/** The server's key that waits for a person: the first one it shows, or another than the accepted one. */
export interface HostKeyQuestion {
  readonly changed: boolean;
  readonly host: string;
  readonly port: string;
  readonly fingerprint: string;
  readonly keyType: string;
  /** The accepted one, when it changed. */
  readonly accepted: string;
}

function text(value: AppErrorInfo['context'][string] | undefined): string {
  return value === undefined || value === null ? '' : String(value);
}

/** Reads the question out of what the tunnel failed with; null when it failed with something else. */
export function hostKeyQuestion(error: AppErrorInfo): HostKeyQuestion | null {
  if (error.code !== 'tunnel.host-key-unknown' && error.code !== 'tunnel.host-key-changed') return null;
  const { context } = error;
  const fingerprint = text(context.fingerprint);
  if (fingerprint === '') return null;
  return {
    changed: error.code === 'tunnel.host-key-changed',
    host: text(context.host),
    port: text(context.port),
    fingerprint,
    keyType: text(context.keyType),
    accepted: text(context.accepted),
  };
}
