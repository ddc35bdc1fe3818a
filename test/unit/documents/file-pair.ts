import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkOrderFile, WorkOrderFolder } from '../../../src/core/fieldnation/records-port.ts';
import type { FetchedFile, LocalFile } from '../../../src/core/files/port.ts';
import type { PsaDocument } from '../../../src/core/psa/records-port.ts';
import type { EventRow } from '../../../src/core/store/intake-port.ts';
import type { ClaimedJob } from '../../../src/core/store/port.ts';
import type { SyncContext } from '../../../src/core/sync/context.ts';
import { documents as documentsPart } from '../../../src/core/sync/parts/documents/part.ts';
import type { PartInput, PartResult } from '../../../src/core/sync/parts/port.ts';
import { Run } from '../../../src/core/sync/run.ts';
import type { Clock } from '../../../src/shared/clock.ts';
import { type Config, emptyConfig } from '../../../src/shared/config.ts';
import { type DocumentsConfig, documentsConfigSchema } from '../../../src/shared/config-sync.ts';
import type { Link, Ticket, WorkOrder } from '../../../src/shared/domain/records.ts';
import { AppError } from '../../../src/shared/errors.ts';
import type { Json } from '../../../src/shared/json.ts';
import { CopyStore, Crash, type Fault } from '../notes/pair.ts';

const linkedAt = Date.UTC(2026, 10, 22, 9);
export const documentsFolder = 1;
export const deliverables = 2;
export const manager = 5;
export const apiUser = 9;

/** A linked pair with files on both sides, in memory; what is on its way lies on the real disk. */
export class FilePair {
  now = linkedAt + 60_000;
  readonly store = new CopyStore();
  readonly transferDir = mkdtempSync(join(tmpdir(), 'transfer-'));
  readonly contents = new Map<string, string>();
  documents: PsaDocument[] = [];
  folders: WorkOrderFolder[] = [
    { id: documentsFolder, name: 'Documents', type: 'document', maxBytes: 10_485_760, files: [] },
    { id: deliverables, name: 'Misc', type: 'slot', maxBytes: null, files: [] },
  ];
  settings: DocumentsConfig = documentsConfigSchema.parse({});
  workOrderStatus = 'Assigned';
  ticketId = 1042;
  origin: Link['origin'] = 'ticket';
  allows = true;
  seen: Json | undefined;
  fault: Fault | null = null;
  crashAt = 0;
  said: { readonly message: string; readonly result: string }[] = [];
  requests = { documents: 0, downloads: 0, uploads: 0 };
  /** ms the runs asked for beyond their deadline. */
  extended: number[] = [];
  ticketUpdatedAt = linkedAt;
  #id = 100;
  #interrupted = false;

  provides(name: string, content: string, more: Partial<WorkOrderFile> = {}): WorkOrderFile {
    const id = this.#id++;
    const file: WorkOrderFile = {
      folderId: deliverables,
      attachmentId: id,
      uploadId: `upload-${id}`,
      name,
      mime: 'image/jpeg',
      sizeBytes: content.length,
      link: `https://files.example/${id}`,
      notes: '',
      authorId: 70,
      authorName: 'Ana Ruiz',
      createdAt: this.#second(),
      ...more,
    };
    this.contents.set(file.uploadId, content);
    this.folders = this.folders.map((one) =>
      one.id === file.folderId ? { ...one, files: [...one.files, file] } : one,
    );
    return file;
  }

  attaches(fileName: string, content: string, more: Partial<PsaDocument> = {}): PsaDocument {
    const document: PsaDocument = {
      id: this.#id++,
      title: fileName,
      fileName,
      sizeBytes: content.length,
      private: false,
      link: false,
      updatedAt: this.#second(),
      updatedBy: 'cdoe',
      ...more,
    };
    this.contents.set(String(document.id), content);
    this.documents.push(document);
    this.ticketUpdatedAt = this.#second();
    return document;
  }

  removeUpload(uploadId: string): void {
    this.folders = this.folders.map((one) => ({
      ...one,
      files: one.files.filter((file) => file.uploadId !== uploadId),
    }));
  }

  removeDocument(id: number): void {
    this.documents = this.documents.filter((one) => one.id !== id);
    this.ticketUpdatedAt = this.#second();
  }

  files(folderId: number): readonly WorkOrderFile[] {
    return this.folders.find((one) => one.id === folderId)?.files ?? [];
  }

  onTheWay(): readonly string[] {
    return readdirSync(this.transferDir);
  }

  async run(more: { asked?: boolean; events?: readonly string[] } = {}): Promise<PartResult | null> {
    const run = new Run(this.#job(more.events ?? []), { now: () => this.now } as Clock, (ms) => this.extended.push(ms));
    run.say = (line) => void this.said.push({ message: line.message, result: line.result ?? 'ok' });
    this.#interrupted = false;
    try {
      const result = await documentsPart.run(this.#input(run, more.asked ?? false));
      this.seen = result.seen ?? this.seen;
      return result;
    } catch (error) {
      if (!(error instanceof Crash || error instanceof AppError)) throw error;
      // A start empties the folder.
      if (this.#interrupted) for (const name of this.onTheWay()) rmSync(join(this.transferDir, name));
      return null;
    }
  }

  async rest(): Promise<void> {
    for (let round = 0, quiet = 0; quiet < 2; round++) {
      if (round > 60) throw new Error('It does not come to rest');
      this.now += 16 * 60_000;
      const before = this.requests.uploads;
      const result = await this.run();
      quiet = result !== null && result.waitUntil === undefined && this.requests.uploads === before ? quiet + 1 : 0;
    }
  }

  end(): void {
    rmSync(this.transferDir, { recursive: true, force: true });
  }

  #second(): number {
    return Math.floor(this.now / 1000) * 1000;
  }

  #job(names: readonly string[]): ClaimedJob {
    const events = names.map((name) => ({ recordType: 'ticket', name })) as unknown as readonly EventRow[];
    return {
      id: 1,
      target: { kind: 'link', linkId: 7 },
      events,
      interruptions: this.#interrupted ? 1 : 0,
    } as ClaimedJob;
  }

  #input(run: Run, asked: boolean): PartInput {
    const config: Config = { ...emptyConfig, sync: { ...emptyConfig.sync, documents: this.settings } };
    const read = this.folders;
    const context = {
      store: this.store,
      clock: { now: () => this.now },
      config: () => config,
      transferDir: this.transferDir,
      psa: () => ({
        documents: async () => {
          this.requests.documents += 1;
          return [...this.documents];
        },
        downloadDocument: (id: number, path: string, max: number) => this.#download(String(id), path, max),
        uploadDocument: async (_id: number, { file, title }: { file: LocalFile; title: string }) =>
          this.#upload('connectwise', () =>
            this.attaches(file.fileName, readFileSync(file.path, 'utf8'), { title, private: true, updatedBy: 'api' }),
          ),
      }),
      fieldNation: () => ({
        // As they were when the run read the work order.
        folders: () => read,
        ownUserId: () => apiUser,
        manager: () => ({ id: manager, name: 'Mona' }),
        downloadFile: (file: WorkOrderFile, path: string, max: number) => this.#download(file.uploadId, path, max),
        uploadFile: async (_id: number, input: { folderId: number; file: LocalFile; notes: string }) =>
          this.#upload('fieldnation', () =>
            this.provides(input.file.fileName, readFileSync(input.file.path, 'utf8'), {
              folderId: input.folderId,
              notes: input.notes,
              authorId: apiUser,
            }),
          ),
      }),
      step: async (name: string) => {
        if (this.crashAt > 0 && --this.crashAt === 0) {
          this.#interrupted = true;
          throw new Crash(name);
        }
      },
    } as unknown as SyncContext;
    return {
      context,
      run,
      link: { id: 7, origin: this.origin, createdAt: linkedAt + 400 } as Link,
      ticket: { id: this.ticketId, updatedAt: this.ticketUpdatedAt, document: {} } as unknown as Ticket,
      workOrder: { id: 91422, status: { id: 1, name: this.workOrderStatus }, document: {} } as unknown as WorkOrder,
      fresh: false,
      events: {
        all: [],
        observed: [],
        seen: {},
        updateDue: false,
        filteredOut: null,
        allows: () => this.allows,
      },
      seen: this.seen,
      copies: () => this.store.copies(),
      asked,
      signal: new AbortController().signal,
    };
  }

  async #download(id: string, path: string, maxBytes: number): Promise<FetchedFile> {
    this.requests.downloads += 1;
    const content = this.contents.get(id) ?? '';
    if (content.length > maxBytes) throw failure('connectwise.too-large', 'permanent');
    writeFileSync(path, content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { sizeBytes: content.length, sha256, mime: 'text/plain' };
  }

  #upload<T>(remote: string, make: () => T): T {
    const fault = this.fault;
    this.fault = null;
    this.requests.uploads += 1;
    if (fault === 'lost-request') throw failure(`${remote}.unavailable`, 'transient');
    if (fault === 'refused') throw failure(`${remote}.rejected`, 'permanent');
    const made = make();
    if (fault === 'lost-answer') throw failure(`${remote}.ambiguous`, 'ambiguous');
    return made;
  }
}

function failure(code: string, kind: AppError['kind']): AppError {
  return new AppError({ code, kind, message: 'The sandbox refuses.' });
}
