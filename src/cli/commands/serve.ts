import { createRedactor } from '../../core/monitor/redact.ts';
import type { EngineStatus } from '../../shared/domain/status.ts';
import { AppError } from '../../shared/errors.ts';
import type { Asked } from '../arguments.ts';
import { type Opened, openProfileEngine } from '../compose.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type Health, serveHealth } from '../serve/health.ts';
import { LogLines } from '../serve/log-lines.ts';
import type { Surroundings } from '../surroundings.ts';

type Order = Extract<Asked, { do: 'serve' }>;

/** The engine drains within 10 s by itself; a part that hangs must not keep the machine from shutting down (ms). */
const stopWithinMs = 14_000;

/** Keeps records in step until told to stop. Refuses with `cli.not-accepted` before a person has seen the plan. */
export async function serve(asked: Order, around: Surroundings): Promise<ExitCode> {
  const { clock } = around;
  let known: () => readonly string[] = () => [];
  const secrets = (): readonly string[] => known();
  const lines = new LogLines(around.out, secrets);
  const opened = await openProfileEngine(asked, around, {
    paused: asked.paused,
    takeOver: asked.takeOver,
    beforeClose: () => lines.flush(),
  });
  known = opened.secrets.known;
  const stopAsked = around.stopAsked();
  let status: () => EngineStatus | null = () => null;
  let health: Health | null = null;
  try {
    const begins = needAcceptance(opened, asked);
    const redactor = createRedactor(secrets);
    health = await serveHealth({
      port: asked.healthPort,
      version: around.version,
      profile: asked.profile,
      status: () => status(),
      clean: (value) => redactor.value(value),
    });
    await lines.follow(opened.engine);
    lines.say(clock.now(), 'serving', {
      message: `Dispatch Bridge ${around.version} serves profile "${asked.profile}"`,
      version: around.version,
      profile: asked.profile,
      folder: opened.folder,
      health: health.url,
      changed: opened.changed.map(({ path }) => path),
    });
    if (begins) await opened.engine.begin([], { takeOver: false, later: true });
    await opened.engine.start();
    status = () => opened.engine.status();
    await stopAsked;
    status = () => null;
    lines.say(clock.now(), 'stopping', { message: 'What is under way is finished first, for up to 10 s' });
  } finally {
    await health?.close();
    const ended = await Promise.race([closed(opened), clock.sleep(stopWithinMs).then(() => false)]);
    if (!ended) around.err('dispatch-bridge: it did not stop in time; the next start takes up what was under way.\n');
  }
  lines.say(clock.now(), 'stopped', { message: 'Stopped' });
  return exitCodes.ok;
}

async function closed({ close }: Opened): Promise<true> {
  await close();
  return true;
}

/**
 * Acceptance is in the profile, or in the document: then it has to be recorded, for tickets that enter from now on only, which is what true answers.
 * Throws `cli.not-accepted` when it is in neither.
 */
function needAcceptance({ engine, document }: Opened, asked: Order): boolean {
  if (engine.config().started) return false;
  if (document?.config.started === true) return true;
  const options = asked.config === null ? '' : ` --config ${asked.config}`;
  throw new AppError({
    code: 'cli.not-accepted',
    kind: 'permanent',
    message:
      `Nobody has accepted the plan of profile "${asked.profile}" yet, and nothing is written before. ` +
      `See it with "dispatch-bridge plan${options}", accept it with "--accept", or set "started": true in the configuration document.`,
  });
}
