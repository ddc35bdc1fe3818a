import type { Json, JsonObject } from '../../shared/json.ts';
import { entries, idOf, nameOf, numberOf, textOf, timeOf } from './collections.ts';
import { asObject } from './fields.ts';
import type { WorkOrderFile, WorkOrderFolder } from './records-port.ts';

/** Folders and files from a record's `attachments` (AttachmentsDto, reference/fieldnation.md 1.11). */
export function foldersOf(document: JsonObject): readonly WorkOrderFolder[] {
  return foldersIn(document.attachments);
}

/** The same from AttachmentsDto itself. */
export function foldersIn(attachments: Json | undefined): readonly WorkOrderFolder[] {
  return entries(attachments).flatMap((folder): WorkOrderFolder[] => {
    const id = numberOf(folder.id);
    if (id === null) return [];
    const maxBytes = numberOf(folder.max_bytes);
    const name = textOf(folder.name);
    const type = textOf(folder.type).toLowerCase();
    return [
      {
        id,
        name,
        // Some answers leave the type out; the default folder of that name is the buyer's on every work order.
        type: type === '' && name === 'Documents' ? 'document' : type,
        // 0 is how "no limit" is written, not a folder that takes nothing.
        maxBytes: maxBytes !== null && maxBytes > 0 ? maxBytes : null,
        files: entries(folder.results).flatMap((entry) => fileOf(entry, id)),
      },
    ];
  });
}

function fileOf(entry: JsonObject, folderId: number): WorkOrderFile[] {
  const attachmentId = idOf(entry.id);
  if (attachmentId === null) return [];
  const author = asObject(entry.author);
  const file = asObject(entry.file);
  return [
    {
      folderId: numberOf(entry.folder_id) ?? folderId,
      attachmentId,
      // Where Field Nation leaves its stable id out, the attachment's own is the next best; both outlive a rename.
      uploadId: textOf(entry.upload_unique_id) || `attachment-${attachmentId}`,
      name: textOf(file?.name),
      mime: textOf(file?.mime),
      sizeBytes: numberOf(file?.size_bytes),
      link: textOf(file?.link),
      notes: textOf(entry.notes),
      authorId: idOf(author?.id),
      authorName: nameOf(author),
      createdAt: timeOf(entry.created) ?? 0,
    },
  ];
}
