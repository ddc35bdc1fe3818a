import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import type { ProbeStep } from '../probe.ts';
import { clockStep, ProbeRun } from '../probe-run.ts';
import type { Lane } from '../queue/lane-port.ts';
import type { Api } from './api.ts';
import type { Environment } from './environment.ts';
import { listSchema } from './schemas.ts';
import type { Tokens } from './token.ts';
import type { Webhooks } from './webhooks.ts';

export interface ProbeParts {
  readonly api: Api;
  readonly tokens: Tokens;
  readonly webhooks: Webhooks;
  readonly environment: Environment;
}

export interface ProbeOptions {
  readonly username: string;
  readonly lane: Lane;
  readonly clock: Clock;
  readonly onStep: (step: ProbeStep) => void;
  readonly signal: AbortSignal | undefined;
}

/** The connection test: sign-in, clock, work orders, webhooks. Reads only. */
export async function probe(parts: () => ProbeParts, options: ProbeOptions): Promise<readonly ProbeStep[]> {
  const { lane, clock, signal } = options;
  // A person asked: an earlier refusal or outage must not answer for this attempt.
  const { needsSignIn, reason } = lane.state();
  if (needsSignIn || reason?.kind === 'offline') lane.resume();

  const run = new ProbeRun(clock, options.onStep);
  let skewMs: number | null = null;
  const signedIn = await run.step('sign-in', 'Signing in to Field Nation', async () => {
    const { tokens, environment } = parts();
    // Afresh, so that the test does not pass on an old token.
    const token = await tokens.renew(tokens.present, signal);
    skewMs = token.clockSkewMs;
    return { message: `Signed in as ${options.username} (${environment.name})` };
  });
  if (!signedIn) return run.steps;
  const { api, webhooks } = parts();

  const skew = clockStep(skewMs, 'Field Nation');
  if (skew !== null) await run.step('clock', 'Comparing clocks', async () => skew);

  await run.step('work-orders', 'Checking: read work orders', async () => {
    const body = await api.read(
      {
        method: 'GET',
        path: '/workorders',
        query: { list: 'workorders_in_flight', sticky: 'false', page: 1, per_page: 1 },
        label: 'the list of work orders',
        signal,
      },
      listSchema,
    );
    const total = body.metadata?.total;
    return { message: `Can read work orders${typeof total === 'number' ? ` (${total} in flight)` : ''}` };
  });

  await run.step('webhooks', 'Checking: manage webhooks', async () => {
    try {
      const count = (await webhooks.list(signal)).length;
      return { message: `Can manage webhooks (${count} registered)` };
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (error.kind !== 'permanent') throw error;
      const message = 'Cannot manage webhooks with this user. Changes are then found by asking every minute.';
      return { state: 'warning', message, error };
    }
  });
  return run.steps;
}
