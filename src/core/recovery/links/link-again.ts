import { AppError } from '../../../shared/errors.ts';
import { appLine } from '../../monitor/app-line.ts';
import type { SyncContext } from '../../sync/context.ts';
import { knownEvents } from '../../sync/events/detect.ts';
import { readToLink } from '../../sync/existing-pair.ts';
import type { RecoveryCommands } from '../port.ts';
import { rememberedBy } from './known-since.ts';
import { pairKey } from './propose.ts';
import type { LinkScanner } from './scanner.ts';

type Pair = { readonly ticketId: number; readonly workOrderId: number };

/** Value: this store does not know everything that was written before it; marked copies are looked for before anything is created. */
const recoveredKey = 'store.recovered';

/**
 * Links what a person ticked, one after the other; one that cannot be linked keeps no other one from it. The pair is taken up as what it is: a
 * work order made for its ticket at the time it was made, with the reference it carries. What both hold alike is agreed, what differs is decided
 * by each rule as for any pair nobody knows the past of, and copies of notes, files and visits are found by their markers instead of made again. Notes and files that
 * have none go over where something proves that they should (known-since.ts). What happened to the work order before is history: no event of it is acted on a second time.
 */
export async function linkAgain(
  context: SyncContext,
  scanner: LinkScanner,
  pairs: readonly Pair[],
): ReturnType<RecoveryCommands['linkFound']> {
  const { store, clock } = context;
  if ((await store.value(recoveredKey)) === undefined)
    await store.setValue(recoveredKey, { at: clock.now(), how: 'links-found', from: null }, clock.now());
  const refused: (Pair & { readonly why: string })[] = [];
  for (const pair of pairs) {
    try {
      await linkOne(context, scanner, pair);
    } catch (thrown) {
      refused.push({ ...pair, why: AppError.from(thrown).message });
    }
  }
  await scanner.look();
  return { linked: pairs.length - refused.length, refused };
}

async function linkOne(context: SyncContext, scanner: LinkScanner, { ticketId, workOrderId }: Pair): Promise<void> {
  const { store, clock } = context;
  const found = scanner.candidate(pairKey(ticketId, workOrderId));
  if (found === undefined)
    throw refusal(`Ticket ${ticketId} and work order ${workOrderId} were not found together. Read both sides again.`);
  const { ticket, workOrder, introduced } = await readToLink(context, ticketId, workOrderId);
  const remembered = await rememberedBy(context, ticket, workOrder);
  const now = clock.now();
  const created = workOrder.milestones.created;
  const link = await store.openPair({
    ...introduced,
    ...(found.marker === null ? {} : { marker: found.marker }),
    origin: 'ticket',
    // Acted on when it happened: scripts and owners of events would write over what people did since. The fields are brought in step all the same.
    seen: { ...remembered, events: knownEvents(workOrder), ticketDue: true },
    seenMilestones: workOrder.milestones,
    createdAt: created === undefined ? now : Math.min(created, now),
    now,
  });
  const line = appLine(
    now,
    'link.found',
    'ok',
    `Ticket ${ticketId} and work order ${workOrderId} were found together and linked again`,
  );
  await store.appendActivities([{ ...line, ticketId, workOrderId, linkId: link.id }]);
}

function refusal(message: string): AppError {
  return new AppError({ code: 'recovery.not-linked', kind: 'permanent', message });
}
