import type { Problem, WorkOrderRecord } from './model.ts';
import { nextId } from './new-work-order.ts';
import { forbidden, invalid } from './problems.ts';
import type { FieldNationService } from './service.ts';

const paramsOf = (problem: Problem): Record<string, unknown> => ({
  problem: { id: problem.id, type: { id: problem.typeId, name: problem.typeName }, comments: problem.comments },
});

/** A problem somebody reports. `type` is the id or the name of a problem type. */
export function reportProblem(
  service: FieldNationService,
  record: WorkOrderRecord,
  type: number | string,
  comments: string,
  userId: number,
): Problem {
  const known = service.data.problemTypes.find((each) => each.id === type || each.name === type);
  if (known === undefined) throw invalid({ pointer: '/type/id', detail: `Problem type ${type} does not exist.` });
  const problem: Problem = {
    id: nextId(service.data, 'problem'),
    typeId: known.id,
    typeName: known.name,
    comments,
    authorId: userId,
    createdAt: service.context.clock.now(),
    resolvedAt: null,
    resolvedBy: null,
  };
  record.problems.push(problem);
  service.context.touch();
  service.emit(record, 'workorder.problem_reported', userId, paramsOf(problem));
  return problem;
}

export function resolveProblem(
  service: FieldNationService,
  record: WorkOrderRecord,
  problem: Problem,
  userId: number,
): void {
  if (problem.resolvedAt !== null) throw forbidden('The problem is resolved already');
  problem.resolvedAt = service.context.clock.now();
  problem.resolvedBy = userId;
  service.context.touch();
  service.emit(record, 'workorder.problem_resolved', userId, paramsOf(problem));
}

/** A reopened problem is reported again (reference 3.4). */
export function reopenProblem(
  service: FieldNationService,
  record: WorkOrderRecord,
  problem: Problem,
  userId: number,
): void {
  if (problem.resolvedAt === null) throw forbidden('The problem is open');
  problem.resolvedAt = null;
  problem.resolvedBy = null;
  service.context.touch();
  service.emit(record, 'workorder.problem_reported', userId, paramsOf(problem));
}
