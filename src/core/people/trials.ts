import type { EventAction } from '../../shared/config-sync.ts';
import { targetLabel } from '../../shared/domain/field-labels.ts';
import type { LinkId, WorkOrderId } from '../../shared/domain/records.ts';
import type { DryRun, KeptRunRow, Replay, TrialChange } from '../../shared/domain/trials.ts';
import type { WorkOrderEventName } from '../../shared/domain/work-order-events.ts';
import { type DryChange, dryRunEvent, dryRunLink, type LinkDryRun } from '../dry-run.ts';
import type { FieldChange } from '../psa/port.ts';
import { replay } from '../replay.ts';
import type { SyncContext } from '../sync/context.ts';
import { type InWords, triggerStatuses, valuesInWords } from './value-words.ts';

/** Trying things out: both sides are read, neither is written, nothing is stored. */
export interface TrialCommands {
  testEvent(input: {
    readonly event: WorkOrderEventName;
    readonly workOrderId: WorkOrderId;
    readonly action: EventAction;
  }): Promise<DryRun>;
  dryRunLink(linkId: LinkId): Promise<DryRun>;
  runs(linkId: LinkId): Promise<readonly KeptRunRow[]>;
  replay(attemptId: number): Promise<Replay>;
}

const runsShown = 100;

export function trialCommands(context: SyncContext): TrialCommands {
  return {
    async testEvent(input) {
      const result = await dryRunEvent(context, input);
      const inWords = await valuesInWords(context, await triggerStatuses(context));
      return {
        occasion: result.occasion,
        changes: result.changes.map((change) => shown('connectwise', change, inWords)),
        note: result.note === null ? null : { tab: result.note.tab, text: result.note.text },
        problems: [...result.problems],
        remarks: [result.notObservable, result.filteredOut].filter((remark) => remark !== undefined),
      };
    },
    async dryRunLink(linkId) {
      const result = await dryRunLink(context, linkId);
      const link = await context.store.link(linkId);
      const inWords = await valuesInWords(context, await triggerStatuses(context));
      return {
        occasion: `Ticket ${link?.ticketId ?? ''} and work order ${link?.workOrderId ?? ''}`,
        changes: [
          ...result.toWorkOrder.map((change) => shown('fieldnation', change, inWords)),
          ...result.toTicket.map((change) => shown('connectwise', change, inWords)),
        ],
        note: null,
        problems: [...result.problems],
        remarks: remarksOf(result),
      };
    },
    async runs(linkId) {
      const kept = await context.store.runs({ linkId }, null, runsShown);
      return kept.map(({ attemptId, at }) => ({ attemptId, at, linkId }));
    },
    async replay(attemptId) {
      const result = await replay(context, attemptId);
      const inWords = await valuesInWords(context);
      return {
        attemptId,
        at: result.at,
        before: result.before === null ? null : written(result.before, inWords),
        now: written(result.now, inWords),
        differences: result.difference.map(({ side, target, label, before, now }) => ({
          side: side === 'ticket' ? 'connectwise' : 'fieldnation',
          label,
          before: before === undefined ? null : inWords(target, before),
          now: now === undefined ? null : inWords(target, now),
        })),
        problems: [...result.now.problems],
        remark: result.remark,
      };
    },
  };
}

/** What the changes alone do not say. */
function remarksOf({ ticketDue, conflicts, events, filteredOut }: LinkDryRun): string[] {
  return [
    ...conflicts.map(({ label }) => `${label} was changed on both sides: a person is asked under Conflicts.`),
    ...events.flatMap(({ note, words }) => (note === null ? [] : [`A note would be written on the ticket: ${words}`])),
    ...(filteredOut === undefined ? [] : [`Events do not act on this pair: ${filteredOut}.`]),
    ...(ticketDue ? [] : ['No event that is switched on asks for the ticket to be updated now.']),
  ];
}

function shown(side: TrialChange['side'], { target, label, from, to }: DryChange, inWords: InWords): TrialChange {
  return { side, target, label, from: inWords(target, from), to: inWords(target, to) };
}

function written(
  {
    toWorkOrder,
    toTicket,
  }: { readonly toWorkOrder: readonly FieldChange[]; readonly toTicket: readonly FieldChange[] },
  inWords: InWords,
): TrialChange[] {
  const of = (side: TrialChange['side']) => (change: FieldChange) =>
    shown(side, { target: change.target, label: targetLabel(change.target), from: null, to: change.value }, inWords);
  return [...toWorkOrder.map(of('fieldnation')), ...toTicket.map(of('connectwise'))];
}
