import { createServer } from 'node:http';
import { descriptionStart, engineDescription } from '../../core/callbacks/draft.ts';
import type { Remotes } from '../../core/remotes.ts';
import type { Config } from '../../shared/config.ts';
import { AppError } from '../../shared/errors.ts';
import { isLoopbackOnly } from '../compose.ts';
import { type Stored, storedKeys } from '../stored.ts';
import { type Check, checksOf } from './check.ts';
import { lastingOrigin } from './tunnel.ts';

const { ok, warning, problem, skipped } = checksOf('callbacks');

/** How changes reach this machine: the listener's port, and what stands registered at both vendors. Reads only. */
export async function checkCallbacks(remotes: Remotes, config: Config, stored: Stored): Promise<readonly Check[]> {
  if (config.intake.tunnel.kind === 'none' && !isLoopbackOnly(config))
    return [
      ok(`No tunnel: changes are found by polling, within ${config.limits.pollSeconds} s`),
      ...(await others(remotes, config, stored)),
    ];
  const accepted = stored.config.started;
  return [
    await checkPort(config.intake.port, stored.peek.locked),
    ...(await attempt('callback', () => checkCallback(remotes, config, stored, accepted))),
    ...(await attempt('webhook', () => checkWebhook(remotes, config, stored, accepted))),
    ...(await others(remotes, config, stored)),
  ];
}

async function attempt(what: string, check: () => Promise<Check>): Promise<readonly Check[]> {
  try {
    return [await check()];
  } catch (thrown) {
    return [skipped(`Whether the ${what} is registered could not be asked: ${AppError.from(thrown).message}`)];
  }
}

async function checkPort(port: number, locked: boolean): Promise<Check> {
  if (port === 0) return ok('The listener takes a free port; set "intake.port" when something forwards to it');
  // The one that has the profile open holds its port as well.
  if (locked) return ok(`Port ${port} belongs to the Dispatch Bridge that runs`);
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return ok(`Port ${port} is free for callbacks`);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return problem(`Port ${port} ("intake.port") cannot be used for callbacks (${reason})`);
  } finally {
    server.close();
  }
}

async function checkCallback(remotes: Remotes, config: Config, stored: Stored, accepted: boolean): Promise<Check> {
  const own = ownDescription(stored);
  const found = (await remotes.psa().subscriptions()).find((entry) => entry.description === own);
  if (found === undefined) return unregistered('ConnectWise callback', accepted);
  if (!found.active) return warning('The ConnectWise callback is switched off; "serve" registers it again');
  if (found.objectId !== config.trigger?.boardId)
    return warning(`The ConnectWise callback is for board ${found.objectId}; "serve" points it at the trigger's`);
  return registered('The ConnectWise callback is registered', found.url, config);
}

async function checkWebhook(remotes: Remotes, config: Config, stored: Stored, accepted: boolean): Promise<Check> {
  const id = stored.peek.values.get(storedKeys.webhook);
  const found = (await remotes.fieldNation().webhooks()).find((hook) => hook.webhookId === id);
  if (found === undefined || found.status === 'archived') return unregistered('Field Nation webhook', accepted);
  if (found.status === 'inactive') return warning('The Field Nation webhook is inactive; "serve" registers it again');
  return registered(`The Field Nation webhook is registered for ${found.events.length} events`, found.url, config);
}

/** Where it leads is compared with the tunnel's address, as far as that is known without a tunnel. */
function registered(words: string, url: string, { intake }: Config): Check {
  const origin = hostOf(url);
  const expected = lastingOrigin(intake.tunnel);
  return expected === null || expected === origin
    ? ok(`${words} (${origin})`)
    : warning(`${words}, but leads to ${origin} instead of ${expected}; "serve" points it there`);
}

function unregistered(what: string, accepted: boolean): Check {
  return accepted
    ? warning(`The ${what} is not registered; "serve" does it`)
    : ok(`The ${what} is registered once the plan is accepted and "serve" runs`);
}

/** One installation per company dispatches. */
async function others(remotes: Remotes, config: Config, stored: Stored): Promise<readonly Check[]> {
  try {
    const found = (await remotes.psa().subscriptions()).filter(
      (entry) =>
        entry.description.startsWith(`${descriptionStart} `) &&
        entry.description !== ownDescription(stored) &&
        entry.objectId === config.trigger?.boardId,
    );
    return found.map(({ description }) =>
      warning(
        `Another Dispatch Bridge (${description.slice(descriptionStart.length + 1)}) dispatches this board; "serve" only watches, or takes over with --take-over`,
      ),
    );
  } catch {
    // Why callbacks cannot be read stands among the rights already.
    return [];
  }
}

function ownDescription({ peek }: Stored): string {
  return engineDescription(String(peek.values.get(storedKeys.installation) ?? '(none yet)'));
}

/** The path of a callback's address is a secret. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'unknown address';
}
