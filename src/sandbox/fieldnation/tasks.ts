import type { WorkOrderRecord, WorkTask } from './model.ts';
import { forbidden } from './problems.ts';
import type { FieldNationService } from './service.ts';

/** Marks a task complete or incomplete; each fires its event (reference 3.4). Refused when it is so already. */
export function setTask(
  service: FieldNationService,
  record: WorkOrderRecord,
  task: WorkTask,
  complete: boolean,
  userId: number,
): void {
  if ((task.completedAt !== null) === complete) {
    throw forbidden(`The task "${task.label}" is ${complete ? 'complete' : 'incomplete'} already`);
  }
  task.completedAt = complete ? service.context.clock.now() : null;
  task.completedBy = complete ? userId : null;
  service.context.touch();
  service.emit(record, complete ? 'workorder.task_completed' : 'workorder.task_incomplete', userId, {
    task: { id: task.id, label: task.label, type: { key: task.key } },
  });
}
