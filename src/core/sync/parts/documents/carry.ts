import type { AppError } from '../../../../shared/errors.ts';
import type { FetchedFile } from '../../../files/port.ts';
import { fetchOnce, removeTransfer, transferPath } from '../../../files/transfer-folder.ts';
import type { Copy, NewCopy } from '../../../store/pairs-port.ts';
import { createOnce } from '../create-once.ts';
import type { PartInput } from '../port.ts';
import { notesFor, titleFor } from './names.ts';
import type { DocumentToWorkOrder, UploadToTicket } from './plan.ts';

/** The slowest a transfer may be and still be waited for, bytes per ms; one that stands still ends sooner by itself. */
const slowest = 32;
const startMs = 180_000;

export type Carried =
  | { readonly kind: 'made' | 'found'; readonly sizeBytes: number | null }
  | { readonly kind: 'known' }
  /** The other side has this content already, under this name. */
  | { readonly kind: 'same-content'; readonly name: string }
  | { readonly kind: 'wait'; readonly until: number };

interface Made {
  readonly id: string;
  readonly fetched: FetchedFile | null;
}

/**
 * Carries one file over exactly once: fetched to the disk, compared by content with what was carried before, sent, written down. `there` is
 * the copy as the other side already shows it, looked for by its marker.
 */
export async function carryFile(
  input: PartInput,
  step: UploadToTicket | DocumentToWorkOrder,
  copies: readonly Copy[],
  there: string | null,
): Promise<Carried> {
  const { context, link, ticket, run } = input;
  const { kind, sourceId, marker, name } = step;
  const path = transferPath(context.transferDir, link.id, kind, sourceId);
  const known = copies.find((copy) => copy.kind === kind && copy.sourceId === sourceId && copy.state === 'intended');
  const fetched = known === undefined && there === null ? await fetch(input, step, path, '') : null;
  const same = fetched === null ? undefined : sameContent(copies, fetched.sha256);
  const copy: NewCopy = {
    linkId: link.id,
    kind,
    sourceId,
    sourceHash: fetched?.sha256 ?? known?.sourceHash ?? '',
    marker,
    detail: { name, ticketId: ticket.id },
  };
  if (same !== undefined) {
    const reason = { reason: 'same-content', copyId: same.id };
    await context.store.skipCopies([{ ...copy, detail: { ...copy.detail, ...reason } }], context.clock.now());
    await removeTransfer(path);
    return { kind: 'same-content', name: nameOf(same) };
  }
  const result = await createOnce<Made>(context, run.job.interruptions > 0, {
    copy,
    find: async () => (there === null ? null : { id: there, fetched: null }),
    send: async () => {
      const content = fetched ?? (await fetch(input, step, path, known?.sourceHash ?? ''));
      return { id: await send(input, step, path, content), fetched: content };
    },
    idOf: (made) => made.id,
    hashOf: (made) => made.fetched?.sha256,
    mayExist: true,
  });
  if (result.kind === 'wait') return result;
  await removeTransfer(path);
  if (result.kind === 'known') return result;
  return { kind: result.kind, sizeBytes: result.made.fetched?.sizeBytes ?? step.sizeBytes };
}

/** Forgets what is on the disk of a file that is not going to be sent. */
export async function dropFetched(input: PartInput, kind: 'file' | 'document', sourceId: string): Promise<void> {
  await removeTransfer(transferPath(input.context.transferDir, input.link.id, kind, sourceId));
}

/** What already lies on the other side with this content: carried over before, or the original of what was carried from there. */
function sameContent(copies: readonly Copy[], sha256: string): Copy | undefined {
  return copies.find(
    (copy) => (copy.kind === 'file' || copy.kind === 'document') && copy.state === 'done' && copy.sourceHash === sha256,
  );
}

function nameOf(copy: Copy): string {
  return typeof copy.detail.name === 'string' ? copy.detail.name : copy.sourceId;
}

/** `sha256` of an earlier fetch lets what is still on the disk be used. */
async function fetch(
  input: PartInput,
  step: UploadToTicket | DocumentToWorkOrder,
  path: string,
  sha256: string,
): Promise<FetchedFile> {
  const { context, run, signal } = input;
  run.extendDeadline(startMs + Math.ceil((step.sizeBytes ?? step.maxBytes) / slowest));
  const fetched = await fetchOnce(path, { sha256, mime: mimeOf(step) }, () =>
    step.do === 'to-ticket'
      ? context.fieldNation().downloadFile(step.file, path, step.maxBytes, signal)
      : context.psa().downloadDocument(step.document.id, path, step.maxBytes, signal),
  );
  await context.step(`${step.kind}.fetched`);
  return fetched;
}

async function send(
  input: PartInput,
  step: UploadToTicket | DocumentToWorkOrder,
  path: string,
  { sizeBytes, mime }: FetchedFile,
): Promise<string> {
  const { context, ticket, workOrder, run, signal } = input;
  run.extendDeadline(startMs + Math.ceil(sizeBytes / slowest));
  const file = { path, sizeBytes, fileName: step.name, mime };
  if (step.do === 'to-ticket') {
    const title = titleFor(step.name, step.marker);
    return String((await context.psa().uploadDocument(ticket.id, { file, title }, signal)).id);
  }
  const notes = notesFor(ticket.id, step.marker);
  const made = await context.fieldNation().uploadFile(workOrder.id, { folderId: step.folderId, file, notes }, signal);
  return made.uploadId;
}

function mimeOf(step: UploadToTicket | DocumentToWorkOrder): string {
  const mime = step.do === 'to-ticket' ? step.file.mime : '';
  return mime === '' ? 'application/octet-stream' : mime;
}

/** Refusals of the file itself: they say nothing about other files, and trying again changes nothing. */
export function isAboutTheFile(error: AppError): boolean {
  return error.kind === 'permanent' && /\.(rejected|too-large|file-too-large|file-type|file-address)$/.test(error.code);
}
