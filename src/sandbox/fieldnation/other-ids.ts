import type { FieldNationData } from './model.ts';

/**
 * The same company with other numbers, as another environment of Field Nation has them: clients, projects, types of work, talent pools and custom
 * fields are `by` higher than in the seed; people and work orders keep theirs.
 */
export function withOtherIds(data: FieldNationData, by: number): FieldNationData {
  if (by === 0) return data;
  const here = (id: number | null): number | null => (id === null ? null : id + by);
  for (const list of [data.clients, data.projects, data.typesOfWork, data.providerGroups, data.customFields])
    for (const record of list) record.id += by;
  for (const project of data.projects) project.clientId += by;
  for (const template of data.templates) {
    template.typeOfWorkId += by;
    template.clientId = here(template.clientId);
    template.projectId = here(template.projectId);
  }
  for (const location of data.locations) location.clientId += by;
  for (const group of data.talentPoolGroups) group.projectId += by;
  for (const record of data.workOrders) {
    record.clientId = here(record.clientId);
    record.projectId = here(record.projectId);
    record.typesOfWork = record.typesOfWork.map((type) => ({ ...type, id: type.id + by }));
    record.customFields = Object.fromEntries(
      Object.entries(record.customFields).map(([id, value]) => [String(Number(id) + by), value]),
    );
  }
  for (const name of ['client', 'project']) data.nextId[name] = (data.nextId[name] ?? 0) + by;
  return data;
}
