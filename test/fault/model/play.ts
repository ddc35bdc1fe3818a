import { statSync } from 'node:fs';
import fc from 'fast-check';
import { storeFiles } from '../../../src/core/store/files.ts';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';
import { History } from './history.ts';
import { judgeAll } from './judge.ts';
import { type Move, move } from './moves.ts';
import { assetCountField, customFieldsOf, serialField } from './records.ts';
import { type Settings, settings, withSettings } from './settings.ts';

const tickets = 3;

/** A whole history as data: what was chosen, what happens. */
export interface Played {
  readonly settings: Settings;
  readonly laterSettings: Settings;
  readonly seed: number;
  /** How far each ticket's work order has come when the history begins: 0 not sent, 1 sent, then one step of a visit each. */
  readonly stages: readonly number[];
  /** Somebody made a work order in Field Nation. */
  readonly byHand: boolean;
  readonly moves: readonly Move[];
}

export const played: fc.Arbitrary<Played> = fc.record({
  settings,
  laterSettings: settings,
  seed: fc.integer({ min: 1, max: 9 }),
  stages: fc.array(fc.constantFrom(0, 1, 2, 2, 3, 3, 4), { minLength: tickets, maxLength: tickets }),
  byHand: fc.boolean(),
  moves: fc.array(move, { minLength: 5, maxLength: 45, size: 'max' }),
});

/** Longer than a pair may go unlooked at while callbacks work (two hours): a document leaves no trace in its ticket (ms). */
const firstWaitMs = 150 * 60_000;
const quietMs = 10 * 60_000;
const maxQuietRounds = 24;

/** Plays one history on a sandbox of its own; throws with the log's newest lines when something is not as it must be. */
export async function playHistory(input: Played): Promise<{ readonly databaseBytes: number }> {
  const jump = { ms: 0 };
  const bridge = await startBridge({
    sandbox: { seed: input.seed, switches: { 'fieldnation.searchLagSeconds': 3 } },
    skew: () => jump.ms,
    limits: { searchLagSeconds: 30, relaxedPollSeconds: 600 },
  });
  try {
    const { sandbox } = bridge;
    const companyId = Number((sandbox.tickets()[0]?.company as { id?: number } | undefined)?.id ?? 0);
    await bridge.during(bridge.engine.saveConfig((config) => withSettings(config, input.settings, companyId)));
    await mapCustomFields(bridge);
    // Lets the engine learn which work orders are older than making tickets from them.
    await bridge.clock.advance(1_000);
    const history = new History({
      bridge,
      settings: input.settings,
      laterSettings: input.laterSettings,
      statuses: await bridge.during(bridge.engine.statuses(sandbox.info.demo.boardId)),
      jumpClock: (ms) => {
        jump.ms = ms;
      },
      ticketIds: sandbox.info.demo.ticketIds.slice(0, tickets),
    });
    await prologue(history, input);
    for (const step of input.moves) await history.play(step);
    await untilQuiet(bridge);
    try {
      await judgeAll(history);
    } catch (error) {
      if (error instanceof Error) error.message += `\n\n${(await bridge.messages()).slice(0, 60).join('\n')}`;
      throw error;
    }
    return { databaseBytes: databaseBytes(bridge.dataDir) };
  } finally {
    await bridge.stop();
  }
}

/** One custom field each way, beside the standard mapping. */
async function mapCustomFields({ engine, sandbox }: Bridge): Promise<void> {
  const { mapping } = await engine.mapping();
  const { drops, serial } = customFieldsOf(sandbox.ticket(sandbox.info.demo.ticketIds[0] ?? 0));
  const [inbound, outbound] = [
    { source: `customFields.${drops?.id}`, target: `custom_fields.${assetCountField}` },
    { source: `custom_fields.${serialField}`, target: `customFields.${serial?.id}` },
  ];
  const common = { action: 'SYNC', onMissing: 'skip', when: 'always', onConflict: 'ask' } as const;
  const rules = [
    { id: 'drops', direction: 'inbound', ...common, ...inbound },
    { id: 'serial', direction: 'outbound', ...common, ...outbound },
  ] as const;
  await engine.saveMapping(mappingSchema.parse({ ...mapping, rules: [...mapping.rules, ...rules] }), 'somebody');
}

/** Of the profile's database with its write-ahead log. */
function databaseBytes(dataDir: string): number {
  const { database } = storeFiles(dataDir);
  return [database, `${database}-wal`].reduce(
    (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

/** An ordinary day so far. */
async function prologue(history: History, { stages, byHand }: Played): Promise<void> {
  const n = 0;
  if (byHand) await history.play({ who: 'buyer', verb: 'create', place: 0, n });
  for (const [place, stage] of stages.entries())
    if (stage > 0) await history.play({ who: 'dispatcher', verb: 'send', place, n });
  await history.play({ who: 'time', ms: 15_000 });
  for (const [place, stage] of stages.entries())
    for (let step = 1; step < stage; step += 1) await history.play({ who: 'provider', verb: 'life', place, n });
  await history.play({ who: 'time', ms: 5_000 });
}

/** No faults any more, and ten minutes without a write to either side. Fails when the writing does not stop. */
export async function untilQuiet(bridge: Bridge): Promise<void> {
  const { sandbox, clock } = bridge;
  sandbox.clearFaults();
  await bridge.during(bridge.engine.resume());
  await clock.advance(firstWaitMs);
  for (let round = 0; round < maxQuietRounds; round += 1) {
    const before = lastWrite(bridge);
    await clock.advance(quietMs);
    if (lastWrite(bridge) === before && bridge.engine.status().queue.waiting === 0) return;
  }
  const writes = writesOf(bridge)
    .slice(-12)
    .map((entry) => `${entry.method} ${entry.path} ${entry.status ?? ''}`);
  throw new Error(
    `The writing does not stop:\n${writes.join('\n')}\n${(await bridge.messages()).slice(0, 30).join('\n')}`,
  );
}

function writesOf({ sandbox }: Bridge) {
  const writing = ['POST', 'PUT', 'PATCH', 'DELETE'];
  return sandbox
    .journal()
    .filter(
      (entry) =>
        entry.kind === 'request' && writing.includes(String(entry.method)) && !String(entry.path).includes('oauth'),
    );
}

function lastWrite(bridge: Bridge): unknown {
  return writesOf(bridge).length;
}
