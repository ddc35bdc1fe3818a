import { AppError } from '../../../shared/errors.ts';
import { holdsToken } from '../../callbacks/destination.ts';
import { engineDescription, isPersonal } from '../../callbacks/draft.ts';
import type { Webhook } from '../../fieldnation/port.ts';
import type { Subscription } from '../../psa/port.ts';
import type { SyncContext } from '../../sync/context.ts';
import { isOurAddress } from '../../webhooks/address.ts';
import { keptChoice } from '../../webhooks/choice.ts';
import { rememberedWebhook } from '../../webhooks/own.ts';
import type { OwnSecrets } from '../../webhooks/secrets.ts';
import { type Finding, failed, fine } from './finding.ts';
import { callbackName, capital, webhookName } from './health-words.ts';
import { type RegisteredMemory, withoutRest } from './registered.ts';

/*
 * What is registered while this workstation has no address and none is wanted. It is switched off rather than deleted: an entry says which installation
 * dispatches the board (`subscriptions.ts`), and has its place again when there is an address.
 */

/** One entry of this workstation, and what became of it. */
export interface Resting {
  readonly of: 'callback' | 'webhook';
  /** Of its finding; the same as while it works. */
  readonly findingId: string;
  /** `callback 7 (Ticket, Board 20)` */
  readonly name: string;
  /** resting: switched off for want of an address; paused: by a person; off: by somebody else; leads-on: it still sends. */
  readonly state: 'resting' | 'paused' | 'off' | 'leads-on';
  /** Origin it leads to. */
  readonly to: string;
  /** Switched off just now. */
  readonly switchedOff: boolean;
  /** Why it still leads there. */
  readonly error: AppError | null;
}

/** All of one vendor. `error`: why nobody could be asked; what is remembered stands for the answer then. */
export interface Rest {
  readonly resting: readonly Resting[];
  readonly error: AppError | null;
}

type Context = Pick<SyncContext, 'psa' | 'fieldNation' | 'store' | 'config' | 'installation'>;

/** The engine's own callback and those a person registered for this workstation. Never throws. */
export async function restCallbacks(
  context: Context,
  memory: RegisteredMemory,
  { pathToken }: Pick<OwnSecrets, 'pathToken'>,
): Promise<Rest> {
  let entries: readonly Subscription[];
  try {
    entries = await memory.seen(() => context.psa().subscriptions());
  } catch (thrown) {
    const error = AppError.from(thrown);
    return { resting: await rememberedCallbacks(context, memory, error), error };
  }
  const installation = context.installation();
  const own = engineDescription(installation);
  const mine = entries.filter(
    ({ description, url }) =>
      (description === own || isPersonal(description, installation)) && holdsToken(url, pathToken),
  );
  const resting: Resting[] = [];
  // A second one is deleted when the first is brought in order.
  const first = mine.find(({ description }) => description === own);
  for (const entry of mine) resting.push(await restCallback(context, memory, entry, entry === first));
  return { resting, error: null };
}

async function restCallback(
  context: Context,
  memory: RegisteredMemory,
  entry: Subscription,
  isOwn: boolean,
): Promise<Resting> {
  const said = {
    of: 'callback',
    findingId: isOwn ? 'callback' : `callback:${entry.id}`,
    name: callbackName(entry),
    to: new URL(entry.url).origin,
    switchedOff: false,
    error: null,
  } as const;
  if (!entry.active) {
    if ((await memory.pausedIds()).has(entry.id)) return { ...said, state: 'paused' };
    return { ...said, state: (await memory.restingIds()).has(entry.id) ? 'resting' : 'off' };
  }
  // Before it is sent: when the answer is lost it is off, and it is known why.
  await memory.change((known) => {
    const { resting, ...rest } = withoutRest(known, entry.id);
    return { ...rest, resting: { ...resting, callbacks: [...resting.callbacks, entry.id] } };
  });
  try {
    await context.psa().switchCallback(entry.id, false);
    return { ...said, state: 'resting', switchedOff: true };
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.kind !== 'ambiguous') await memory.change((known) => withoutRest(known, entry.id));
    return { ...said, state: 'leads-on', error };
  }
}

async function rememberedCallbacks(
  { config }: Context,
  memory: RegisteredMemory,
  error: AppError,
): Promise<readonly Resting[]> {
  const { callback, others, resting } = await memory.known();
  const paused = await memory.pausedIds();
  const board = { type: 'ticket', level: 'board', objectId: config().trigger?.boardId ?? 0 };
  const own = callback === null ? [] : [{ ...board, id: callback.id, findingId: 'callback' }];
  const all = [
    ...own,
    ...others.filter(({ goneAt }) => goneAt === null).map((one) => ({ ...one, findingId: `callback:${one.id}` })),
  ];
  return all.map(({ findingId, ...entry }) => {
    const isResting = resting.callbacks.includes(entry.id);
    return {
      of: 'callback',
      findingId,
      name: callbackName(entry),
      to: callback?.base ?? '',
      state: paused.has(entry.id) ? 'paused' : isResting ? 'resting' : 'leads-on',
      switchedOff: false,
      error: paused.has(entry.id) || isResting ? null : error,
    };
  });
}

/** The webhook of this workstation, and whatever else leads here. Never throws. */
export async function restWebhook(
  context: Context,
  memory: RegisteredMemory,
  secrets: Pick<OwnSecrets, 'pathToken' | 'inTurn'>,
): Promise<Rest> {
  const rememberedId = await rememberedWebhook(context.store);
  if ((await keptChoice(context.store)).state === 'off')
    return { resting: rememberedId === null ? [] : [{ ...aboutWebhook(rememberedId), state: 'paused' }], error: null };
  try {
    return await secrets.inTurn(async () => {
      const all = await context.fieldNation().webhooks();
      const resting: Resting[] = [];
      for (const hook of all.filter((one) => one.status !== 'archived' && isOurAddress(one.url, secrets.pathToken))) {
        const isOwn = hook.webhookId === rememberedId;
        // A second one is of no use, and stays off.
        if (isOwn || hook.status === 'active') resting.push(await restOne(context, memory, hook, isOwn));
      }
      return { resting, error: null };
    });
  } catch (thrown) {
    const error = AppError.from(thrown);
    const { webhook: known, resting } = await memory.known();
    if (known === null) return { resting: [], error };
    const said = { ...aboutWebhook(known.id), to: known.base };
    const one: Resting =
      resting.webhook === known.id ? { ...said, state: 'resting' } : { ...said, state: 'leads-on', error };
    return { resting: [one], error };
  }
}

async function restOne(
  context: Context,
  memory: RegisteredMemory,
  { webhookId, url, status }: Webhook,
  isOwn: boolean,
): Promise<Resting> {
  const said = { ...aboutWebhook(webhookId, isOwn), to: new URL(url).origin };
  const { resting } = await memory.known();
  if (status !== 'active') return { ...said, state: resting.webhook === webhookId ? 'resting' : 'off' };
  const mark = (webhook: string | null) =>
    memory.change((known) => ({ ...known, resting: { ...known.resting, webhook } }));
  if (isOwn) await mark(webhookId);
  try {
    await context.fieldNation().updateWebhook(webhookId, { status: 'inactive' });
    return { ...said, state: 'resting', switchedOff: true };
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (isOwn && error.kind !== 'ambiguous') await mark(null);
    return { ...said, state: 'leads-on', error };
  }
}

function aboutWebhook(webhookId: string, isOwn = true): Omit<Resting, 'state'> {
  const findingId = isOwn ? 'webhook' : `webhook:${webhookId}`;
  return { of: 'webhook', findingId, name: webhookName(webhookId), to: '', switchedOff: false, error: null };
}

/** For the log. */
export function switchedOffLine({ name }: Resting): string {
  return `${capital(name)} was switched off: this workstation has no address any more that it could lead to. It is switched on again when there is one.`;
}

export function restFinding({ of: kind, findingId, name, state, to, error }: Resting): Finding {
  const said = capital(name);
  switch (state) {
    case 'resting':
      return fine(
        findingId,
        kind,
        `${said} is switched off while this workstation has no address, and is switched on again with one.`,
      );
    case 'paused':
      return fine(
        findingId,
        kind,
        `${said} was ${kind === 'callback' ? 'paused' : 'switched off'} in this app, and stays so until it is switched on again.`,
      );
    case 'off':
      return fine(findingId, kind, `${said} is switched off.`);
    case 'leads-on': {
      const where = to === '' ? 'the address of before' : to;
      const end =
        kind === 'callback'
          ? 'ConnectWise switches it off by itself after three days of failures.'
          : 'Field Nation switches it off by itself after seven days of failures.';
      return failed(
        findingId,
        kind,
        `${said} still leads to ${where}, where nothing answers any more: ${error?.message ?? ''} It is tried again within the hour. ${end}`,
      );
    }
  }
}
