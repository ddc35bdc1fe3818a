import { writeFileSync } from 'node:fs';
import { upload } from '../fieldnation/files.ts';
import type { LifecycleAction } from '../fieldnation/lifecycle.ts';
import type { Attachment, Folder, WorkOrderRecord } from '../fieldnation/model.ts';
import { forbidden, invalid, notFound } from '../fieldnation/problems.ts';
import type { FieldNationService } from '../fieldnation/service.ts';
import { statusName } from '../fieldnation/statuses.ts';

/** What every action answers: where the work order stands now. */
export interface WorkOrderSummary {
  readonly id: number;
  readonly title: string;
  readonly status: string;
  readonly subStatus: string;
  readonly providerId: number | null;
}

export interface OnWorkOrder {
  readonly workOrderId: number;
}
export interface ByProvider extends OnWorkOrder {
  /** Default: the assigned provider, else one it is routed to, else one who requested it, else the first of the seed. */
  readonly providerId?: number | undefined;
}
/** A file somebody uploads: given bytes (base64), or a size that is filled with a pattern, or neither (a small photo). */
export interface SandboxFile {
  readonly name?: string | undefined;
  readonly size?: number | undefined;
  readonly base64?: string | undefined;
  readonly notes?: string | undefined;
  /** Name or id. Default: the provider's deliverables, for a buyer "Documents". */
  readonly folder?: string | number | undefined;
}

export function summary(record: WorkOrderRecord): WorkOrderSummary {
  return {
    id: record.id,
    title: record.title,
    status: statusName(record.status),
    subStatus: record.status === 'assigned' ? record.subStatus : 'none',
    providerId: record.assigneeId,
  };
}

export function act(
  service: FieldNationService,
  id: number,
  action: LifecycleAction,
  userId: number,
): WorkOrderSummary {
  const record = service.find(id);
  service.act(record, action, userId);
  return summary(record);
}

/** The item of a list by its id, or the only one that fits `fallback`. */
export function chosen<T extends { readonly id: number | string }>(
  list: readonly T[],
  id: number | string | undefined,
  what: string,
  fallback: (item: T) => boolean = () => true,
): T {
  const found = id === undefined ? list.find(fallback) : list.find((each) => String(each.id) === String(id));
  if (found === undefined) throw notFound(id === undefined ? `A fitting ${what}` : `${what} ${id}`);
  return found;
}

/** Something an action cannot do without. */
export function needed<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw invalid({ pointer: `/${name}`, detail: `${name} is needed.` });
  return value;
}

/** ISO 8601 to ms UTC. */
export function momentIn(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw invalid({ pointer: '/start', detail: `"${text}" is no moment.` });
  return ms;
}

const mimes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  pdf: 'application/pdf',
  csv: 'text/csv',
};

/** Uploads a file for somebody, without it ever being in memory as a whole when only its size is given. */
export function uploadFor(
  service: FieldNationService,
  record: WorkOrderRecord,
  given: SandboxFile & { readonly bytes?: Buffer },
  by: { readonly userId: number; readonly folderType: Folder['type'] },
): Attachment {
  const { files } = service.context;
  const folder =
    given.folder === undefined
      ? (record.folders.find((each) => each.type === by.folderType) ?? record.folders[0])
      : record.folders.find((each) => each.name === given.folder || each.id === Number(given.folder));
  if (folder === undefined) throw forbidden(`Work order ${record.id} has no folder ${given.folder ?? ''}`.trim());
  const name = given.name ?? `document-${folder.attachments.length + 1}.pdf`;
  const bytes = given.bytes ?? (given.base64 === undefined ? null : Buffer.from(given.base64, 'base64'));
  const size = bytes?.length ?? given.size ?? 1024;
  return upload(
    service,
    record,
    folder,
    {
      name,
      mime: mimes[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream',
      size,
      notes: given.notes ?? '',
      keep() {
        const stored = files.create();
        if (bytes === null) fill(stored.path, stored.name, size);
        else writeFileSync(stored.path, bytes);
        return stored.name;
      },
    },
    by.userId,
  );
}

/** Writes `size` bytes that no other file has: its own name, over and over. */
function fill(path: string, name: string, size: number): void {
  const piece = Buffer.alloc(Math.min(size, 1024 * 1024), `${name} `);
  writeFileSync(path, '');
  for (let written = 0; written < size; written += piece.length) {
    writeFileSync(path, piece.subarray(0, Math.min(piece.length, size - written)), { flag: 'a' });
  }
}
