import type { Route } from '../kernel/router.ts';
import { addSignature } from './close-out.ts';
import { isBody, object, text } from './input-parts.ts';
import type { Problem, WorkTask } from './model.ts';
import { nextId } from './new-work-order.ts';
import { reopenProblem, reportProblem, resolveProblem } from './problem-reports.ts';
import { invalid, notFound } from './problems.ts';
import { routeParts } from './route-parts.ts';
import { rest } from './routes-work-orders.ts';
import { bodyOf, type FieldNationService } from './service.ts';
import { setTask } from './tasks.ts';
import { newTimeLog, readTimeLog, requireAssigned } from './time-logs.ts';
import { problemsView, signaturesView, signatureView, tasksView, taskView, timeLogsView } from './view-execution.ts';

/** What happens on a visit: time logs, tasks, problems, signatures (reference 1.8 and 1.14). */
export function executionRoutes(service: FieldNationService): Route[] {
  return [...timeLogRoutes(service), ...taskRoutes(service), ...problemRoutes(service), ...signatureRoutes(service)];
}

function timeLogRoutes(service: FieldNationService): Route[] {
  const { found, whole, item } = routeParts(service);
  const base = `${rest}/workorders/:id/time_logs`;
  return [
    {
      method: 'GET',
      pattern: base,
      handler: (request) => ({ status: 200, body: timeLogsView(found(request), service.view()) }),
    },
    {
      method: 'POST',
      pattern: base,
      handler: (request) => {
        const record = found(request);
        record.timeLogs = [...record.timeLogs, newTimeLog(record, bodyOf(request.body))];
        service.touched(record);
        return whole(record);
      },
    },
    {
      method: 'PUT',
      pattern: base,
      handler: (request) => {
        const record = found(request);
        requireAssigned(record);
        const { data } = bodyOf(request.body);
        if (!Array.isArray(data)) throw invalid({ pointer: '/data', detail: 'data must be a list of time logs.' });
        const changed = data.map((each, index) => {
          const given = object(each);
          const present = record.timeLogs.find((log) => log.id === given.id);
          if (present === undefined) throw notFound(`Time log ${String(given.id)}`);
          return readTimeLog(given, present, `/data/${index}`);
        });
        record.timeLogs = record.timeLogs.map((log) => changed.find((each) => each.id === log.id) ?? log);
        service.touched(record);
        return whole(record);
      },
    },
    {
      method: 'PUT',
      pattern: `${base}/:logId`,
      handler: (request) => {
        const record = found(request);
        requireAssigned(record);
        const present = item(request, 'logId', record.timeLogs, 'Time log');
        const changed = readTimeLog(bodyOf(request.body), present);
        record.timeLogs = record.timeLogs.map((log) => (log === present ? changed : log));
        service.touched(record);
        return whole(record);
      },
    },
    {
      method: 'DELETE',
      pattern: `${base}/:logId`,
      handler: (request) => {
        const record = found(request);
        requireAssigned(record);
        const present = item(request, 'logId', record.timeLogs, 'Time log');
        record.timeLogs = record.timeLogs.filter((log) => log !== present);
        service.touched(record);
        return whole(record);
      },
    },
  ];
}

function taskRoutes(service: FieldNationService): Route[] {
  const { found, whole, item } = routeParts(service);
  const base = `${rest}/workorders/:id/tasks`;
  const labelIn = (body: Readonly<Record<string, unknown>>): string | null =>
    text(body.label) ?? text(body.description);
  return [
    {
      method: 'GET',
      pattern: base,
      handler: (request) => ({ status: 200, body: tasksView(found(request), service.view()) }),
    },
    {
      method: 'POST',
      pattern: base,
      handler: (request) => {
        const record = found(request);
        const label = labelIn(bodyOf(request.body));
        if (label === null) throw invalid({ pointer: '/label', detail: 'label or description is needed.' });
        const id = nextId(service.data, 'task');
        record.tasks = [...record.tasks, { id, key: 'other', label, completedAt: null, completedBy: null }];
        service.touched(record);
        return whole(record);
      },
    },
    {
      method: 'PUT',
      pattern: base,
      handler: (request) => {
        const record = found(request);
        const { tasks } = bodyOf(request.body);
        if (!Array.isArray(tasks)) throw invalid({ pointer: '/tasks', detail: 'tasks must be a list.' });
        const pairs = tasks.map((each) => {
          const given = object(each);
          const task = record.tasks.find((known) => known.id === given.id);
          if (task === undefined) throw notFound(`Task ${String(given.id)}`);
          return [task, given] as const;
        });
        const userId = service.actingUser(request.query);
        for (const [task, given] of pairs) edit(record, task, given, userId);
        return whole(record);
      },
    },
    {
      method: 'GET',
      pattern: `${base}/:taskId`,
      handler: (request) => {
        const record = found(request);
        return { status: 200, body: taskView(item(request, 'taskId', record.tasks, 'Task'), record, service.view()) };
      },
    },
    {
      method: 'PUT',
      pattern: `${base}/:taskId`,
      handler: (request) => {
        const record = found(request);
        const task = item(request, 'taskId', record.tasks, 'Task');
        edit(record, task, bodyOf(request.body), service.actingUser(request.query));
        return whole(record);
      },
    },
    {
      method: 'DELETE',
      pattern: `${base}/:taskId`,
      handler: (request) => {
        const record = found(request);
        const task = item(request, 'taskId', record.tasks, 'Task');
        record.tasks = record.tasks.filter((each) => each !== task);
        service.touched(record);
        return whole(record);
      },
    },
  ];

  /** `status` completes a task or takes that back; what it is already changes nothing. */
  function edit(
    record: ReturnType<typeof found>,
    task: WorkTask,
    body: Readonly<Record<string, unknown>>,
    userId: number,
  ): void {
    const { status } = body;
    if (status !== undefined && status !== 'complete' && status !== 'incomplete') {
      throw invalid({ pointer: '/status', detail: 'status must be complete or incomplete.' });
    }
    task.label = labelIn(body) ?? task.label;
    service.touched(record);
    if (status !== undefined && (task.completedAt !== null) !== (status === 'complete')) {
      setTask(service, record, task, status === 'complete', userId);
    }
  }
}

function problemRoutes(service: FieldNationService): Route[] {
  const { found, whole, item } = routeParts(service);
  const base = `${rest}/workorders/:id/problems`;
  return [
    {
      method: 'GET',
      pattern: base,
      handler: (request) => ({ status: 200, body: problemsView(found(request), service.view()) }),
    },
    {
      method: 'POST',
      pattern: base,
      handler: (request) => {
        const record = found(request);
        const body = bodyOf(request.body);
        const type = isBody(body.type) ? body.type.id : undefined;
        if (typeof type !== 'number') throw invalid({ pointer: '/type/id', detail: 'type.id is needed.' });
        reportProblem(service, record, type, text(body.comments) ?? '', service.actingUser(request.query));
        return whole(record);
      },
    },
    {
      method: 'PUT',
      pattern: `${base}/:problemId`,
      handler: (request) => {
        const record = found(request);
        const problem: Problem = item(request, 'problemId', record.problems, 'Problem');
        const body = bodyOf(request.body);
        const userId = service.actingUser(request.query);
        if (body.problem_reopened === true) reopenProblem(service, record, problem, userId);
        else if (object(body.resolution).status === 'resolved') resolveProblem(service, record, problem, userId);
        else throw invalid({ pointer: '/resolution/status', detail: 'resolution.status must be resolved.' });
        return whole(record);
      },
    },
    {
      method: 'DELETE',
      pattern: `${base}/:problemId`,
      handler: (request) => {
        const record = found(request);
        const problem = item(request, 'problemId', record.problems, 'Problem');
        record.problems = record.problems.filter((each) => each !== problem);
        service.touched(record);
        return whole(record);
      },
    },
  ];
}

function signatureRoutes(service: FieldNationService): Route[] {
  const { found, whole, item } = routeParts(service);
  const base = `${rest}/workorders/:id/signatures`;
  return [
    {
      method: 'GET',
      pattern: base,
      handler: (request) => ({ status: 200, body: signaturesView(found(request)) }),
    },
    {
      method: 'POST',
      pattern: base,
      handler: (request) => {
        const record = found(request);
        const { name, format, data, task } = bodyOf(request.body);
        if (typeof name !== 'string' || typeof format !== 'string' || typeof data !== 'string') {
          throw invalid({ pointer: '/name', detail: 'name, format and data are needed.' });
        }
        const taskId = Number(object(task).id ?? 0);
        addSignature(service, record, { name, format, data, taskId }, service.actingUser(request.query));
        return whole(record);
      },
    },
    {
      method: 'GET',
      pattern: `${base}/:signatureId`,
      handler: (request) => {
        const record = found(request);
        const signature = item(request, 'signatureId', record.signatures, 'Signature');
        return { status: 200, body: signatureView(signature, record) };
      },
    },
    {
      method: 'DELETE',
      pattern: `${base}/:signatureId`,
      handler: (request) => {
        const record = found(request);
        const signature = item(request, 'signatureId', record.signatures, 'Signature');
        record.signatures = record.signatures.filter((each) => each !== signature);
        service.touched(record);
        return whole(record);
      },
    },
  ];
}
