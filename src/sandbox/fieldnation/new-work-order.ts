import type { FieldNationData, Folder, WorkOrderRecord } from './model.ts';

/** Takes the next number of a kind: work orders, messages, files and so on count separately. */
export function nextId(data: FieldNationData, kind: string): number {
  const id = data.nextId[kind] ?? 1;
  data.nextId[kind] = id + 1;
  return id;
}

/** Every work order starts with "Documents" (buyer to provider) and "Misc" (provider deliverables), reference 1.11. */
function defaultFolders(data: FieldNationData): Folder[] {
  return [
    { id: 1, name: 'Documents', type: 'document', minFiles: 0, maxFiles: 0, attachments: [] },
    { id: nextId(data, 'folder'), name: 'Misc', type: 'slot', minFiles: 0, maxFiles: 0, attachments: [] },
  ];
}

/** An empty draft of the practice company with the next work order number. */
export function newWorkOrder(
  data: FieldNationData,
  input: { readonly title: string; readonly now: number; readonly managerId: number },
): WorkOrderRecord {
  const task = (key: 'checkin' | 'checkout' | 'closeoutnotes', label: string) => ({
    id: nextId(data, 'task'),
    key,
    label,
    completedAt: null,
    completedBy: null,
  });
  return {
    id: nextId(data, 'workOrder'),
    companyId: data.company.id,
    title: input.title,
    descriptionHtml: '',
    confidentialHtml: '',
    status: 'draft',
    subStatus: 'none',
    confirmed: false,
    delayMinutes: 0,
    milestones: { created: input.now },
    location: null,
    schedule: null,
    pay: null,
    clientId: null,
    projectId: null,
    managerId: input.managerId,
    templateId: null,
    typesOfWork: [],
    contacts: [],
    customFields: {},
    routedTo: [],
    requests: [],
    declined: [],
    assigneeId: null,
    messages: [],
    folders: defaultFolders(data),
    timeLogs: [],
    tasks: [task('checkin', 'Check in'), task('checkout', 'Check out'), task('closeoutnotes', 'Enter close out notes')],
    problems: [],
    tags: [],
    bonuses: [],
    penalties: [],
    increases: [],
    discounts: [],
    expenses: [],
    counterOffers: [],
    shipments: [],
    signatures: [],
    parts: [],
    qualifications: [],
    revisits: [],
    revisitOf: null,
    jobHistory: [],
    cancellationFee: 0,
    eta: null,
    closingNotes: '',
    incidentId: '',
    jobStatus: 'pending',
    jobReasonId: null,
    cancelReason: '',
    allowCounterOffers: false,
    requireGps: false,
    integration: null,
    createdAt: input.now,
    searchIndex: [],
  };
}
