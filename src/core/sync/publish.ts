import { z } from 'zod';
import { targetLabel } from '../../shared/domain/field-labels.ts';
import type { BaseValue, Link, Ticket, WorkOrder } from '../../shared/domain/records.ts';
import { AppError, type AppErrorInfo, appErrorInfoSchema } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { EffectiveMapping } from '../mapping/evaluate.ts';
import { askedByPerson } from '../monitor/describe.ts';
import type { SyncContext } from './context.ts';
import { eventOfWebhook } from './events/milestones.ts';
import { forgetPublish, publishHeld } from './guard.ts';
import type { LinkRecords } from './plan-link.ts';
import type { Run } from './run.ts';

/**
 * Where a link's base keeps its publishing, beside the rules: `source` is true when the work order was made to be published; `target` is true
 * once it was seen published, and before that holds what was refused and why, or why it waits for approval.
 */
export const publishBaseKey = 'create.publish';

/** A refused publish in the link's base: the parts Field Nation asks for as they were, and the problem a person was told. */
const refusal = z.object({ print: z.string(), error: appErrorInfoSchema });
/** A publish above the limit: why it waits for approval. */
const hold = z.object({ held: appErrorInfoSchema });

/** What the link asks for at creation; null at every later run, which goes by the link's base. */
export type PublishWish = boolean | null;

/**
 * Whether a work order is to be published. Wanted is decided once, when it is made. Anything past a draft, now or ever before, ends it: a
 * draft that was published already was taken back by a person, and stays a draft.
 */
export function publishing(
  link: Pick<Link, 'base' | 'seenMilestones'>,
  workOrder: Pick<WorkOrder, 'status' | 'milestones'>,
  eventNames: readonly string[],
  wish: PublishWish,
): { readonly wanted: boolean; readonly done: boolean } {
  const known = link.base[publishBaseKey];
  return {
    wanted: known === undefined ? wish === true : known.source === true,
    done:
      known?.target === true ||
      workOrder.status.name.toLowerCase() !== 'draft' ||
      workOrder.milestones.published !== undefined ||
      link.seenMilestones.published !== undefined ||
      eventNames.includes(eventOfWebhook('workorder.status.published')),
  };
}

export interface Publication {
  readonly workOrder: WorkOrder;
  /** For the link's base; null when this link was never to be published. */
  readonly base: BaseValue | null;
  readonly held: AppErrorInfo | null;
  readonly problem: AppErrorInfo | null;
}

/**
 * Publishes a draft that was made to be published, while publishing is on. A refusal is a problem of its own, so that the rest of the run is
 * kept; everything else (a timeout, a rate limit) ends the run, and the next one reads the work order before it tries again.
 */
export async function publishIfWanted(
  context: SyncContext,
  run: Run,
  records: LinkRecords,
  mapping: EffectiveMapping,
  wish: PublishWish,
  signal: AbortSignal,
): Promise<Publication> {
  const { link, ticket, workOrder } = records;
  const events = run.job.events.filter((event) => event.recordType === 'workorder').map((event) => event.name);
  const { wanted, done } = publishing(link, workOrder, events, wish);
  const left = { workOrder, base: wanted ? { source: true, target: done } : null, held: null, problem: null };
  if (!wanted || done || !context.config().create.publish) return left;
  const read = (target: string) => context.fieldNation().readField(workOrder, target);
  const print = JSON.stringify(['location', 'schedule', 'types_of_work', 'pay'].map((part) => read(part) ?? null));
  // News that changed nothing Field Nation asks for, our own writes among it: the refusal stands unless a person wants another try.
  const before = refusal.safeParse(link.base[publishBaseKey]?.target).data;
  if (before?.print === print && !askedByPerson(run.job))
    return { ...left, base: link.base[publishBaseKey] ?? null, problem: before.error };
  // Held once, it waits for a person even when the ten minutes are over.
  const waiting = hold.safeParse(link.base[publishBaseKey]?.target).data?.held;
  const held =
    waiting !== undefined && !(await context.store.isApproved(run.job.id))
      ? waiting
      : await publishHeld(context, run.job, workOrder.id);
  if (held !== null) return { ...left, base: { source: true, target: { held } as unknown as Json }, held };
  await context.step('publish.before-send');
  try {
    const published = await context.fieldNation().publish(workOrder.id, signal);
    await context.step('publish.answered');
    return { ...left, workOrder: published, base: { source: true, target: true } };
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.kind !== 'permanent' && error.kind !== 'conflict') throw error;
    await forgetPublish(context);
    const problem = refused(error, ticket, workOrder, missingParts(read), mapping);
    const target = { print, error: problem } as unknown as Json;
    return { ...left, base: { source: true, target }, problem };
  }
}

type Part = 'location' | 'schedule' | 'type of work' | 'pay';

/** What Field Nation wants before it publishes, and the work order does not have (reference/fieldnation.md 1.7). */
function missingParts(read: (target: string) => Json | undefined): readonly Part[] {
  const empty = (target: string): boolean =>
    [undefined, null, '', 0].includes(read(target) as string | number | null | undefined);
  const parts: readonly (readonly [Part, readonly string[]])[] = [
    ['location', ['location.mode', 'location.address1', 'location.city', 'location.zip']],
    ['schedule', ['schedule.service_window.start.utc']],
    ['type of work', ['types_of_work.0.id']],
    ['pay', ['pay.type', 'pay.base.amount']],
  ];
  return parts.filter(([, targets]) => targets.every(empty)).map(([part]) => part);
}

function refused(
  error: AppError,
  ticket: Ticket,
  workOrder: WorkOrder,
  missing: readonly Part[],
  mapping: EffectiveMapping,
): AppErrorInfo {
  const which = `Work order ${workOrder.id} of ticket ${ticket.id} is still a draft: Field Nation`;
  const byHand = `or publish work order ${workOrder.id} by hand in Field Nation`;
  const said = String(error.context.vendorMessage ?? '').replace(/[.\s]+$/, '') || error.message.replace(/[.\s]+$/, '');
  const fixes = missing.map((part) => fix(part, ticket, workOrder, mapping));
  return {
    code: 'fieldnation.publish-refused',
    kind: 'permanent',
    message:
      missing.length === 0
        ? `${which} refused to publish it (${said}). Correct that and retry, ${byHand}.`
        : `${which} publishes no work order without ${list(missing.map(withArticle))}. ${capital(list(fixes))}, then retry; ${byHand}.`,
    context: { ...error.context, ticketId: ticket.id, workOrderId: workOrder.id, missing: missing.join(', ') },
    action:
      missing.includes('type of work') || missing.includes('pay')
        ? { do: 'open-setup', step: 'trigger' }
        : { do: 'retry' },
  };
}

/** The place to put a missing part right. Type of work and pay are given at creation only, so this work order gets them by hand. */
function fix(part: Part, ticket: Ticket, workOrder: WorkOrder, mapping: EffectiveMapping): string {
  if (part === 'location') return `give ticket ${ticket.id} a site with an address in ConnectWise`;
  if (part !== 'schedule') return `enter the ${part} of work order ${workOrder.id} in Field Nation`;
  const rule = mapping.rules.find((one) => one.target === 'schedule.service_window.start.utc');
  if (rule === undefined || !('source' in rule))
    return `enter the schedule of work order ${workOrder.id} in Field Nation`;
  const label = targetLabel(rule.source);
  const field = label === rule.source ? `field ${label}` : label.toLowerCase();
  return `set the ${field} of ticket ${ticket.id} in ConnectWise`;
}

function withArticle(part: Part): string {
  return part === 'pay' ? part : `a ${part}`;
}

function list(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
