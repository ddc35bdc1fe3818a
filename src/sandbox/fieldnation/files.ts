import { statSync } from 'node:fs';
import { randomGuid } from '../kernel/random.ts';
import type { Attachment, Folder, WorkOrderRecord } from './model.ts';
import { nextId } from './new-work-order.ts';
import { invalid } from './problems.ts';
import type { FieldNationService } from './service.ts';
import { switchOf } from './switches.ts';
import { userById } from './view-parts.ts';

/** A file on its way into a folder. Its bytes arrive first; `keep` says where they rest once it is accepted. */
export interface NewFile {
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly notes: string;
  keep(): string;
}

/** Reference 1.11: "jpg, jpeg, png, gif, pdf, doc, docx, xls, xlsx, csv". */
const allowedFiles = /\.(jpe?g|png|gif|pdf|docx?|xlsx?|csv)$/i;

/** The largest file a folder takes: about 10 MB, and what `max_bytes` says (reference 1.11). */
export function maxFileBytes(service: Pick<FieldNationService, 'context'>): number {
  return switchOf(service.context.switches, 'fieldnation.attachmentMaxBytes');
}

/** Stores a file. Only a provider's upload fires an event: there is none for the buyer's (reference 3.4). */
export function upload(
  service: FieldNationService,
  record: WorkOrderRecord,
  folder: Folder,
  file: NewFile,
  userId: number,
): Attachment {
  const refuse = (detail: string): never => {
    throw invalid({ pointer: '/file', detail });
  };
  if (switchOf(service.context.switches, 'fieldnation.checkFileTypes') && !allowedFiles.test(file.name)) {
    refuse(`Files of the kind of "${file.name}" are not accepted.`);
  }
  if (file.size > maxFileBytes(service)) refuse(`The file is larger than ${maxFileBytes(service)} bytes.`);
  if (folder.maxFiles > 0 && folder.attachments.length >= folder.maxFiles) {
    refuse(`The folder ${folder.name} takes no more than ${folder.maxFiles} files.`);
  }
  const attachment: Attachment = {
    id: nextId(service.data, 'attachment'),
    uploadUniqueId: randomGuid(service.context.random),
    authorId: userId,
    name: file.name,
    mime: file.mime,
    size: file.size,
    stored: file.keep(),
    createdAt: service.context.clock.now(),
    notes: file.notes,
    status: 'PENDING',
    statusDescription: '',
    reviewedAt: null,
    showBeforeAssignment: false,
  };
  folder.attachments.push(attachment);
  service.context.touch();
  if (userById(service.data, userId)?.role === 'provider') {
    service.emit(record, 'workorder.provider_upload', userId, {
      file: {
        upload_unique_id: attachment.uploadUniqueId,
        id: attachment.id,
        name: attachment.name,
        size_bytes: attachment.size,
        mime: attachment.mime,
        folder_id: folder.id,
      },
    });
  }
  return attachment;
}

export function removeFile(service: FieldNationService, folder: Folder, file: Attachment): void {
  folder.attachments = folder.attachments.filter((each) => each !== file);
  service.context.files.remove(file.stored);
  service.context.touch();
}

/** A file by the id its link carries, with its place on disk; null when it is gone. */
export function fileByUploadId(
  service: FieldNationService,
  uploadId: string,
): { readonly file: Attachment; readonly path: string } | null {
  for (const record of service.data.workOrders) {
    for (const folder of record.folders) {
      const file = folder.attachments.find((each) => each.uploadUniqueId === uploadId);
      if (file === undefined) continue;
      const path = service.context.files.path(file.stored);
      return statSync(path, { throwIfNoEntry: false }) === undefined ? null : { file, path };
    }
  }
  return null;
}
