import type { DocumentsConfig } from '../../../../shared/config-sync.ts';
import type { WorkOrderFile, WorkOrderFolder } from '../../../fieldnation/records-port.ts';
import type { PsaDocument } from '../../../psa/records-port.ts';
import type { Copy } from '../../../store/pairs-port.ts';
import { documentMarker, endingOf, markerOfNotes, markerOfTitle, uploadMarker } from './names.ts';

export const megabyte = 1_048_576;

/** Type of the folder for what the buyer gives the provider; everything in others is what came back (reference/fieldnation.md 1.11). */
const buyersFolder = 'document';

export type DocumentClass = 'uploads' | 'documents';

export interface DocumentsToPlan {
  readonly ticketId: number;
  readonly folders: readonly WorkOrderFolder[];
  /** Null: not read in this run. */
  readonly documents: readonly PsaDocument[] | null;
  readonly copies: readonly Copy[];
  readonly settings: DocumentsConfig;
  readonly on: (name: DocumentClass) => boolean;
  /** What is older (ms UTC) is not news of this class. */
  readonly since: (name: DocumentClass) => number;
  /** People of the buyer's company who are known: what they upload is no provider's. */
  readonly buyers: readonly number[];
  readonly workOrderOver: boolean;
  /** A person asked: everything that was left is decided anew. */
  readonly asked: boolean;
}

/** Reasons that are decided anew at every look: another limit, another name, another folder. */
const leftReasons = ['too-large', 'folder-limit', 'type', 'private', 'no-folder'] as const;

/** Why a file stays where it is. `limit` is part of it: another limit is another decision. */
export interface LeftBehind {
  readonly reason: (typeof leftReasons)[number];
  readonly limit: string;
}

interface Source {
  readonly kind: 'file' | 'document';
  readonly sourceId: string;
  readonly marker: string;
  /** As people know it. */
  readonly name: string;
  readonly sizeBytes: number | null;
}
/** A provider's upload becomes a document of the ticket. */
export interface UploadToTicket extends Source {
  readonly do: 'to-ticket';
  readonly file: WorkOrderFile;
  readonly maxBytes: number;
  readonly again: number | null;
}
/** A document of the ticket goes to the work order. */
export interface DocumentToWorkOrder extends Source {
  readonly do: 'to-work-order';
  readonly document: PsaDocument;
  readonly folderId: number;
  readonly maxBytes: number;
  readonly again: number | null;
}
/** It stays where it is; the row remembers what was decided, and that it was said. */
export interface LeaveDocument extends Source {
  readonly do: 'leave';
  readonly left: LeftBehind;
}
/** An original or a copy is gone; the row remembers that it was said. */
export interface Gone {
  readonly do: 'gone';
  readonly kind: 'file' | 'document';
  readonly sourceId: string;
  readonly name: string;
  readonly what: 'original' | 'copy';
}
/** It was on its way and is not wanted, or is there, no more. */
export interface Drop {
  readonly do: 'drop';
  readonly copy: Copy;
  readonly reason: 'not-wanted' | 'deleted';
}
export type DocumentStep = UploadToTicket | DocumentToWorkOrder | LeaveDocument | Gone | Drop;

/** What is to be done about the files of a pair, oldest first in each direction. Pure: no network, no clock. */
export function planDocuments(input: DocumentsToPlan): readonly DocumentStep[] {
  return [...planUploads(input), ...(input.documents === null ? [] : planTicketDocuments(input, input.documents))];
}

/** What providers uploaded: everything outside the buyer's folder that nobody of the buyer's company is known to have put there. */
export function providerUploads(
  folders: readonly WorkOrderFolder[],
  buyers: readonly number[],
): readonly WorkOrderFile[] {
  return folders
    .filter((folder) => folder.type !== buyersFolder)
    .flatMap((folder) => folder.files)
    .filter((file) => (file.authorId === null || !buyers.includes(file.authorId)) && markerOfNotes(file.notes) === null)
    .sort((a, b) => a.createdAt - b.createdAt || a.attachmentId - b.attachmentId);
}

function planUploads(input: DocumentsToPlan): readonly DocumentStep[] {
  const uploads = providerUploads(input.folders, input.buyers);
  const maxBytes = input.settings.maxMegabytes * megabyte;
  const known = copiesOf(input, 'file');
  const steps = uploads.flatMap((file): readonly DocumentStep[] => {
    const copy = known.get(file.uploadId) ?? null;
    const source: Source = {
      kind: 'file',
      sourceId: file.uploadId,
      marker: uploadMarker(file.uploadId),
      name: file.name === '' ? `file ${file.attachmentId}` : file.name,
      sizeBytes: file.sizeBytes,
    };
    // A time that is not known is not known to be old.
    const isNews = file.createdAt === 0 || file.createdAt >= input.since('uploads');
    const left = tooLarge(file.sizeBytes, maxBytes);
    return decide(input, 'uploads', copy, isNews, left, source, (again) => ({
      do: 'to-ticket',
      ...source,
      file,
      maxBytes,
      again,
    }));
  });
  const all = input.folders.flatMap((folder) => folder.files.map((file) => file.uploadId));
  return [...steps, ...gone(input, 'file', input.folders.length === 0 ? null : new Set(all), documentIds(input))];
}

function planTicketDocuments(input: DocumentsToPlan, documents: readonly PsaDocument[]): readonly DocumentStep[] {
  const folder = input.folders.find((one) => one.type === buyersFolder) ?? null;
  const settingsMax = input.settings.maxMegabytes * megabyte;
  const maxBytes = Math.min(settingsMax, folder?.maxBytes ?? Number.POSITIVE_INFINITY);
  const known = copiesOf(input, 'document');
  const ours = new Set([...copiesOf(input, 'file').values()].flatMap((copy) => copy.targetId ?? []));
  const steps = [...documents]
    .sort((a, b) => a.updatedAt - b.updatedAt || a.id - b.id)
    .flatMap((document): readonly DocumentStep[] => {
      if (document.link || ours.has(String(document.id)) || markerOfTitle(document.title) !== null) return [];
      const copy = known.get(String(document.id)) ?? null;
      const source: Source = {
        kind: 'document',
        sourceId: String(document.id),
        marker: documentMarker(document.id),
        name: document.fileName || document.title || `document ${document.id}`,
        sizeBytes: document.sizeBytes,
      };
      const left = document.private
        ? { reason: 'private' as const, limit: '' }
        : (wrongType(source.name, input.settings.toWorkOrderTypes) ??
          tooLarge(document.sizeBytes, settingsMax) ??
          tooLarge(document.sizeBytes, folder?.maxBytes ?? Number.POSITIVE_INFINITY, 'folder-limit') ??
          (folder === null ? { reason: 'no-folder' as const, limit: '' } : null));
      const isNews = document.updatedAt === 0 || document.updatedAt >= input.since('documents');
      if (input.workOrderOver && copy?.state !== 'intended') return [];
      return decide(input, 'documents', copy, isNews, left, source, (again) => ({
        do: 'to-work-order',
        ...source,
        document,
        folderId: folder?.id ?? 0,
        maxBytes,
        again,
      }));
    });
  const here = new Set(documents.map((document) => String(document.id)));
  const files = input.folders.flatMap((one) => one.files.map((file) => file.uploadId));
  return [...steps, ...gone(input, 'document', here, input.folders.length === 0 ? null : new Set(files))];
}

/** The same for both directions: what is known, what is wanted, what is in the way. */
function decide(
  input: DocumentsToPlan,
  name: DocumentClass,
  copy: Copy | null,
  isNews: boolean,
  left: LeftBehind | null,
  source: Source,
  carry: (again: number | null) => DocumentStep,
): readonly DocumentStep[] {
  if (copy?.state === 'done') return [];
  if (!input.on(name)) return copy?.state === 'intended' ? [{ do: 'drop', copy, reason: 'not-wanted' }] : [];
  // What is under way is looked for first, whatever the limits say by now.
  if (copy?.state === 'intended') return [carry(null)];
  if (copy === null) return !isNews ? [] : left === null ? [carry(null)] : [{ do: 'leave', ...source, left }];
  const { reason, limit } = copy.detail;
  if (left !== null) {
    const same = reason === left.reason && limit === left.limit;
    return same && !(input.asked && left.reason !== 'private') ? [] : [{ do: 'leave', ...source, left }];
  }
  const wasLimit = leftReasons.some((one) => one === reason);
  const wasOpen = (reason === 'not-wanted' || reason === 'deleted') && isNews;
  const newLimit = reason === 'refused' && limit !== limitsOf(input, source.kind);
  return wasLimit || wasOpen || newLimit || (input.asked && reason === 'refused') ? [carry(copy.id)] : [];
}

/** The limits a refusal was met under; when they change it is tried again. */
export function limitsOf(input: Pick<DocumentsToPlan, 'settings' | 'folders'>, kind: 'file' | 'document'): string {
  const { maxMegabytes, toWorkOrderTypes } = input.settings;
  if (kind === 'file') return String(maxMegabytes);
  const folder = input.folders.find((one) => one.type === buyersFolder);
  return `${maxMegabytes} ${folder?.maxBytes ?? ''} ${toWorkOrderTypes.join(' ')}`;
}

function tooLarge(
  sizeBytes: number | null,
  maxBytes: number,
  reason: 'too-large' | 'folder-limit' = 'too-large',
): LeftBehind | null {
  return sizeBytes !== null && sizeBytes > maxBytes ? { reason, limit: String(maxBytes) } : null;
}

function wrongType(name: string, types: readonly string[]): LeftBehind | null {
  const allowed = types.map((type) => type.toLowerCase().replace(/^\./, ''));
  return allowed.includes(endingOf(name)) ? null : { reason: 'type', limit: allowed.join(', ') };
}

function copiesOf(input: DocumentsToPlan, kind: 'file' | 'document'): ReadonlyMap<string, Copy> {
  return new Map(input.copies.filter((copy) => copy.kind === kind).map((copy) => [copy.sourceId, copy]));
}

function documentIds({ documents }: DocumentsToPlan): ReadonlySet<string> | null {
  return documents === null ? null : new Set(documents.map((document) => String(document.id)));
}

/** Originals and copies that are no longer there; a null set was not read, and says nothing. */
function gone(
  input: DocumentsToPlan,
  kind: 'file' | 'document',
  sources: ReadonlySet<string> | null,
  targets: ReadonlySet<string> | null,
): readonly DocumentStep[] {
  const known = copiesOf(input, kind);
  return [...known.values()].flatMap((copy): readonly DocumentStep[] => {
    if (copy.sourceId.includes('@')) return [];
    const missing = sources !== null && !sources.has(copy.sourceId);
    if (copy.state === 'intended') return missing ? [{ do: 'drop', copy, reason: 'deleted' }] : [];
    // A merged ticket's documents are no longer listed under this number; that is no deletion.
    if (copy.state !== 'done' || copy.detail.ticketId !== input.ticketId) return [];
    const name = typeof copy.detail.name === 'string' ? copy.detail.name : copy.sourceId;
    const tell = (what: Gone['what']): readonly Gone[] => {
      const sourceId = goneId(copy.sourceId, what);
      return known.has(sourceId) ? [] : [{ do: 'gone', kind, sourceId, name, what }];
    };
    return [
      ...(missing ? tell('original') : []),
      ...(targets !== null && copy.targetId !== null && !targets.has(copy.targetId) ? tell('copy') : []),
    ];
  });
}

function goneId(sourceId: string, what: Gone['what']): string {
  return `${sourceId}@${what}-deleted`;
}
