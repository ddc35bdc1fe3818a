import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ProbeStep } from '../../probe.ts';
import { clockStep, ProbeRun, type StepResult } from '../../probe-run.ts';
import type { Lane } from '../../queue/lane-port.ts';
import type { Api } from './api.ts';
import type { Instance, InstanceFinder } from './instance.ts';
import { permissionFor, permissionWords } from './permissions.ts';
import { systemInfoSchema } from './schemas.ts';
import type { Site } from './site.ts';

export interface ProbeParts {
  readonly api: Api;
  readonly instances: InstanceFinder;
  readonly site: Site;
}

export interface ProbeOptions {
  readonly publicKey: string;
  readonly lane: Lane;
  readonly clock: Clock;
  readonly onStep: (step: ProbeStep) => void;
  readonly signal: AbortSignal | undefined;
}

interface Check {
  readonly id: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  /** Completes "Can ..." and "Cannot ...". */
  readonly what: string;
  /** Without it the main job does not run; otherwise it is a warning with what is lost. */
  readonly without: string | null;
}

/** One cheap read per module of the role (reference/connectwise.md 3.12). */
const checks: readonly Check[] = [
  { id: 'tickets', path: '/service/tickets', query: { fields: 'id' }, what: 'read service tickets', without: null },
  {
    id: 'boards',
    path: '/service/boards',
    query: { fields: 'id,name' },
    what: 'read service boards and statuses',
    without: null,
  },
  {
    id: 'companies',
    path: '/company/companies',
    query: { fields: 'id' },
    what: 'read companies and sites',
    without: null,
  },
  {
    id: 'callbacks',
    path: '/system/callbacks',
    what: 'manage callbacks',
    without: 'Changes are then found by asking every minute.',
  },
  {
    id: 'custom-fields',
    path: '/system/userDefinedFields',
    what: 'read custom fields',
    without: 'Custom fields can then not be chosen by name.',
  },
  {
    id: 'members',
    path: '/system/members',
    query: { fields: 'id' },
    what: 'read members',
    without: 'Owners are then not set, and authors not matched.',
  },
  {
    id: 'documents',
    path: '/system/documents',
    query: { recordType: 'Ticket', recordId: 0 },
    what: 'read documents',
    without: 'Documents are then not exchanged.',
  },
  {
    id: 'schedule',
    path: '/schedule/entries',
    query: { fields: 'id' },
    what: 'read schedule entries',
    without: 'Visits are then not entered in the schedule.',
  },
  {
    id: 'time',
    path: '/time/entries',
    query: { fields: 'id' },
    what: 'read time entries',
    without: 'Hours are then not entered as time.',
  },
];

/** The connection test: instance, clock, sign-in, then each module by name. Stops where nothing after it could work. */
export async function probe(parts: () => ProbeParts, options: ProbeOptions): Promise<readonly ProbeStep[]> {
  const { clock, lane, signal } = options;
  // A person asked: an earlier refusal or outage must not answer for this attempt.
  const { needsSignIn, reason } = lane.state();
  if (needsSignIn || reason?.kind === 'offline') lane.resume();

  const run = new ProbeRun(clock, options.onStep);
  let instance: Instance | null = null;
  const found = await run.step('instance', 'Looking for your ConnectWise', async () => {
    instance = await parts().instances.rediscover(signal);
    return { message: `Found your instance: ${instance.codebase}, ${instance.cloud ? 'cloud' : 'on-premise'}` };
  });
  if (!found) return run.steps;
  const { api } = parts();

  const skew = clockStep((instance as Instance | null)?.clockSkewMs ?? null, 'ConnectWise');
  if (skew !== null) await run.step('clock', 'Comparing clocks', async () => skew);

  const signedIn = await run.step('sign-in', 'Signing in', async () => {
    const info = await signIn(api, signal);
    const who = await memberName(api, signal);
    return {
      message:
        who === null
          ? `Signed in with public key ${options.publicKey.slice(0, 4)}… (version ${info.version ?? 'unknown'})`
          : `Signed in as ${who}`,
    };
  });
  if (!signedIn) return run.steps;

  for (const check of checks) await run.step(check.id, `Checking: ${check.what}`, () => runCheck(api, check, signal));
  await run.step('edit-tickets', 'Checking: edit service tickets', () => checkEdit(api, signal));
  return run.steps;
}

async function signIn(api: Api, signal?: AbortSignal) {
  try {
    return await api.read(
      { method: 'GET', path: '/system/info', label: 'the system information', signal },
      systemInfoSchema,
    );
  } catch (error) {
    // Cloud may answer wrong keys with a 404 (reference/connectwise.md 1.1).
    if (error instanceof AppError && error.code === 'connectwise.not-found') {
      throw new AppError({
        code: 'connectwise.unauthorized',
        kind: 'auth',
        message:
          'ConnectWise answers "not found" to the keys. That is how it refuses wrong ones: check company, public key and private key.',
        context: error.context,
        action: { do: 'open-setup', step: 'connectwise' },
        cause: error,
      });
    }
    throw error;
  }
}

/** The API member's identifier; null where the instance does not tell (on-premise servers may not have the call). */
async function memberName(api: Api, signal?: AbortSignal): Promise<string | null> {
  try {
    const response = await api.send({
      method: 'GET',
      path: '/system/myAccount',
      label: 'the API member',
      signal,
      expect: [403, 405, 501],
    });
    const account = response.status === 200 ? response.json() : null;
    const identifier = (account as { identifier?: unknown } | null)?.identifier;
    return typeof identifier === 'string' && identifier !== '' ? identifier : null;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'permanent') return null;
    throw error;
  }
}

async function runCheck(api: Api, check: Check, signal?: AbortSignal): Promise<StepResult> {
  try {
    await api.send({
      method: 'GET',
      path: check.path,
      query: { ...check.query, pageSize: 1 },
      label: check.what,
      signal,
    });
    return { message: `Can ${check.what}` };
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code !== 'connectwise.forbidden' && error.code !== 'connectwise.not-found') throw error;
    const needed = permissionFor('GET', check.path);
    const advice = needed === null ? "the API member's security role does not allow it" : permissionWords(needed);
    const message = `Cannot ${check.what}: ${advice}`;
    return check.without === null
      ? { state: 'failed', message, error }
      : { state: 'warning', message: `${message}. ${check.without}`, error };
  }
}

/** Asks for the right to edit without editing: an empty patch of a ticket that cannot exist is either forbidden or not found. */
async function checkEdit(api: Api, signal?: AbortSignal): Promise<StepResult> {
  const path = '/service/tickets/0';
  try {
    await api.send({ method: 'PATCH', path, body: [], label: 'service tickets', signal, expect: [400, 405] });
  } catch (thrown) {
    const error = AppError.from(thrown);
    const needed = permissionFor('PATCH', path);
    if (error.code === 'connectwise.forbidden' && needed !== null) {
      return { state: 'failed', message: `Cannot edit service tickets: ${permissionWords(needed)}`, error };
    }
    if (error.code !== 'connectwise.not-found') throw error;
  }
  return { message: 'Can edit service tickets' };
}
