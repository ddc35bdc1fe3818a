import type { WorkOrderId } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { LocalFile } from '../files/port.ts';
import type { HttpResponse } from '../http/http.ts';
import { sizeWords } from '../size-words.ts';
import type { Api } from './api.ts';
import { asObject } from './fields.ts';
import { foldersIn, foldersOf } from './folders.ts';
import { normalised } from './plain-text.ts';
import type { WorkOrderFile, WorkOrderFolder } from './records-port.ts';
import { readOne } from './work-order.ts';

export interface UploadInput {
  readonly folderId: number;
  readonly file: LocalFile;
  readonly notes: string;
}

/** Types its documentation names (reference/fieldnation.md 1.11). */
const documentedTypes = 'jpg, jpeg, png, gif, pdf, doc, docx, xls, xlsx and csv';

/**
 * Streams a local file into a folder: multipart with `file` and `notes`. The answer is the whole work order, where ours is the file with
 * our notes; `ambiguous` when it is not there.
 */
export async function uploadFile(
  api: Api,
  id: WorkOrderId,
  input: UploadInput,
  signal?: AbortSignal,
): Promise<WorkOrderFile> {
  const { file, folderId } = input;
  const label = `the file "${file.fileName}" of work order ${id}`;
  const path = `/workorders/${id}/attachments/${folderId}`;
  const { path: from, fileName, mime, sizeBytes } = file;
  let response: HttpResponse;
  try {
    response = await api.upload(
      { method: 'POST', path, label, signal },
      { fields: { notes: input.notes }, file: { part: 'file', path: from, fileName, mime, sizeBytes } },
    );
  } catch (error) {
    throw await explained(error, api, id, input, signal);
  }
  try {
    const found = ours(answeredFolders(response), input) ?? ours(await presentFolders(api, id, signal), input);
    if (found === null) throw new Error('no file of the folder is the one that was sent');
    return await withNotes(found, api, id, input.notes, signal);
  } catch (cause) {
    throw new AppError({
      code: 'fieldnation.ambiguous',
      kind: 'ambiguous',
      message: `The file "${fileName}" was sent to work order ${id}, but Field Nation's answer does not show it. It is looked up before it is tried again.`,
      context: { remote: 'fieldnation', workOrderId: id, file: fileName },
      cause,
    });
  }
}

function answeredFolders(response: HttpResponse): readonly WorkOrderFolder[] {
  try {
    const body = asObject(response.json() as Json);
    return body === null ? [] : body.attachments === undefined ? foldersIn(body) : foldersOf(body);
  } catch {
    return [];
  }
}

async function presentFolders(
  api: Api,
  id: WorkOrderId,
  signal: AbortSignal | undefined,
): Promise<readonly WorkOrderFolder[]> {
  return foldersOf((await readOne(api, id, signal)).document);
}

/** By the notes, which carry our marker; the newest of them. Should Field Nation drop the notes, by name and size. */
function ours(folders: readonly WorkOrderFolder[], { folderId, file, notes }: UploadInput): WorkOrderFile | null {
  const newestFirst = folders
    .filter((folder) => folder.id === folderId)
    .flatMap((folder) => folder.files)
    .sort((a, b) => b.attachmentId - a.attachmentId);
  const wanted = normalised(notes);
  const byNotes = wanted === '' ? undefined : newestFirst.find((each) => normalised(each.notes) === wanted);
  const byName = newestFirst.find(
    (each) =>
      each.notes === '' &&
      each.name === file.fileName &&
      (each.sizeBytes === null || each.sizeBytes === file.sizeBytes),
  );
  return byNotes ?? byName ?? null;
}

/**
 * Older pages say that an upload takes the file alone and its notes afterwards. Without the notes our marker would be missing, so they are
 * written once more; the file is there either way.
 */
async function withNotes(
  found: WorkOrderFile,
  api: Api,
  id: WorkOrderId,
  notes: string,
  signal: AbortSignal | undefined,
): Promise<WorkOrderFile> {
  if (found.notes !== '' || notes === '') return found;
  const path = `/workorders/${id}/attachments/${found.folderId}/${found.attachmentId}`;
  const label = `the notes of the file "${found.name}" of work order ${id}`;
  const written = await api.send({ method: 'PUT', path, body: { notes }, label, signal }).then(
    () => true,
    () => false,
  );
  return written ? { ...found, notes } : found;
}

/** A refusal of the file itself, in words that name the file and the limit. Anything else stays what it is. */
async function explained(
  error: unknown,
  api: Api,
  id: WorkOrderId,
  { folderId, file }: UploadInput,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  if (!(error instanceof AppError) || error.kind !== 'permanent') return error;
  const status = Number(error.context.status);
  const said = String(error.context.vendorMessage ?? '').replace(/[.\s]+$/, '');
  const reason =
    status === 413 ? 'size' : status === 415 ? 'type' : [400, 422].includes(status) ? reasonIn(said) : null;
  if (reason === null) return error;
  const words = said === '' ? '' : ` It says: ${said}.`;
  if (reason === 'type') {
    return new AppError({
      code: 'fieldnation.file-type',
      kind: 'permanent',
      message: `Field Nation does not take the file "${file.fileName}" for work order ${id} because of its type. It is documented to take ${documentedTypes}.${words}`,
      context: { ...error.context, file: file.fileName },
      cause: error,
    });
  }
  const folders = await presentFolders(api, id, signal).catch(() => []);
  const maxBytes = folders.find((folder) => folder.id === folderId)?.maxBytes ?? null;
  const limit = maxBytes === null ? 'about 10 MB' : sizeWords(maxBytes);
  return new AppError({
    code: 'fieldnation.file-too-large',
    kind: 'permanent',
    message: `Field Nation does not take the file "${file.fileName}" for work order ${id}: it has ${sizeWords(file.sizeBytes)}, and the limit is ${limit}.${words}`,
    context: { ...error.context, file: file.fileName, sizeBytes: file.sizeBytes, maxBytes },
    cause: error,
  });
}

/** Field Nation's words for it are not documented. */
function reasonIn(said: string): 'size' | 'type' | null {
  if (/(too|is) (large|big)|exceed|file ?size|max(imum)?.{0,10}size|max_bytes|bytes/i.test(said)) return 'size';
  if (/(file|mime|content|media)[ _-]?type|kind of|extension|format/i.test(said)) return 'type';
  return null;
}
