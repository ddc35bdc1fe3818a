import { allMessages } from './messages.ts';
import type { WorkOrderRecord } from './model.ts';
import { problemsView, signaturesView, tasksView, timeLogsView } from './view-execution.ts';
import {
  contactsView,
  correlationId,
  customFieldsView,
  etaView,
  locationView,
  milestonesView,
  scheduleView,
  statusView,
  userById,
  type ViewContext,
  wholeList,
} from './view-parts.ts';
import { payView } from './view-pay.ts';
import { qualificationsView, shipmentsView } from './view-preparation.ts';
import { attachmentsView, messagesView, tagsView } from './view-records.ts';

const emptyCollection = () => ({ metadata: wholeList(0), results: [], correlation_id: correlationId([]), actions: [] });

function assigneeView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const user = userById(context.data, record.assigneeId);
  if (user === null) return {};
  return {
    user: {
      id: user.id,
      first_name: user.first_name,
      last_name: user.last_name,
      country: 'US',
      cell: user.phone,
      phone: user.phone,
      phone_ext: '',
      thumbnail: '',
    },
    status_id: 3,
    work_order_id: record.id,
    in_confirmation_window: false,
  };
}

const named = (list: readonly { readonly id: number; readonly name: string }[], id: number | null) => {
  const found = list.find((item) => item.id === id);
  return found ? { id: found.id, name: found.name } : null;
};

/** `typesOfWork` as the list answers it, and the deprecated single form. */
function typesView(record: WorkOrderRecord, context: ViewContext) {
  const all = record.typesOfWork.flatMap((chosen) => {
    const type = named(context.data.typesOfWork, chosen.id);
    return type === null
      ? []
      : [
          {
            ...type,
            level: 1,
            isPrimary: chosen.isPrimary,
            wasSelected: true,
            source: 'workorder',
            legacyTypeOfWorkId: type.id,
          },
        ];
  });
  const primary = all.find((type) => type.isPrimary) ?? all[0];
  return { all, primary: primary ? { id: primary.id, name: primary.name } : null };
}

function progressView(record: WorkOrderRecord) {
  const complete = record.tasks.filter((task) => task.completedAt !== null).length;
  return {
    sum: { all: record.tasks.length, complete, incomplete: record.tasks.length - complete },
    label: `${complete} of ${record.tasks.length} tasks`,
  };
}

/** Drops the keys whose value is null: Field Nation's shapes have no nulls for parts that were never set. */
function present(parts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null));
}

/** WorkOrderResponseDto: every top-level key of reference 1.7 that has a value. */
export function workOrderView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const { data } = context;
  const manager = userById(data, record.managerId);
  const types = typesView(record, context);
  const { results: _results, metadata: _metadata, ...messageCounts } = messagesView(record, context);
  const integration = record.integration;
  const reason = data.incompleteReasons.find((candidate) => candidate.id === record.jobReasonId);
  return present({
    id: record.id,
    work_order_id: record.id,
    title: record.title,
    href: `/workorders/${record.id}`,
    status: statusView(record, context),
    schedule: scheduleView(record, context),
    eta: record.eta ? etaView(record) : null,
    location: locationView(record, context),
    company: { id: record.companyId, name: data.company.name, photo: '', features: [] },
    manager: manager && {
      id: manager.id,
      username: manager.username,
      first_name: manager.first_name,
      last_name: manager.last_name,
      name: `${manager.first_name} ${manager.last_name}`,
      email: manager.email,
      phone: manager.phone,
      thumbnail: '',
    },
    client: named(data.clients, record.clientId),
    project: named(data.projects, record.projectId),
    template: named(data.templates, record.templateId),
    assignee: assigneeView(record, context),
    milestones: milestonesView(record),
    pay: payView(record, context),
    publish_stats: { requests: record.requests.length + record.counterOffers.length },
    routes: {
      metadata: wholeList(record.routedTo.length),
      sum: { all: record.routedTo.length },
      results: record.routedTo.map(String),
      actions: [],
    },
    custom_fields: customFieldsView(record, context),
    attachments: attachmentsView(record, context),
    shipments: shipmentsView(record, context),
    signatures: signaturesView(record),
    time_logs: timeLogsView(record, context),
    problems: problemsView(record, context),
    qualifications: qualificationsView(record),
    networks: { metadata: wholeList(0), actions: [], results: [] },
    auto_dispatch_stats: { auto_assigned: false },
    // Counts only, replies included; the messages themselves have their own path.
    messages: { ...messageCounts, metadata: wholeList(allMessages(record).length), results: [] },
    contacts: contactsView(record),
    tasks: tasksView(record, context),
    swaps: emptyCollection(),
    equipments: [],
    type_of_work: types.primary,
    types_of_work: types.all,
    service_types: [],
    service_types_new: [],
    site_device: [],
    description: { html: record.descriptionHtml },
    confidential: { html: record.confidentialHtml },
    policy_and_procedures: { html: '' },
    standard_instructions: { html: '' },
    progress: progressView(record),
    tags: tagsView(record, context),
    tasks_enabled: true,
    closing_notes: record.closingNotes,
    allow_counter_offers: record.allowCounterOffers,
    is_user_declined: false,
    w2: false,
    printable: true,
    require_registered_service_companies: false,
    advanced_qualifications: false,
    require_gps: record.requireGps,
    site_revisit: {
      job_status: record.jobStatus,
      revisit_count: record.revisits.length,
      is_revisit: record.revisitOf !== null,
      ...(reason ? { incomplete_reason: { reason_id: reason.id, reason_name: reason.label } } : {}),
    },
    incident_id: record.incidentId,
    integration,
    integrations: integration ? { result: [integration] } : null,
  });
}
