import { z } from 'zod';
import type { TicketId } from '../../../shared/domain/records.ts';
import type { FetchedFile, LocalFile } from '../../files/port.ts';
import type { PsaDocument } from '../records-port.ts';
import { type Api, parse } from './api.ts';
import { fromConnectWiseTime } from './dates.ts';
import { infoSchema } from './schemas.ts';

const documentSchema = z.looseObject({
  id: z.number().int(),
  title: z.string().nullish(),
  fileName: z.string().nullish(),
  owner: z.string().nullish(),
  linkFlag: z.boolean().nullish(),
  urlFlag: z.boolean().nullish(),
  publicFlag: z.boolean().nullish(),
  size: z.number().nullish(),
  createdOnDate: z.string().nullish(),
  _info: infoSchema.extend({ filename: z.string().nullish() }).nullish(),
});

/** Documents of tickets (reference/connectwise.md 3.10). Files pass between disk and network as streams. */
export class Documents {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async of(id: TicketId, signal?: AbortSignal): Promise<readonly PsaDocument[]> {
    const query = { recordType: 'Ticket', recordId: id };
    const call = { path: '/system/documents', query, label: `the documents of ticket ${id}`, signal };
    return (await this.#api.list(call, documentSchema)).map(toDocument);
  }

  async download(documentId: number, file: string, maxBytes: number, signal?: AbortSignal): Promise<FetchedFile> {
    const path = `/system/documents/${documentId}/download`;
    const call = { method: 'GET', path, label: `document ${documentId}`, signal } as const;
    const { response, sizeBytes, sha256 } = await this.#api.download(call, file, maxBytes);
    const mime = (response.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
    return { sizeBytes, sha256, mime: mime === '' ? 'application/octet-stream' : mime };
  }

  /** As multipart (JSON is a 415), private: what a provider uploads is not for the customer's portal. */
  async upload(
    id: TicketId,
    input: { readonly file: LocalFile; readonly title: string },
    signal?: AbortSignal,
  ): Promise<PsaDocument> {
    const label = `the documents of ticket ${id}`;
    const response = await this.#api.upload(
      { method: 'POST', path: '/system/documents', label, signal },
      {
        fields: { recordType: 'Ticket', recordId: String(id), title: input.title, privateFlag: 'true' },
        file: { part: 'file', ...input.file },
      },
    );
    return toDocument(parse(response, documentSchema, label));
  }
}

function toDocument(payload: z.infer<typeof documentSchema>): PsaDocument {
  return {
    id: payload.id,
    title: payload.title ?? '',
    fileName: payload.fileName || payload._info?.filename || '',
    sizeBytes: payload.size ?? null,
    // `publicFlag` is taken for the inverse of the upload's `privateFlag`; what says nothing is not called public.
    private: payload.publicFlag !== true,
    link: payload.linkFlag === true || payload.urlFlag === true,
    updatedAt: fromConnectWiseTime(payload._info?.lastUpdated ?? payload.createdOnDate),
    updatedBy: payload._info?.updatedBy ?? payload.owner ?? '',
  };
}
