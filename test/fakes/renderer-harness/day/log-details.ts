import type { Activity } from '../../../../src/shared/domain/activity.ts';
import type { LogDetails, RequestRecord } from '../../../../src/shared/domain/log-details.ts';

function request(over: Partial<RequestRecord> & Pick<RequestRecord, 'n' | 'at' | 'label' | 'target'>): RequestRecord {
  return {
    remote: 'connectwise',
    method: 'GET',
    status: 200,
    durationMs: 180,
    requestId: '7d1c0b52-6c0e-4f1e-9a52-31f0c1a7be10',
    request: null,
    response: null,
    error: null,
    ...over,
  };
}

function requestsOf(event: Activity): RequestRecord[] {
  const ticket = String(event.ticketId);
  const at = event.at - 1100;
  const read = [
    request({
      n: 1,
      at,
      label: `Read ticket ${ticket}`,
      target: `127.0.0.1:4101/v4_6_release/apis/3.0/service/tickets/${ticket}`,
      durationMs: 212,
    }),
  ];
  if (event.error?.code === 'fieldnation.rate-limited') {
    return [
      request({
        n: 1,
        at,
        remote: 'fieldnation',
        label: 'List work orders changed since the last poll',
        target: '127.0.0.1:4102/api/rest/v2/workorders?page=1&per_page=50',
        status: 429,
        durationMs: 61,
        requestId: '',
        response: '{"message":"Too many requests","retry_after":20}',
        error: 'Field Nation answered 429: too many requests. It asked to wait 20 s.',
      }),
    ];
  }
  if (event.kind === 'job.dead') return read;
  if (event.kind === 'workorder.created' || event.kind === 'workorder.updated') {
    const created = event.kind === 'workorder.created';
    return [
      ...read,
      request({
        n: 2,
        at: at + 230,
        label: `Read the company and site of ticket ${ticket}`,
        target: '127.0.0.1:4101/v4_6_release/apis/3.0/company/companies/7/sites/12',
        durationMs: 96,
        response:
          '{"id":12,"name":"Main office","addressLine1":"418 Main St","city":"Cedar Falls","stateReference":{"identifier":"IA"},"zip":"50613"}',
      }),
      request({
        n: 3,
        at: at + 340,
        remote: 'fieldnation',
        method: created ? 'POST' : 'PUT',
        label: created
          ? 'Create the work order as a draft'
          : `Change the schedule of work order ${String(event.workOrderId)}`,
        target: created
          ? '127.0.0.1:4102/api/rest/v2/workorders'
          : `127.0.0.1:4102/api/rest/v2/workorders/${String(event.workOrderId)}/schedule`,
        status: created ? 201 : 200,
        durationMs: 412,
        requestId: '',
        request: created
          ? '{"title":"Replace failed access point in lobby","description":{"html":"Replace failed access point in lobby. Site contact is the office manager."},"location":{"mode":"custom","address1":"418 Main St","city":"Cedar Falls","state":"IA","zip":"50613","country":"US"},"custom_fields":[{"id":5,"value":"DBR-7f3a2c-1004-1"}],"access_token":"redacted"}'
          : '{"service_window":{"mode":"exact","start":{"utc":"2026-11-22 14:00:00"}},"access_token":"redacted"}',
        response: null,
      }),
    ];
  }
  if (event.kind === 'ticket.status') {
    return [
      ...read,
      request({
        n: 2,
        at: at + 250,
        method: 'PATCH',
        label: `Set the status of ticket ${ticket}`,
        target: `127.0.0.1:4101/v4_6_release/apis/3.0/service/tickets/${ticket}`,
        durationMs: 344,
        request: '[{"op":"replace","path":"status","value":{"id":418}}]',
        response: null,
      }),
    ];
  }
  return [];
}

function rulesOf(event: Activity): NonNullable<LogDetails['mapping']>['rules'] {
  const inbound = event.direction !== 'outbound';
  if (!inbound) {
    return [
      {
        ruleId: 'status',
        label: 'Status',
        direction: 'outbound',
        before: 'Dispatched',
        after: 'Scheduled',
        result: 'changed',
        note: '',
      },
      {
        ruleId: 'provider',
        label: 'Provider',
        direction: 'outbound',
        before: 'R. Diaz',
        after: 'R. Diaz',
        result: 'same',
        note: '',
      },
      {
        ruleId: 'closing',
        label: 'Closing notes',
        direction: 'outbound',
        before: null,
        after: null,
        result: 'skipped',
        note: 'Only once the work is done.',
      },
    ];
  }
  return [
    {
      ruleId: 'title',
      label: 'Title',
      direction: 'inbound',
      before: 'Replace failed access point in lobby',
      after: 'Replace failed access point in lobby',
      result: 'same',
      note: '',
    },
    {
      ruleId: 'location',
      label: 'Location',
      direction: 'inbound',
      before: null,
      after: 'Cedar Falls, IA',
      result: 'changed',
      note: '',
    },
    {
      ruleId: 'schedule',
      label: 'Start (UTC)',
      direction: 'inbound',
      before: '2026-11-22 13:00:00',
      after: '2026-11-22 14:00:00',
      result: 'changed',
      note: '',
    },
    {
      ruleId: 'contact',
      label: 'Site contact',
      direction: 'inbound',
      before: 'Ana Petrova',
      after: 'Ana Petrov',
      result: 'conflict',
      note: 'Changed in Field Nation at 10:02; waits under Conflicts.',
    },
    {
      ruleId: 'priority',
      label: 'Priority',
      direction: 'inbound',
      before: null,
      after: null,
      result: 'skipped',
      note: 'The ticket has none.',
    },
  ];
}

function attemptsOf(event: Activity): NonNullable<LogDetails['run']>['attempts'] {
  const last = { attemptId: 900 + event.id, startedAt: event.at - (event.durationMs ?? 800), endedAt: event.at };
  if (event.kind !== 'job.dead')
    return [{ ...last, n: 1, outcome: event.result === 'working' ? null : 'done', error: null }];
  return [
    {
      attemptId: 1,
      n: 1,
      startedAt: event.at - 190_000,
      endedAt: event.at - 189_600,
      outcome: 'retry',
      error: 'ConnectWise did not answer within 30 s. It is tried again by itself.',
    },
    {
      attemptId: 2,
      n: 2,
      startedAt: event.at - 70_000,
      endedAt: event.at - 69_100,
      outcome: 'retry',
      error: 'ConnectWise answered 503. It is tried again by itself.',
    },
    { ...last, n: 3, outcome: 'dead', error: event.error?.message ?? null },
  ];
}

/** Everything the made-up log knows about one of its lines. */
export function dayDetails(event: Activity, log: readonly Activity[]): LogDetails {
  const bare = event.jobId === null;
  const inWindow = log.filter((row) => row.linkId === event.linkId && row.id !== event.id && row.linkId !== null);
  return {
    activity: event,
    received: bare
      ? []
      : [
          {
            source: event.direction === 'outbound' ? 'fieldnation' : 'connectwise',
            deliveryId: `d-${String(event.id)}`,
            at: event.at - 2400,
            recordType: event.direction === 'outbound' ? 'work order' : 'ticket',
            recordId: (event.direction === 'outbound' ? event.workOrderId : event.ticketId) ?? 0,
            action: event.direction === 'outbound' ? 'assigned' : 'updated',
            actor: event.direction === 'outbound' ? 'R. Diaz' : 'jmiller',
          },
        ],
    run: bare
      ? null
      : {
          jobId: event.jobId ?? 0,
          attemptId: 900 + event.id,
          cause: event.direction === 'outbound' ? 'a webhook of Field Nation' : 'a callback of ConnectWise',
          state: event.kind === 'job.dead' ? 'dead' : 'done',
          attempts: attemptsOf(event),
          waitedMs: 1160,
          ranMs: event.durationMs ?? 640,
          replayable: event.linkId !== null && event.kind !== 'job.dead',
        },
    mapping: bare || event.kind === 'callback.received' ? null : { version: 12, rules: rulesOf(event) },
    requests: bare && event.error === null ? [] : requestsOf(event),
    siblings: bare
      ? []
      : inWindow
          .slice(0, 3)
          .reverse()
          .map((row, index) => ({ ...row, at: event.at - 700 + index * 300, jobId: event.jobId })),
  };
}
