import type { DryRun, KeptRunRow, Replay } from '../../../../src/shared/domain/trials.ts';
import type { LinkRow } from '../../../../src/shared/domain/views.ts';

const start = 'schedule.service_window.start.utc';

/** What a run of this link would do now: two changes with a start that waits for a person, or nothing. */
export function dayDryRun(link: LinkRow): DryRun {
  const occasion = `Ticket ${String(link.ticketId)} and work order ${String(link.workOrderId)}`;
  if (link.id !== 4) return { occasion, changes: [], note: null, problems: [], remarks: [] };
  return {
    occasion,
    changes: [
      {
        side: 'fieldnation',
        target: 'location.address2',
        label: 'Address line 2',
        from: null,
        to: 'Suite 210, ring twice',
      },
      { side: 'connectwise', target: 'status', label: 'Status', from: 'Scheduled', to: 'In progress' },
    ],
    note: { tab: 'internal', text: 'Work order 91433: J. Lindqvist checked in at 14:03 (Tacoma, WA).' },
    problems: [
      {
        code: 'mapping.no-value',
        kind: 'permanent',
        message: `Ticket ${String(link.ticketId)}: priority 'P1 - Emergency' has no value in Field Nation. Map it, then retry.`,
        context: { rule: 'priority' },
        action: { do: 'open-mapping', ruleId: 'priority' },
      },
    ],
    remarks: ['Start (UTC) differs on both sides and waits under Conflicts.'],
  };
}

export function dayRuns(link: LinkRow, now: number): KeptRunRow[] {
  return link.lastSyncedAt === null
    ? []
    : Array.from({ length: 23 }, (_, index) => ({
        attemptId: 900 + link.id * 40 - index,
        at: now - 60_000 - index * index * 640_000,
        linkId: link.id,
      }));
}

export function dayReplay(attemptId: number, now: number): Replay {
  const title = { side: 'fieldnation', target: 'title', label: 'Title', from: null } as const;
  const same = { side: 'connectwise', target: 'status', label: 'Status', from: 'Dispatched', to: 'Scheduled' } as const;
  const base = { attemptId, at: now - 3_600_000, problems: [], remark: '' };
  if (attemptId % 5 === 2)
    return {
      ...base,
      before: null,
      now: [same],
      differences: [],
      remark:
        'This run kept no plan: it is from an earlier release, or ended before it decided anything. Only what today’s settings would do is shown.',
    };
  if (attemptId % 2 === 1) return { ...base, before: [same], now: [same], differences: [] };
  return {
    ...base,
    before: [{ ...title, to: 'Replace failed access point in lobby' }, same],
    now: [
      { ...title, to: '[Acme] Replace failed access point in lobby' },
      same,
      { side: 'fieldnation', target: start, label: 'Start (UTC)', from: null, to: '2026-11-22 14:00:00' },
    ],
    differences: [
      {
        side: 'fieldnation',
        label: 'Title',
        before: 'Replace failed access point in lobby',
        now: '[Acme] Replace failed access point in lobby',
      },
      { side: 'fieldnation', label: 'Start (UTC)', before: null, now: '2026-11-22 14:00:00' },
    ],
  };
}
