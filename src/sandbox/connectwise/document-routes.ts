import type { Route } from '../kernel/router.ts';
import { VendorFailure } from '../kernel/vendor-failure.ts';
import type { FormPart, SandboxRequest } from '../kernel-types.ts';
import { callerOf, needs } from './access.ts';
import {
  createDocument,
  deleteDocument,
  documentKind,
  documentsOf,
  type NewDocument,
  updateDocument,
} from './documents.ts';
import { badRequest, errorResponse, invalidObject, recordNotFound } from './errors.ts';
import { countResponse, listResponse, parameter, recordResponse } from './query.ts';
import { type StoredRecord, textOf } from './records.ts';
import { api, recordAt } from './routes.ts';
import type { World } from './world.ts';
import { objectBodyOf } from './write.ts';

/* /system/documents (reference section 3.10). */

const right = (kind: 'add' | 'edit' | 'delete' | 'inquire'): string => needs('Companies/Manage Attachments', kind);

/** The form of an upload; JSON is refused with 415 whatever it says. */
function formOf(request: SandboxRequest): readonly FormPart[] {
  if (request.form === undefined) {
    const type = request.headers['content-type']?.split(';')[0] ?? '';
    throw new VendorFailure(
      errorResponse(
        415,
        'ConnectWiseApi',
        `The request entity's media type '${type}' is not supported for this resource.`,
      ),
    );
  }
  if (request.form.length === 0) throw badRequest('The form could not be read.');
  return request.form;
}

function fileOf(form: readonly FormPart[]): NewDocument['file'] {
  const part = form.find(({ name, fileName }) => name.toLowerCase() === 'file' && fileName !== null);
  if (part === undefined || part.fileName === null || part.fileName === '') return null;
  // Browsers of old sent whole paths; the server keeps the last part.
  const fileName = part.fileName.split(/[\\/]/).at(-1) ?? part.fileName;
  return { name: part.keep(), fileName, mime: part.mime, size: part.size };
}

/** Names of form fields ignore case, as the vendor's binding does. */
function fieldOf(form: readonly FormPart[], ...names: readonly string[]): string | undefined {
  return form.find(
    (part) => part.fileName === null && names.some((name) => name.toLowerCase() === part.name.toLowerCase()),
  )?.text;
}

/** A quoted name for old clients, and the name as it is (RFC 6266). */
function disposition(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const extended = plain === fileName ? '' : `; filename*=UTF-8''${encodeURIComponent(fileName)}`;
  return `attachment; filename="${plain}"${extended}`;
}

export function documentRoutes(world: World): readonly Route[] {
  const documents = world.store.table('documents');
  const { files } = world.context;
  const wanted = (request: SandboxRequest): readonly StoredRecord[] => {
    const recordType = parameter(request, 'recordType');
    const recordId = parameter(request, 'recordId');
    if (recordType !== null && recordId !== null) return documentsOf(world, recordType, Number(recordId));
    const field = recordType === null ? 'recordType' : 'recordId';
    const message = `The ${field} field is required.`;
    throw invalidObject(documentKind.resource, [
      { code: 'MissingRequiredField', message, resource: documentKind.resource, field },
    ]);
  };
  const documentOf = (request: SandboxRequest): StoredRecord =>
    recordAt(documents.all(), documentKind, request.params.id);
  /** Runs `save`; a refused file leaves the bin again. */
  const keeping = (file: NewDocument['file'], save: () => StoredRecord): StoredRecord => {
    try {
      return save();
    } catch (error) {
      if (file !== null) files.remove(file.name);
      throw error;
    }
  };
  return [
    api('GET', '/system/documents', right('inquire'), (request) =>
      listResponse(world, documentKind, request, wanted(request)),
    ),
    api('GET', '/system/documents/count', right('inquire'), (request) =>
      countResponse(world, documentKind, request, wanted(request)),
    ),
    api('POST', '/system/documents', right('add'), (request) => {
      const form = formOf(request);
      const file = fileOf(form);
      const document = keeping(file, () =>
        createDocument(
          world,
          {
            recordType: fieldOf(form, 'recordType') ?? '',
            recordId: Number(fieldOf(form, 'recordId') ?? Number.NaN),
            title: fieldOf(form, 'title') ?? '',
            url: fieldOf(form, 'url') ?? '',
            private: fieldOf(form, 'privateFlag')?.toLowerCase() === 'true',
            // The specification's own spelling of the field is accepted beside the guide's.
            readOnly: fieldOf(form, 'readOnlyFlag', 'readOnlyFlay')?.toLowerCase() === 'true',
            file,
          },
          callerOf(world, request),
        ),
      );
      return recordResponse(world, documentKind, request, document, 201);
    }),
    api('GET', '/system/documents/:id', right('inquire'), (request) =>
      recordResponse(world, documentKind, request, documentOf(request)),
    ),
    api('GET', '/system/documents/:id/download', right('inquire'), (request) => {
      const document = documentOf(request);
      const file = textOf(document, 'file');
      if (file === '') throw recordNotFound('Document file', document.id);
      return {
        status: 200,
        headers: {
          'content-disposition': disposition(textOf(document, 'fileName')),
          'content-type': textOf(document, 'mime') || 'application/octet-stream',
        },
        file: { path: files.path(file), size: Number(document.size) },
      };
    }),
    api('POST', '/system/documents/:id', right('edit'), (request) => {
      const document = documentOf(request);
      const given = request.form === undefined ? objectBodyOf(request) : null;
      const form = given === null ? formOf(request) : [];
      const file = given === null ? fileOf(form) : null;
      const field = (...names: readonly string[]): string | undefined => {
        if (given === null) return fieldOf(form, ...names);
        const value = names.map((name) => given[name]).find((one) => one !== undefined && one !== null);
        return value === undefined ? undefined : String(value);
      };
      const flag = (...names: readonly string[]): boolean | undefined => {
        const value = field(...names);
        return value === undefined ? undefined : value.toLowerCase() === 'true';
      };
      const title = field('title');
      const isPrivate = flag('privateFlag') ?? (flag('publicFlag') === undefined ? undefined : !flag('publicFlag'));
      const readOnly = flag('readOnlyFlag', 'readOnlyFlay');
      const saved = keeping(file, () =>
        updateDocument(
          world,
          document,
          {
            ...(title === undefined ? {} : { title }),
            ...(isPrivate === undefined ? {} : { private: isPrivate }),
            ...(readOnly === undefined ? {} : { readOnly }),
            ...(file === null ? {} : { file }),
          },
          callerOf(world, request),
        ),
      );
      return recordResponse(world, documentKind, request, saved);
    }),
    api('DELETE', '/system/documents/:id', right('delete'), (request) => {
      deleteDocument(world, documentOf(request), callerOf(world, request));
      return { status: 204 };
    }),
  ];
}
