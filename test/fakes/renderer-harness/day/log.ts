import type { Activity } from '../../../../src/shared/domain/activity.ts';
import type { LinkRow } from '../../../../src/shared/domain/views.ts';
import type { AppErrorInfo } from '../../../../src/shared/errors.ts';

type Line = Omit<Activity, 'id' | 'at' | 'ticketId' | 'workOrderId' | 'linkId' | 'jobId'>;

const refusedPriority: AppErrorInfo = {
  code: 'mapping.no-value',
  kind: 'permanent',
  message: "Ticket was not sent: priority 'P1 - Emergency' has no value in Field Nation. Map it, then retry.",
  context: { rule: 'priority', value: 'P1 - Emergency', requestId: '0b0f7b1e-41d2-4a52' },
  action: { do: 'open-mapping', ruleId: 'priority' },
};

const slow: AppErrorInfo = {
  code: 'fieldnation.rate-limited',
  kind: 'rate-limited',
  message: 'Field Nation asked to slow down. Sending goes on by itself in 20 s.',
  context: { status: 429 },
  retryAfterMs: 20_000,
};

function line(over: Partial<Line> & Pick<Line, 'kind' | 'message'>): Line {
  return {
    side: 'connectwise',
    direction: 'inbound',
    result: 'ok',
    durationMs: null,
    error: null,
    details: null,
    ...over,
  };
}

/** What one link does over a day, oldest first. */
function story(link: LinkRow): readonly Line[] {
  const ticket = `Ticket ${String(link.ticketId)}`;
  const workOrder = `work order ${String(link.workOrderId ?? 91_499)}`;
  const provider = link.providerName || 'R. Diaz';
  return [
    line({ kind: 'callback.received', message: `${ticket} entered Dispatch to Field Nation`, durationMs: 6 }),
    line({
      side: 'app',
      kind: 'workorder.creating',
      message: `${ticket}: work order is being created`,
      result: 'working',
    }),
    line({
      kind: 'workorder.created',
      message: `${ticket} became ${workOrder}, a draft`,
      durationMs: 1240,
      details: {
        changes: [
          { target: 'title', value: link.ticketSummary },
          {
            target: 'description.html',
            value: `<p>${link.ticketSummary} &amp; test it.</p><p>Site contact: <b>the office manager</b>.</p>`,
          },
          { target: 'location.city', value: 'Cedar Falls' },
          { target: 'require_ontime', value: true },
        ],
        request: { method: 'POST', url: '/api/rest/v2/workorders', status: 201, durationMs: 412 },
      },
    }),
    line({
      side: 'fieldnation',
      direction: 'outbound',
      kind: 'ticket.status',
      message: `W${workOrder.slice(1)} assigned to ${provider}: ticket ${String(link.ticketId)} set to Scheduled`,
      durationMs: 640,
      details: { change: { target: 'status', from: 'Dispatched', to: 'Scheduled' }, attempt: 1 },
    }),
    line({
      side: 'fieldnation',
      direction: 'outbound',
      kind: 'webhook.received',
      message: `W${workOrder.slice(1)}: ${provider} is on the way`,
      durationMs: 4,
    }),
    line({
      side: 'fieldnation',
      direction: 'outbound',
      kind: 'ticket.status',
      message: `W${workOrder.slice(1)} checked in: ticket ${String(link.ticketId)} set to In progress`,
      durationMs: 590,
      details: { change: { target: 'status', from: 'Scheduled', to: 'In progress' } },
    }),
    line({
      kind: 'workorder.updated',
      message: `W${workOrder.slice(1)} updated from ticket ${String(link.ticketId)}: Start (UTC), Contact name`,
      durationMs: 810,
      details: {
        changes: [
          { target: 'schedule.service_window.start.utc', from: '2026-11-22 13:00:00', to: '2026-11-22 14:00:00' },
          { target: 'contacts.results.0.name', from: '', to: 'Ana Petrov' },
        ],
      },
    }),
    line({
      side: 'app',
      direction: 'none',
      kind: 'poll.finished',
      message: 'Asked both sides for changes: nothing new',
      durationMs: 320,
    }),
  ];
}

function odd(index: number): Line | null {
  if (index % 37 === 5) {
    return line({
      kind: 'job.dead',
      result: 'attention',
      message: refusedPriority.message,
      error: refusedPriority,
      durationMs: 210,
    });
  }
  if (index % 53 === 11) {
    return line({ side: 'fieldnation', kind: 'lane.paused', result: 'waiting', message: slow.message, error: slow });
  }
  if (index % 71 === 20) {
    return line({
      side: 'app',
      direction: 'none',
      kind: 'callback.refused',
      result: 'error',
      message: 'A callback was refused: its signature does not fit the body. Nothing was queued from it.',
      details: { why: 'signature' },
    });
  }
  return null;
}

/** Line `id` of a log of `count` lines: every so often something that went wrong. */
export function dayLine(links: readonly LinkRow[], id: number, count: number, now: number): Activity | null {
  const age = count - id;
  const link = links[(age * 5 + 3) % links.length];
  if (link === undefined) return null;
  const lines = story(link);
  const chosen = odd(id) ?? lines[(id * 7) % lines.length];
  if (chosen === undefined) return null;
  const own = chosen.kind === 'poll.finished' || chosen.kind === 'callback.refused' || chosen.kind === 'lane.paused';
  return {
    ...chosen,
    message: chosen.kind === 'job.dead' ? `Ticket ${String(link.ticketId)} ${chosen.message.slice(7)}` : chosen.message,
    error:
      chosen.kind === 'job.dead' && chosen.error !== null
        ? { ...chosen.error, message: `Ticket ${String(link.ticketId)} ${chosen.message.slice(7)}` }
        : chosen.error,
    id,
    at: now - 9000 - age * 71_000 - (age % 7) * 9000,
    ticketId: own ? null : link.ticketId,
    workOrderId: own || chosen.kind === 'callback.received' || chosen.kind === 'job.dead' ? null : link.workOrderId,
    linkId: own ? null : link.id,
    jobId: own ? null : 4000 + id,
  };
}

/** The log of a day: newest first, ids without holes. */
export function dayLog(links: readonly LinkRow[], count: number, now: number): Activity[] {
  return Array.from({ length: count }, (_, index) => dayLine(links, count - index, count, now)).filter(
    (row) => row !== null,
  );
}
