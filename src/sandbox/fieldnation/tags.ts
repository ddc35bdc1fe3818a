import type { WorkOrderRecord } from './model.ts';
import { notFound } from './problems.ts';
import type { FieldNationService } from './service.ts';

/** Puts one of the company's tags on a work order or takes it off; nothing happens when it is so already. */
export function setTag(
  service: FieldNationService,
  record: WorkOrderRecord,
  tagId: number,
  on: boolean,
  userId: number,
): void {
  const tag = service.data.companyTags.find((each) => each.id === tagId);
  if (tag === undefined) throw notFound(`Tag ${tagId}`);
  if (record.tags.some((each) => each.id === tagId) === on) return;
  if (on) record.tags.push({ id: tagId, at: service.context.clock.now(), authorId: userId });
  else record.tags = record.tags.filter((each) => each.id !== tagId);
  service.context.touch();
  service.emit(record, on ? 'workorder.tag_added' : 'workorder.tag_removed', userId, {
    tag: { id: tag.id, label: tag.label },
  });
}
