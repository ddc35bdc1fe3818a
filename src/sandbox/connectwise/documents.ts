import { writeFileSync } from 'node:fs';
import type { Json } from '../../shared/json.ts';
import { randomGuid } from '../kernel/random.ts';
import { VendorFailure } from '../kernel/vendor-failure.ts';
import { type FieldError, invalidObject, notSimulated } from './errors.ts';
import type { StoredRecord } from './records.ts';
import { textOf } from './records.ts';
import type { Kind } from './render.ts';
import { touchTicket } from './ticket-touch.ts';
import { documentFields } from './work-fields.ts';
import { now, switchOf, type World } from './world.ts';

/* Documents of tickets (reference section 3.10). Bytes rest in the file bin; a record keeps their name there as `file`. */

export const documentKind: Kind = {
  table: 'documents',
  fields: documentFields,
  label: 'Document',
  resource: 'document',
  links: ({ id }) => ({
    document_href: `/system/documents/${id}`,
    documentDownload_href: `/system/documents/${id}/download`,
  }),
};

export const megabyte = 1024 * 1024;

/** What an upload says; a file that was already put in the bin, or an address. */
export interface NewDocument {
  readonly recordType: string;
  readonly recordId: number;
  readonly title: string;
  readonly private: boolean;
  readonly readOnly: boolean;
  readonly file: {
    readonly name: string;
    readonly fileName: string;
    readonly mime: string;
    readonly size: number;
  } | null;
  readonly url: string;
}

/** A ticket is the same record under its service and its project name. */
function familyOf(recordType: string): string {
  const type = recordType.toLowerCase();
  return type === 'projectticket' || type === 'service' ? 'ticket' : type;
}

/** Record types the vendor knows and this sandbox keeps no documents for. */
const otherRecordTypes: ReadonlySet<string> = new Set(
  `activity agreement config configuration contact customimage document expense htmltemplate invoice opportunity project
  projectactivity purchaseorder rma salesorder servicetemplate standardservicetemplate srdetail timeentry jobheader
  marketingmanageraudit knowledgebase toolbaricon meeting meetingnote productsetup projecttemplateticket billingsetup
  serviceboard wordtemplate member portalimageportallogo portalimagereportlogo topnavigationlogo phasestatus projectstatus
  ticketstatus schedule priority unassigned`.split(/\s+/),
);

export function documentsOf(world: World, recordType: string, recordId: number): readonly StoredRecord[] {
  return world.store
    .table('documents')
    .all()
    .filter((one) => one.recordId === recordId && familyOf(textOf(one, 'recordType')) === familyOf(recordType));
}

function error(code: string, field: string, message: string): FieldError {
  return { code, message, resource: documentKind.resource, field };
}

/** Why a file is refused, or null. */
export function fileProblem(world: World, fileName: string, size: number): FieldError | null {
  const limit = switchOf(world, 'connectwise.documentMaxMegabytes');
  if (size > limit * megabyte) {
    return error('InvalidField', 'file', `The file is too large. The maximum size is ${limit} MB.`);
  }
  const refused = switchOf(world, 'connectwise.documentRefusedTypes')
    .split(',')
    .map((ending) => ending.trim().toLowerCase().replace(/^\./, ''))
    .filter((ending) => ending !== '');
  const ending = refused.find((one) => fileName.toLowerCase().endsWith(`.${one}`));
  return ending === undefined ? null : error('InvalidField', 'file', `Files of type .${ending} are not allowed.`);
}

/** Adds a document; throws the vendor's 400 and keeps nothing when it is not valid. */
export function createDocument(world: World, input: NewDocument, memberIdentifier: string): StoredRecord {
  const errors: FieldError[] = [];
  const { file } = input;
  if (input.recordType === '')
    errors.push(error('MissingRequiredField', 'recordType', 'The recordType field is required.'));
  else if (otherRecordTypes.has(input.recordType.toLowerCase())) {
    throw new VendorFailure(notSimulated(`documents of type ${input.recordType}`));
  } else if (!['ticket', 'company'].includes(familyOf(input.recordType))) {
    errors.push(error('InvalidField', 'recordType', `The value of recordType is not valid.`));
  } else {
    const table = familyOf(input.recordType) === 'ticket' ? 'tickets' : 'companies';
    if (world.store.table(table).get(input.recordId) === null) {
      errors.push(error('NotFound', 'recordId', `${input.recordType} ${input.recordId} not found`));
    }
  }
  if (file === null && input.url === '')
    errors.push(error('MissingRequiredField', 'file', 'The file field is required.'));
  const problem = file === null ? null : fileProblem(world, file.fileName, file.size);
  if (problem !== null) errors.push(problem);
  if (errors.length > 0) throw invalidObject(documentKind.resource, errors);
  const guid = randomGuid(world.context.random);
  const document = world.store.table('documents').insert({
    title: input.title === '' ? (file?.fileName ?? input.url) : input.title,
    fileName: file?.fileName ?? input.url,
    serverFileName: file === null ? null : `${guid}${/\.[^.]*$/.exec(file.fileName)?.[0] ?? ''}`,
    owner: memberIdentifier,
    linkFlag: file === null,
    imageFlag: file?.mime.startsWith('image/') ?? false,
    // What the upload calls private, the record calls the opposite.
    publicFlag: !input.private,
    htmlTemplateFlag: false,
    readOnlyFlag: input.readOnly,
    size: file?.size ?? 0,
    urlFlag: file === null,
    createdOnDate: now(world),
    guid,
    recordType: input.recordType,
    recordId: input.recordId,
    file: file?.name ?? null,
    mime: file?.mime ?? null,
    _info: { lastUpdated: now(world), updatedBy: memberIdentifier, filename: file?.fileName ?? input.url },
  });
  touched(world, document, memberIdentifier);
  return document;
}

function touched(world: World, document: StoredRecord, memberIdentifier: string): void {
  if (familyOf(textOf(document, 'recordType')) !== 'ticket') return;
  touchTicket(world, Number(document.recordId), memberIdentifier, switchOf(world, 'connectwise.documentsTouchTicket'));
}

/** Title, visibility and lock of a document, or its file, are replaced. */
export function updateDocument(
  world: World,
  document: StoredRecord,
  change: {
    readonly title?: string;
    readonly private?: boolean;
    readonly readOnly?: boolean;
    readonly file?: NewDocument['file'];
  },
  memberIdentifier: string,
): StoredRecord {
  const file = change.file ?? null;
  const problem = file === null ? null : fileProblem(world, file.fileName, file.size);
  if (problem !== null) throw invalidObject(documentKind.resource, [problem]);
  const former = textOf(document, 'file');
  const next: Record<string, Json | undefined> = {
    ...document,
    ...(change.title === undefined ? {} : { title: change.title }),
    ...(change.private === undefined ? {} : { publicFlag: !change.private }),
    ...(change.readOnly === undefined ? {} : { readOnlyFlag: change.readOnly }),
    ...(file === null ? {} : { fileName: file.fileName, size: file.size, mime: file.mime, file: file.name }),
  };
  const saved: StoredRecord = {
    ...next,
    id: document.id,
    _info: { lastUpdated: now(world), updatedBy: memberIdentifier, filename: textOf({ ...next, id: 0 }, 'fileName') },
  };
  world.store.table('documents').replace(saved);
  if (file !== null && former !== '') world.context.files.remove(former);
  touched(world, saved, memberIdentifier);
  return saved;
}

export function deleteDocument(world: World, document: StoredRecord, memberIdentifier: string | null): void {
  world.store.table('documents').remove(document.id);
  const file = textOf(document, 'file');
  if (file !== '') world.context.files.remove(file);
  if (memberIdentifier !== null) touched(world, document, memberIdentifier);
}

/** Puts a person's file in the bin: the bytes given, or `size` bytes of a pattern. */
export function storeFile(world: World, bytes: Buffer | number): { readonly name: string; readonly size: number } {
  const { name, path } = world.context.files.create();
  if (typeof bytes !== 'number') {
    writeFileSync(path, bytes);
    return { name, size: bytes.length };
  }
  const block = Buffer.alloc(megabyte, 'Dispatch Bridge practice data. ');
  writeFileSync(path, '');
  for (let left = bytes; left > 0; left -= block.length) {
    writeFileSync(path, left < block.length ? block.subarray(0, left) : block, { flag: 'a' });
  }
  return { name, size: bytes };
}
