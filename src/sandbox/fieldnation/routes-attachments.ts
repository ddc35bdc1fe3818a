import type { Route } from '../kernel/router.ts';
import type { SandboxRequest, SandboxResponse } from '../kernel-types.ts';
import { fileByUploadId, removeFile, upload } from './files.ts';
import type { Attachment, Folder, WorkOrderRecord } from './model.ts';
import { nextId } from './new-work-order.ts';
import { forbidden, invalid, notFound } from './problems.ts';
import { rest } from './routes-work-orders.ts';
import { bodyOf, type FieldNationService } from './service.ts';
import { attachmentsView } from './view-records.ts';
import { workOrderView } from './view-work-order.ts';

/** Folders and files of a work order (reference 1.11), and the download behind `file.link`. */
export function attachmentRoutes(service: FieldNationService): Route[] {
  const found = (request: SandboxRequest): WorkOrderRecord => service.find(request.params.id ?? '');
  const whole = (record: WorkOrderRecord): SandboxResponse => ({
    status: 200,
    body: workOrderView(record, service.view()),
  });
  const folderOf = (request: SandboxRequest, record: WorkOrderRecord): Folder => {
    const folder = record.folders.find((each) => each.id === Number(request.params.folderId));
    if (!folder) throw notFound(`Folder ${request.params.folderId}`);
    return folder;
  };
  const fileOf = (request: SandboxRequest, folder: Folder): Attachment => {
    const file = folder.attachments.find((each) => each.id === Number(request.params.attachmentId));
    if (!file) throw notFound(`Attachment ${request.params.attachmentId}`);
    return file;
  };
  const base = `${rest}/workorders/:id/attachments`;
  return [
    {
      method: 'GET',
      pattern: base,
      handler: (request) => ({ status: 200, body: attachmentsView(found(request), service.view()) }),
    },
    {
      method: 'POST',
      pattern: base,
      handler: (request) => {
        const record = found(request);
        const { name, min_files: minFiles, max_files: maxFiles } = bodyOf(request.body);
        if (typeof name !== 'string' || name === '') throw invalid({ pointer: '/name', detail: 'name is needed.' });
        record.folders.push({
          id: nextId(service.data, 'folder'),
          name,
          type: 'slot',
          minFiles: Number(minFiles ?? 0),
          maxFiles: Number(maxFiles ?? 0),
          attachments: [],
        });
        service.touched(record);
        return whole(record);
      },
    },
    {
      method: 'POST',
      pattern: `${base}/:folderId`,
      handler: (request) => {
        const record = found(request);
        const folder = folderOf(request, record);
        const file = request.form?.find((part) => part.name === 'file' && part.fileName !== null);
        if (!file) throw invalid({ pointer: '/file', detail: 'file is needed, as multipart/form-data.' });
        const notes = request.form?.find((part) => part.name === 'notes')?.text ?? '';
        const received = { name: file.fileName ?? 'file', mime: file.mime, size: file.size, notes, keep: file.keep };
        upload(service, record, folder, received, service.actingUser(request.query));
        return whole(record);
      },
    },
    {
      method: 'PUT',
      pattern: `${base}/:folderId/:attachmentId`,
      handler: (request) => {
        const record = found(request);
        const file = fileOf(request, folderOf(request, record));
        const body = bodyOf(request.body);
        const { status } = body;
        if (status !== undefined) {
          if (status !== 'PENDING' && status !== 'APPROVED' && status !== 'DENIED') {
            throw invalid({ pointer: '/status', detail: 'status must be PENDING, APPROVED or DENIED.' });
          }
          file.status = status;
          file.reviewedAt = status === 'PENDING' ? null : service.context.clock.now();
        }
        if (typeof body.status_description === 'string') file.statusDescription = body.status_description;
        if (typeof body.notes === 'string') file.notes = body.notes;
        if (typeof body.show_before_assignment === 'boolean') file.showBeforeAssignment = body.show_before_assignment;
        service.touched(record);
        return whole(record);
      },
    },
    {
      method: 'DELETE',
      pattern: `${base}/:folderId/:attachmentId`,
      handler: (request) => {
        const record = found(request);
        const folder = folderOf(request, record);
        const file = fileOf(request, folder);
        removeFile(service, folder, file);
        return whole(record);
      },
    },
    {
      method: 'GET',
      pattern: '/files/:uploadId/:name',
      tag: 'download',
      handler: (request) => {
        const expires = request.query.get('expires');
        if (expires !== null && Number(expires) <= service.context.clock.now()) throw forbidden('The link has expired');
        const found = fileByUploadId(service, request.params.uploadId ?? '');
        if (found === null) throw notFound('The file');
        const { file, path } = found;
        return { status: 200, headers: { 'content-type': file.mime }, file: { path, size: file.size } };
      },
    },
  ];
}
