import { moment } from './dates.ts';
import type { Problem, TimeLog, WorkOrderRecord, WorkTask } from './model.ts';
import { hoursLogged, hoursOf } from './time-logs.ts';
import { correlationId, userById, type ViewContext, wholeList, zoneOf } from './view-parts.ts';

/* What happens on a visit, as the API shows it: time, tasks, problems, signatures. */

const nameOf = (id: number | null, context: ViewContext) => {
  const user = userById(context.data, id);
  return { first_name: user?.first_name ?? '', last_name: user?.last_name ?? '' };
};

function timeLogView(log: TimeLog, index: number, record: WorkOrderRecord, context: ViewContext) {
  const zone = zoneOf(record);
  const stamp = (at: number) => ({
    created: moment(at, zone),
    coords: { latitude: 0, longitude: 0 },
    verified: false,
    distance: 0,
    actions: [],
    requires_verification: false,
  });
  return {
    id: log.id,
    devices: log.devices,
    in: stamp(log.in),
    // Missing while the provider is on site, although the shape requires it.
    ...(log.out === null ? {} : { out: { ...stamp(log.out), distance_from_in: 0 } }),
    time_zone: { name: zone },
    verified: false,
    edited: log.edited,
    was_late: record.schedule !== null && index === 0 && log.in > record.schedule.start,
    status: log.out === null ? 'open' : 'closed',
    hours: hoursOf(log),
    logged_by: { id: log.providerId, ...nameOf(log.providerId, context) },
    actions: ['edit', 'delete'],
    first_check_in: index === 0,
  };
}

/** TimeLogsDto: one entry per check-in, the total beside them. */
export function timeLogsView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  return {
    metadata: wholeList(record.timeLogs.length),
    results: record.timeLogs.map((log, index) => timeLogView(log, index, record, context)),
    correlation_id: correlationId(record.timeLogs),
    actions: ['add'],
    hours: hoursLogged(record),
  };
}

const taskTypeIds = { checkin: 4, checkout: 5, closeoutnotes: 1, other: 12 } as const;

/** TaskResultDto. */
export function taskView(task: WorkTask, record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const zone = zoneOf(record);
  const by = userById(context.data, task.completedBy);
  return {
    id: task.id,
    description: task.label,
    label: task.label,
    alerts: [],
    group: { label: task.key === 'checkin' ? 'Prep' : 'On site', id: task.key === 'checkin' ? 'prep' : 'onsite' },
    type: { id: taskTypeIds[task.key], key: task.key, name: task.label },
    created: moment(record.createdAt, zone),
    status: task.completedAt === null ? 'incomplete' : 'complete',
    ...(task.completedAt === null
      ? {}
      : {
          completed: {
            ...moment(task.completedAt, zone),
            ...(by === null
              ? {}
              : {
                  by: {
                    id: by.id,
                    name: `${by.first_name} ${by.last_name}`,
                    assigned: by.id === record.assigneeId,
                  },
                }),
          },
        }),
    actions: task.completedAt === null ? ['complete'] : ['incomplete'],
  };
}

/** WorkOrderTasksDto. */
export function tasksView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  return {
    metadata: wholeList(record.tasks.length),
    results: record.tasks.map((task) => taskView(task, record, context)),
    correlation_id: correlationId(record.tasks),
    actions: ['add'],
  };
}

function problemView(problem: Problem, record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const zone = zoneOf(record);
  const resolved = moment(problem.resolvedAt ?? problem.createdAt, zone);
  const resolver = problem.resolvedBy ?? problem.authorId;
  return {
    id: problem.id,
    zendesk_ticket_id: 0,
    type: { id: problem.typeId, name: problem.typeName },
    comments: problem.comments,
    use_provider: false,
    only_company_can_mark_resolved: false,
    resolution: {
      status: problem.resolvedAt === null ? 'open' : 'resolved',
      at: { ...resolved.local, utc: resolved.utc },
      by: { id: resolver, ...nameOf(resolver, context) },
      allowed_resolvers: ['buyer'],
    },
    author: { id: problem.authorId, ...nameOf(problem.authorId, context) },
    created: moment(problem.createdAt, zone),
    message: {},
    escalate: false,
    actions: problem.resolvedAt === null ? ['resolve'] : ['reopen'],
  };
}

/** ProblemsDto. The company's problem types come with it: no call lists them apart (reference 1.14). */
export function problemsView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const active = record.problems.filter((problem) => problem.resolvedAt === null).length;
  return {
    metadata: wholeList(record.problems.length),
    sum: { active, resolved: record.problems.length - active },
    correlation_id: correlationId(record.problems),
    actions: ['add'],
    types: context.data.problemTypes.map((type) => ({
      ...type,
      performance_event: false,
      show_pqap_warning: false,
      reportable: true,
      message: '',
      support_ticket: false,
      send_to_buyer: true,
      send_to_provider: true,
      send_to_support: false,
      send_to_accounting: false,
      has_other: type.id === 1,
      children: [],
    })),
    results: record.problems.map((problem) => problemView(problem, record, context)),
  };
}

/** SignatureResultsDto. */
export function signatureView(signature: WorkOrderRecord['signatures'][number], record: WorkOrderRecord) {
  return {
    id: signature.id,
    name: signature.name,
    format: signature.format,
    data: signature.data,
    hash: correlationId(signature.data),
    author: { id: signature.authorId },
    created: moment(signature.createdAt, zoneOf(record)),
    time_zone: { name: zoneOf(record) },
    task: { id: signature.taskId },
    closing_notes: record.closingNotes,
    actions: ['delete'],
  };
}

/** SignaturesDto. */
export function signaturesView(record: WorkOrderRecord): Record<string, unknown> {
  return {
    metadata: wholeList(record.signatures.length),
    results: record.signatures.map((signature) => signatureView(signature, record)),
    correlation_id: correlationId(record.signatures.map((signature) => signature.id)),
    actions: [],
  };
}
