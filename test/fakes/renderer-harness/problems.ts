import type { AttentionGroup, AttentionItem, ConflictRow, LinkRow } from '../../../src/shared/domain/views.ts';
import type { AppErrorInfo } from '../../../src/shared/errors.ts';
import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';
import { dayConflicts } from './day/conflicts.ts';
import { dayDryRun, dayReplay, dayRuns } from './day/trials.ts';

type ProblemChannels = Pick<
  DispatchBridgeApi,
  | 'links:send-ticket'
  | 'links:link'
  | 'links:unlink'
  | 'links:relink'
  | 'links:dry-run'
  | 'links:runs'
  | 'links:replay'
  | 'attention:groups'
  | 'attention:retry-kind'
  | 'attention:discard-many'
  | 'attention:export'
  | 'conflicts:list'
  | 'conflicts:resolve'
>;

/** The parts of the made-up day these channels work on; the bridge owns them. */
interface Day {
  readonly calm: boolean;
  readonly now: number;
  readonly links: LinkRow[];
  readonly attention: () => readonly AttentionItem[];
  readonly forget: (jobIds: readonly number[]) => number;
  readonly changed: (topic: 'links' | 'attention' | 'setup') => void;
  /** How many conflicts wait for a choice. */
  readonly conflictsLeft: (count: number) => void;
}

const ok = <T>(value: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), 20));

function refusal(message: string): AppErrorInfo {
  return { code: 'connectwise.not-found', kind: 'permanent', message, context: { status: 404 } };
}

function groupsOf(items: readonly AttentionItem[]): AttentionGroup[] {
  const groups = new Map<string, AttentionGroup>();
  for (const { cause, state, since, error } of items.toSorted((a, b) => b.since - a.since)) {
    const key = `${state}:${cause}`;
    const group = groups.get(key) ?? { code: cause, state, count: 0, oldestAt: since, example: error.message };
    groups.set(key, { ...group, count: group.count + 1, oldestAt: Math.min(group.oldestAt, since) });
  }
  return [...groups.values()];
}

/** What a technician does about single records, on the made-up day. */
export function problemAnswers(day: Day): ProblemChannels {
  const { links, now } = day;
  let conflicts: ConflictRow[] = day.calm ? [] : dayConflicts(links, now);
  const linkOf = (id: number): LinkRow => {
    const link = links.find((one) => one.id === id);
    if (link === undefined) throw new Error('The day has no such link');
    return link;
  };
  const replace = (id: number, change: Partial<LinkRow>): Promise<void> => {
    links.splice(links.indexOf(linkOf(id)), 1, { ...linkOf(id), ...change });
    day.changed('links');
    return ok(undefined);
  };

  return {
    'links:send-ticket': ({ ticketId }) =>
      ticketId === 404
        ? Promise.reject(refusal('ConnectWise has no ticket 404. Check the number.'))
        : ok(undefined).then(() => day.changed('links')),
    'links:link': ({ ticketId, workOrderId }) => {
      if (ticketId === 404) return Promise.reject(refusal('ConnectWise has no ticket 404. Check the number.'));
      const id = Math.max(0, ...links.map((link) => link.id)) + 1;
      const [first] = links;
      if (first !== undefined) links.unshift({ ...first, id, state: 'open', ticketId, workOrderId });
      day.changed('links');
      return ok({ linkId: id });
    },
    'links:unlink': ({ linkId }) => replace(linkId, { state: 'closed' }),
    'links:relink': ({ linkId }) => replace(linkId, { state: 'open' }),
    'links:dry-run': ({ linkId }) => ok(dayDryRun(linkOf(linkId))),
    'links:runs': ({ linkId }) => ok(dayRuns(linkOf(linkId), now)),
    'links:replay': ({ attemptId }) => ok(dayReplay(attemptId, now)),
    'attention:groups': () => ok(groupsOf(day.attention())),
    'attention:retry-kind': ({ code }) =>
      ok(
        day.forget(
          day
            .attention()
            .filter((item) => item.cause === code)
            .map((item) => item.jobId),
        ),
      ),
    'attention:discard-many': ({ jobIds }) => ok(day.forget(jobIds)),
    'attention:export': () => ok({ file: '/home/alex/Documents/dispatch-bridge-attention.ndjson' }),
    'conflicts:list': () => ok(conflicts),
    'conflicts:resolve': ({ id, choice }) => {
      conflicts = conflicts.map((row) => (row.id === id ? { ...row, choice } : row));
      day.conflictsLeft(conflicts.filter((row) => row.choice === null).length);
      day.changed('attention');
      return ok(undefined);
    },
  };
}
