import { moment } from './dates.ts';
import type { Attachment, Folder, Message, WorkOrderRecord } from './model.ts';
import { correlationId, userById, type ViewContext, wholeList, zoneOf } from './view-parts.ts';

function messageView(message: Message, record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const person = (id: number | null) => {
    const user = userById(context.data, id);
    const role = user?.role === 'provider' ? 'assigned_provider' : 'buyer';
    return user === null ? null : { id: user.id, name: `${user.first_name} ${user.last_name}`, thumbnail: '', role };
  };
  const from = person(message.fromId);
  const to = person(message.toId);
  return {
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    role: message.type,
    msg_id: message.id,
    parent_id: message.parentId,
    work_order_status: message.statusName,
    read: false,
    created: moment(message.at, zoneOf(record)),
    message: message.text,
    actions: ['reply'],
  };
}

/** AllMessagesDto: newest first, replies under their message. Posting answers the same list. */
export function messagesView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const newestFirst = [...record.messages].reverse();
  return {
    metadata: wholeList(newestFirst.length),
    actions: ['create'],
    correlation_id: correlationId(record.messages),
    results: newestFirst.map((message) => ({
      ...messageView(message, record, context),
      replies: message.replies.map((reply) => messageView(reply, record, context)),
    })),
    sharedText: '',
  };
}

function attachmentView(
  attachment: Attachment,
  folder: Folder,
  record: WorkOrderRecord,
  context: ViewContext,
): Record<string, unknown> {
  const author = userById(context.data, attachment.authorId);
  return {
    upload_unique_id: attachment.uploadUniqueId,
    id: attachment.id,
    author: {
      id: attachment.authorId,
      first_name: author?.first_name ?? '',
      last_name: author?.last_name ?? '',
      thumbnail: '',
      phone: author?.phone ?? '',
      email: author?.email ?? '',
    },
    file: {
      name: attachment.name,
      mime: attachment.mime,
      size_bytes: attachment.size,
      thumbnail: '',
      link: `${context.baseUrl}/files/${attachment.uploadUniqueId}/${encodeURIComponent(attachment.name)}`,
      description: '',
      type: attachment.mime.startsWith('image/') ? 'image' : 'file',
      icon: '',
      preview: '',
    },
    created: moment(attachment.createdAt, zoneOf(record)),
    notes: attachment.notes,
    status: attachment.status,
    status_description: attachment.statusDescription,
    ...(attachment.reviewedAt === null ? {} : { reviewed: moment(attachment.reviewedAt, zoneOf(record)) }),
    show_before_assignment: attachment.showBeforeAssignment,
    actions: ['edit', 'delete'],
    folder_id: folder.id,
    workorder_id: record.id,
  };
}

/** AttachmentsDto: folders and what is in them. */
export function attachmentsView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const files = record.folders.flatMap((folder) => folder.attachments);
  return {
    correlation_id: correlationId(files.map((file) => [file.id, file.status, file.notes])),
    actions: ['upload'],
    sum: { unreviewed: files.filter((file) => file.reviewedAt === null).length },
    metadata: wholeList(record.folders.length),
    results: record.folders.map((folder) => ({
      id: folder.id,
      name: folder.name,
      type: folder.type,
      actions: ['upload'],
      metadata: wholeList(folder.attachments.length),
      results: folder.attachments.map((file) => attachmentView(file, folder, record, context)),
      min_files: folder.minFiles,
      max_files: folder.maxFiles,
      min_bytes: 0,
      max_bytes: maxAttachmentBytes,
      expense: false,
    })),
  };
}

/** About 10 MB (reference 1.11); the folder's `max_bytes` is what clients should read. */
export const maxAttachmentBytes = 10 * 1024 * 1024;

/** TimeLogsDto: one entry per check-in. */
export function timeLogsView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const zone = zoneOf(record);
  const hoursOf = (from: number, to: number | null): number =>
    to === null ? 0 : Math.round(((to - from) / 3_600_000) * 100) / 100;
  const stamp = (at: number) => ({
    created: moment(at, zone),
    coords: { latitude: 0, longitude: 0 },
    verified: false,
    distance: 0,
    actions: [],
    requires_verification: false,
  });
  return {
    metadata: wholeList(record.timeLogs.length),
    results: record.timeLogs.map((log, index) => {
      const by = userById(context.data, log.providerId);
      return {
        id: log.id,
        devices: 0,
        in: stamp(log.in),
        ...(log.out === null ? {} : { out: { ...stamp(log.out), distance_from_in: 0 } }),
        time_zone: { name: zone },
        verified: false,
        edited: false,
        was_late: record.schedule !== null && index === 0 && log.in > record.schedule.start,
        status: log.out === null ? 'open' : 'closed',
        hours: hoursOf(log.in, log.out),
        logged_by: { id: log.providerId, first_name: by?.first_name ?? '', last_name: by?.last_name ?? '' },
        actions: [],
        first_check_in: index === 0,
      };
    }),
    correlation_id: correlationId(record.timeLogs),
    actions: [],
    hours: record.timeLogs.reduce((sum, log) => sum + hoursOf(log.in, log.out), 0),
  };
}

/** WorkOrderTasksDto. */
export function tasksView(record: WorkOrderRecord): Record<string, unknown> {
  const zone = zoneOf(record);
  const typeIds = { checkin: 4, checkout: 5, closeoutnotes: 1, other: 12 };
  return {
    metadata: wholeList(record.tasks.length),
    results: record.tasks.map((task) => ({
      id: task.id,
      description: task.label,
      label: task.label,
      alerts: [],
      group: { label: task.key === 'checkin' ? 'Prep' : 'On site', id: task.key === 'checkin' ? 'prep' : 'onsite' },
      type: { id: typeIds[task.key], key: task.key, name: task.label },
      created: moment(record.createdAt, zone),
      status: task.completedAt === null ? 'incomplete' : 'complete',
      ...(task.completedAt === null ? {} : { completed: moment(task.completedAt, zone) }),
      actions: [],
    })),
    correlation_id: correlationId(record.tasks),
    actions: [],
  };
}

/** TagsDto of a work order. */
export function tagsView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  return {
    metadata: wholeList(record.tags.length),
    actions: ['add'],
    results: record.tags.flatMap((tag) => {
      const known = context.data.companyTags.find((candidate) => candidate.id === tag.id);
      if (!known) return [];
      return [
        {
          created: moment(tag.at, zoneOf(record)),
          author: { id: tag.authorId },
          id: tag.id,
          label: known.label,
          hex_color: known.color,
          types: ['custom_company'],
          actions: ['delete'],
        },
      ];
    }),
    correlation_id: correlationId(record.tags),
  };
}

/** ProblemsDto. */
export function problemsView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const zone = zoneOf(record);
  const active = record.problems.filter((problem) => problem.resolvedAt === null).length;
  return {
    metadata: wholeList(record.problems.length),
    sum: { active, resolved: record.problems.length - active },
    correlation_id: correlationId(record.problems),
    actions: [],
    types: [],
    results: record.problems.map((problem) => {
      const author = userById(context.data, problem.authorId);
      const resolved = moment(problem.resolvedAt ?? problem.createdAt, zone);
      const name = { first_name: author?.first_name ?? '', last_name: author?.last_name ?? '' };
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
          by: { id: problem.authorId, ...name },
          allowed_resolvers: ['buyer'],
        },
        author: { id: problem.authorId, ...name },
        created: moment(problem.createdAt, zone),
        message: {},
        escalate: false,
        actions: [],
      };
    }),
  };
}
