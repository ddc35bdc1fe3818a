import { moment } from './dates.ts';
import type { Attachment, Folder, Message, WorkOrderRecord } from './model.ts';
import { switchOf } from './switches.ts';
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
    role: switchOf(context.switches, 'fieldnation.messageRole') === 'type' ? message.type : (from?.role ?? ''),
    msg_id: message.id,
    parent_id: message.parentId,
    work_order_status: message.statusName,
    read: false,
    created: moment(message.at, zoneOf(record)),
    message: message.text,
    actions: ['reply'],
  };
}

/** AllMessagesDto: newest first, replies under their message. Posting answers the same list, without what is archived. */
export function messagesView(record: WorkOrderRecord, context: ViewContext, archived = false): Record<string, unknown> {
  const newestFirst = record.messages.filter((message) => archived || !message.archived).reverse();
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

function linkOf(attachment: Attachment, context: ViewContext): string {
  const link = `${context.baseUrl}/files/${attachment.uploadUniqueId}/${encodeURIComponent(attachment.name)}`;
  const seconds = switchOf(context.switches, 'fieldnation.downloadLinkSeconds');
  return seconds > 0 ? `${link}?expires=${context.now + seconds * 1000}` : link;
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
      link: linkOf(attachment, context),
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
      max_bytes: switchOf(context.switches, 'fieldnation.attachmentMaxBytes'),
      expense: false,
    })),
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
