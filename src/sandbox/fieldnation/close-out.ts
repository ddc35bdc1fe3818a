import type { Part, Signature, WorkOrderRecord } from './model.ts';
import { nextId } from './new-work-order.ts';
import type { FieldNationService } from './service.ts';

/* What a provider leaves behind on a visit besides files, time and tasks. */

/** Closing notes before the work is marked done; no event tells of them. */
export function setClosingNotes(service: FieldNationService, record: WorkOrderRecord, text: string): void {
  record.closingNotes = text;
  service.touched(record);
}

/** Material used. The event is all there is: no call reads parts. */
export function updatePart(service: FieldNationService, record: WorkOrderRecord, part: Part, userId: number): void {
  record.parts = [...record.parts.filter((each) => each.name !== part.name), part];
  service.touched(record);
  service.emit(record, 'workorder.part_updated', userId, { part });
}

export function addSignature(
  service: FieldNationService,
  record: WorkOrderRecord,
  given: Pick<Signature, 'name' | 'format' | 'data' | 'taskId'>,
  userId: number,
): void {
  const id = nextId(service.data, 'signature');
  record.signatures.push({ id, ...given, authorId: userId, createdAt: service.context.clock.now() });
  service.touched(record);
}
