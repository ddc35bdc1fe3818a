import { targetLabel } from '../../shared/domain/field-labels.ts';
import type { JobId } from '../../shared/domain/records.ts';
import type { AttentionGroup, ConflictRow } from '../../shared/domain/views.ts';
import { AppError } from '../../shared/errors.ts';
import { appLine } from '../monitor/app-line.ts';
import type { ConflictChoice, Evidence } from '../store/pairs-port.ts';
import { forgetDiscarded } from '../sync/asked.ts';
import type { SyncContext } from '../sync/context.ts';
import { attentionItem } from '../views.ts';
import { valuesInWords } from './value-words.ts';

export interface ProblemCommands {
  /** What stopped, by cause. */
  groups(): Promise<readonly AttentionGroup[]>;
  /** Everything that stopped for this cause runs again. */
  retryKind(code: string): Promise<number>;
  discardMany(ids: readonly JobId[], reason: string): Promise<number>;
  /** Everything that waits for a person, one JSON document per line. */
  exportAttention(): Promise<string>;
  conflicts(): Promise<readonly ConflictRow[]>;
  resolveConflict(id: number, choice: ConflictChoice): Promise<void>;
}

interface Options {
  readonly context: SyncContext;
  readonly onChange: () => void;
}

const listLength = 1000;

export function problemCommands({ context, onChange }: Options): ProblemCommands {
  const { store, clock } = context;
  return {
    groups: () => store.attentionGroups(),
    async retryKind(code) {
      const count = await store.retryKind(code, clock.now());
      onChange();
      return count;
    },
    async discardMany(ids, reason) {
      await forgetDiscarded(store, ids, clock.now());
      const count = await store.discardJobs(ids, reason, clock.now());
      onChange();
      return count;
    },
    async exportAttention() {
      const items = (await store.attention(listLength)).map(attentionItem);
      return items.map((item) => `${JSON.stringify(item)}\n`).join('');
    },
    async conflicts() {
      const known = await store.openConflicts(listLength);
      const inWords = await valuesInWords(context);
      return known.map(({ link, ...conflict }) => ({
        id: conflict.id,
        linkId: conflict.linkId,
        ticketId: link.ticketId,
        workOrderId: link.workOrderId,
        ticketSummary: link.ticketSummary,
        label: targetLabel(conflict.target),
        direction: conflict.direction,
        ticketValue: inWords(conflict.target, conflict.ticketValue),
        workOrderValue: inWords(conflict.target, conflict.workOrderValue),
        ticketChange: evidenceWords(conflict.ticketChange),
        workOrderChange: evidenceWords(conflict.workOrderChange),
        choice: conflict.choice,
        openedAt: conflict.openedAt,
      }));
    },
    async resolveConflict(id, choice) {
      const conflict = await store.conflict(id);
      if (conflict === null || !(await store.chooseConflict(id, choice, 'person', clock.now()))) throw settled(id);
      const side = choice === 'connectwise' ? 'ConnectWise' : 'Field Nation';
      const link = await store.link(conflict.linkId);
      await store.appendActivities([
        {
          ...appLine(
            clock.now(),
            'conflict.chosen',
            'ok',
            `The value from ${side} was chosen for ${targetLabel(conflict.target)}`,
          ),
          ticketId: link?.ticketId ?? null,
          workOrderId: link?.workOrderId ?? null,
          linkId: conflict.linkId,
        },
      ]);
      onChange();
    },
  };
}

/** `10:02`, or `between 10:02 and 10:05, author unknown`: the page formats the times, so they travel as numbers. */
function evidenceWords(evidence: Evidence | null): ConflictRow['ticketChange'] {
  return evidence === null ? null : { from: evidence.from, to: evidence.to, by: evidence.by, source: evidence.source };
}

function settled(id: number): AppError {
  return new AppError({
    code: 'conflict.settled',
    kind: 'conflict',
    message: 'This conflict is settled already: both sides agree by now.',
    context: { conflictId: id },
  });
}
