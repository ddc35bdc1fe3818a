import type { RegisteredCallback } from '../../../shared/domain/callbacks.ts';
import { AppError } from '../../../shared/errors.ts';
import { classifyCallbacks } from '../../callbacks/classify.ts';
import { holdsToken, shownUrl, workstationUrl } from '../../callbacks/destination.ts';
import { engineDescription, isPersonal, ownDescription, type Workstation } from '../../callbacks/draft.ts';
import type { Psa, Subscription } from '../../psa/port.ts';
import { type Finding, failed, findingGone, fine, offered, repaired } from './finding.ts';
import { callbackName, capital, changedBy, rested, switchedOff } from './health-words.ts';
import { type KnownCallback, type RegisteredMemory, withoutRest } from './registered.ts';

export interface CallbackHealth {
  readonly psa: () => Psa;
  readonly memory: RegisteredMemory;
  readonly workstation: Workstation & { readonly baseUrl: string };
  readonly now: () => number;
  /** An entry was mended: one line for the log and, when nothing arrived meanwhile, the gap. */
  readonly mended: (
    entry: Subscription,
    why: string,
    what: string,
    gap: { readonly silent: boolean; readonly goodAt: number | null } | null,
  ) => Promise<string>;
}

/** One that is gone is no longer offered after this long (ms): nobody misses it. */
const goneForgottenMs = 7 * 86_400_000;

/**
 * What became of every entry beside the engine's own: those a person registered here are brought in order, unless that person paused them; what
 * belongs to others is only spoken of.
 */
export async function checkCallbacks(
  health: CallbackHealth,
  entries: readonly Subscription[],
  engineId: number | null,
): Promise<readonly Finding[]> {
  const { workstation, memory } = health;
  const others = entries.filter(
    ({ id, description }) => id !== engineId && description !== engineDescription(workstation.installation),
  );
  const shown = shownOf(entries, workstation);
  const known = await memory.known();
  const resting = new Set(known.resting.callbacks);
  const findings: Finding[] = [];
  const standing: KnownCallback[] = [];
  for (const entry of others) {
    const view = shown.get(entry.id);
    if (view === undefined || memory.wasRemoved(entry.id)) continue;
    // Asked for each: a person may pause one while those before it are mended.
    const paused = (await memory.pausedIds()).has(entry.id);
    const before = known.others.find(({ id }) => id === entry.id) ?? null;
    if (isPersonal(entry.description, workstation.installation)) {
      findings.push(
        await checkOne(health, entry, view, {
          paused,
          rests: resting.has(entry.id) && !entry.active,
          goodAt: before?.goodAt ?? null,
        }),
      );
      standing.push({
        ...aimOf(entry),
        goodAt: entry.active ? health.now() : (before?.goodAt ?? health.now()),
        goneAt: null,
      });
      if (entry.active && resting.has(entry.id)) await memory.change((now) => withoutRest(now, entry.id));
    } else {
      const finding = aboutOthers(health, entry, view, paused);
      const again = (now: Now) => aboutOthers(health, now.entry, now.view, now.paused);
      if (finding !== null) findings.push(onlyWhileTrue(health, entry.id, finding, again));
    }
    const double = doubled(health, entry, view, shown);
    const again = (now: Now) => doubled(health, now.entry, now.view, now.shown);
    if (double !== null) findings.push(onlyWhileTrue(health, entry.id, double, again));
  }
  const gone = goneSince(known.others, entries, health.now());
  await memory.change((now) => ({ ...now, others: [...standing, ...gone].filter(({ id }) => !memory.wasRemoved(id)) }));
  const missing = gone.filter((one) => !entries.some((entry) => doesTheSame(entry, one, workstation)));
  return [...findings, ...missing.map((one) => registerAgain(health, one))];
}

type Shown = ReadonlyMap<number, RegisteredCallback>;

function shownOf(entries: readonly Subscription[], workstation: Workstation): Shown {
  return new Map(classifyCallbacks(entries, workstation).map((one) => [one.id, one]));
}

/** One entry at the moment its offer is taken. */
interface Now {
  readonly entry: Subscription;
  readonly view: RegisteredCallback;
  readonly shown: Shown;
  readonly paused: boolean;
}

/** An offer is up to an hour old when it is taken: it is done only if `again` finds the same in what ConnectWise has then. */
function onlyWhileTrue(
  { psa, workstation, memory }: CallbackHealth,
  id: number,
  finding: Finding,
  again: (now: Now) => Finding | null,
): Finding {
  const { act, message } = finding;
  if (act === undefined) return finding;
  return {
    ...finding,
    act: async () => {
      const entries = await psa().subscriptions();
      const shown = shownOf(entries, workstation);
      const [entry, view] = [entries.find((one) => one.id === id), shown.get(id)];
      if (entry === undefined || view === undefined) throw findingGone();
      const paused = (await memory.pausedIds()).has(id);
      if (again({ entry, view, shown, paused })?.message !== message) throw findingGone();
      await act();
    },
  };
}

async function checkOne(
  health: CallbackHealth,
  entry: Subscription,
  view: RegisteredCallback,
  { paused, rests, goodAt }: { readonly paused: boolean; readonly rests: boolean; readonly goodAt: number | null },
): Promise<Finding> {
  const id = `callback:${entry.id}`;
  const name = capital(callbackName(entry));
  const has = (flag: RegisteredCallback['flags'][number]['flag']): boolean =>
    view.flags.some((one) => one.flag === flag);
  if (paused)
    return fine(id, 'callback', `${name} was paused in this app, and stays so until it is switched on again.`);
  const { baseUrl, pathToken } = health.workstation;
  const away = has('elsewhere') || has('malformed');
  if (entry.active && !away) return fine(id, 'callback', `${name} is active and leads here.`);
  try {
    const who = changedBy(entry, goodAt);
    const why = entry.active
      ? `${name} led to ${shownUrl(entry.url)}.`
      : rests
        ? rested(callbackName(entry))
        : switchedOff(callbackName(entry), who);
    const gap = !rests && (!entry.active || who !== null) ? { silent: !entry.active && who === null, goodAt } : null;
    const { type, level, objectId, description, selfSuppressed } = entry;
    const draft = { type, level, objectId, description, selfSuppressed, url: workstationUrl(baseUrl, pathToken) };
    const saved = await (away
      ? health.psa().saveCallback(draft, entry.id)
      : health.psa().switchCallback(entry.id, true));
    await health.memory.change((known) => withoutRest(known, entry.id));
    const what = away ? 'It leads here again.' : 'It is on again.';
    return repaired(id, 'callback', await health.mended(saved, why, what, gap));
  } catch (thrown) {
    return failed(id, 'callback', `${name} could not be brought in order: ${AppError.from(thrown).message}`);
  }
}

/** What is not ours is never changed here; what a person may want is offered. */
function aboutOthers(
  health: CallbackHealth,
  entry: Subscription,
  view: RegisteredCallback,
  paused: boolean,
): Finding | null {
  const id = `callback:${entry.id}`;
  const name = `${capital(callbackName(entry))}, "${entry.description}",`;
  const flag = (wanted: RegisteredCallback['flags'][number]['flag']) => view.flags.find((one) => one.flag === wanted);
  if (view.relation === 'adoptable')
    return offered(id, 'callback', `${name} leads to this workstation and is not named as its own.`, 'Adopt it', () =>
      adopt(health, entry),
    );
  if (view.relation === 'broker') {
    if (flag('malformed') !== undefined)
      return offered(
        id,
        'callback',
        `${name} feeds Field Nation's Integration Broker. ${flag('malformed')?.message}`,
        null,
      );
    if (!entry.active && paused) return fine(id, 'callback', `${name} was paused in this app, and stays so.`);
    if (!entry.active)
      return offered(
        id,
        'callback',
        `${name} feeds Field Nation's Integration Broker and is switched off: the broker hears nothing.`,
        'Switch it on again',
        async () => {
          await health.psa().switchCallback(entry.id, true);
          await health.memory.resumed(entry.id);
        },
      );
    return null;
  }
  const wrong = flag('malformed') ?? flag('disabled');
  return wrong === undefined ? null : fine(id, 'callback', `${name} belongs to somebody else. ${wrong.message}`);
}

function doubled(health: CallbackHealth, entry: Subscription, view: RegisteredCallback, shown: Shown): Finding | null {
  const doubles = view.flags.find(({ flag }) => flag === 'duplicate')?.doubles ?? null;
  if (doubles === null) return null;
  const first = shown.get(doubles);
  if (!entry.active || first?.active !== true) return null;
  const mine = (one: RegisteredCallback | undefined): boolean =>
    one?.relation === 'ours' || one?.relation === 'adoptable';
  const message = `Callback ${entry.id} does the same as callback ${doubles}, so each change is announced twice.`;
  if (!mine(view) || !mine(first))
    return fine(`double:${entry.id}`, 'callback', `${message} They belong to somebody else.`);
  return offered(`double:${entry.id}`, 'callback', message, `Delete callback ${entry.id}`, async () => {
    await health.psa().deleteSubscription(entry.id);
    await health.memory.removed(entry.id);
  });
}

async function adopt({ psa, workstation }: CallbackHealth, entry: Subscription): Promise<void> {
  const { type, level, objectId } = entry;
  const url = workstationUrl(workstation.baseUrl, workstation.pathToken);
  const description = ownDescription({ type, level, objectId }, '', workstation);
  await psa().saveCallback({ description, url, type, level, objectId, selfSuppressed: true }, entry.id);
}

function aimOf({
  id,
  type,
  level,
  objectId,
  description,
  selfSuppressed,
}: Subscription): Omit<KnownCallback, 'goodAt' | 'goneAt'> {
  return { id, type, level, objectId, description, selfSuppressed };
}

function goneSince(
  known: readonly KnownCallback[],
  entries: readonly Subscription[],
  now: number,
): readonly KnownCallback[] {
  return known
    .filter(({ id }) => !entries.some((entry) => entry.id === id))
    .map((one) => ({ ...one, goneAt: one.goneAt ?? now }))
    .filter(({ goneAt }) => now - goneAt < goneForgottenMs);
}

function doesTheSame(entry: Subscription, gone: KnownCallback, { pathToken }: Workstation): boolean {
  const what = (of: Pick<Subscription, 'type' | 'level' | 'objectId'>) =>
    `${of.type}/${of.level}/${of.objectId}`.toLowerCase();
  return what(entry) === what(gone) && holdsToken(entry.url, pathToken);
}

function registerAgain({ psa, workstation, memory }: CallbackHealth, gone: KnownCallback): Finding {
  const { id, type, level, objectId, description, selfSuppressed } = gone;
  const name = capital(callbackName(gone));
  const message = `${name}, "${description}", was registered here and is gone: it was deleted at ConnectWise. What it told is found by polling, later.`;
  return offered(`gone:${id}`, 'callback', message, 'Register it again', async () => {
    const missed = (await memory.known()).others.some((one) => one.id === id);
    const entries = await psa().subscriptions();
    if (!missed || entries.some((one) => one.id === id || doesTheSame(one, gone, workstation))) throw findingGone();
    const url = workstationUrl(workstation.baseUrl, workstation.pathToken);
    await psa().saveCallback({ type, level, objectId, description, selfSuppressed, url }, null);
    await memory.removed(id);
  });
}
