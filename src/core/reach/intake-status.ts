import type { Config } from '../../shared/config.ts';
import type { HealthFinding } from '../../shared/domain/reach.ts';
import type { EngineStatus } from '../../shared/domain/status.ts';
import type { ListenerStatus } from '../intake/host.ts';
import type { TunnelState } from '../tunnel/port.ts';
import type { Look } from './health/registration.ts';

export interface IntakeFacts {
  readonly config: Config;
  readonly listener: ListenerStatus;
  readonly tunnel: TunnelState;
  readonly findings: readonly HealthFinding[];
  /** What was last seen not to send here: paused, switched off, or not registered. */
  readonly silent: readonly Silent[];
}

type Silent = 'callback' | 'webhook';

/**
 * What is known to send nothing here, by the last looks. What could not be asked for may be there all the same: an administrator registered it, and
 * the key may not read it.
 */
export function silentParts(callback: Look | null, webhook: Look | null): readonly Silent[] {
  const silent: Silent[] = [];
  const [own, hook] = [callback?.found, webhook?.found];
  if (own?.of === 'callback' && (own.paused || (own.error !== null && own.entry?.active !== true)))
    silent.push('callback');
  if (hook?.of === 'webhook' && (hook.paused || (hook.error !== null && hook.before?.status !== 'active')))
    silent.push('webhook');
  return silent;
}

/** How changes arrive, as the status says it: listener and tunnel in one sentence, and what a person has to do about it. */
export function intakeStatus(facts: IntakeFacts): EngineStatus['intake'] {
  const { config, listener, tunnel } = facts;
  const { kind } = config.intake.tunnel;
  return {
    ...listener,
    message: messageOf(facts),
    tunnel: { kind, state: tunnel.kind, url: tunnel.kind === 'up' ? tunnel.url : null },
    silent: [...facts.silent],
    needs: needsOf(facts),
  };
}

function messageOf({ config, listener, tunnel, silent }: IntakeFacts): string {
  const polling = `changes are found by polling every ${config.limits.pollSeconds} s`;
  if (listener.state === 'failed') return listener.message;
  if (listener.mode === 'loopback') return 'Callbacks arrive on this machine.';
  if (listener.mode === 'none')
    return `No tunnel: changes are found by polling, within ${config.limits.pollSeconds} s.`;
  switch (tunnel.kind) {
    case 'off':
      return `The tunnel is not open: ${polling}.`;
    case 'starting':
      return `${tunnel.step}. Until the tunnel is up, ${polling}.`;
    case 'up':
      return silent.length === 0
        ? `Callbacks arrive through ${tunnel.url}.`
        : `The tunnel is up: ${tunnel.url}. ${silentWords(silent)} ${polling}.`;
    case 'down':
      return `${tunnel.error.message} Meanwhile ${polling}.`;
    case 'failed':
      return `${tunnel.error.message} Until then ${polling}.`;
  }
}

/** Without what is silent, these are only found by polling. */
function silentWords(silent: readonly Silent[]): string {
  if (silent.length > 1) return 'Neither the callback of the board nor the webhook is on:';
  return silent[0] === 'callback'
    ? 'The callback of the board is not on. For tickets,'
    : 'The webhook is not on. For work orders,';
}

function needsOf({ config, listener, tunnel, findings }: IntakeFacts): string | null {
  if (listener.state === 'failed') return listener.message;
  if (tunnel.kind === 'failed') return hostKeyWords(config, tunnel.error.code) ?? tunnel.error.message;
  // What the tunnel and the listener do was said above; a tunnel that is tried again by itself needs nobody. Sending lost deliveries again is on offer
  // after each night the computer was off; polling has their records.
  const open = findings.filter(
    ({ state, subject }) =>
      (state === 'failed' || (state === 'offered' && subject !== 'deliveries')) &&
      subject !== 'tunnel' &&
      subject !== 'listener',
  );
  const [first] = open;
  if (first === undefined) return null;
  if (open.length === 1) return first.message;
  return `${first.message} ${open.length - 1} more ${open.length === 2 ? 'thing needs' : 'things need'} you under Callbacks.`;
}

/** Without the fingerprints, which are compared where they can be accepted. */
function hostKeyWords({ intake: { tunnel } }: Config, code: string): string | null {
  if (tunnel.kind !== 'ssh') return null;
  if (code === 'tunnel.host-key-unknown')
    return `The SSH tunnel waits for you: compare the fingerprint of ${tunnel.host} and accept it under Callbacks, Tunnel.`;
  if (code === 'tunnel.host-key-changed')
    return `${tunnel.host} shows another host key than the accepted one, so the SSH tunnel stays closed. Look at both under Callbacks, Tunnel.`;
  return null;
}
