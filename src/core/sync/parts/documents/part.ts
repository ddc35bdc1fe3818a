import { AppError } from '../../../../shared/errors.ts';
import type { WorkOrderFolder } from '../../../fieldnation/records-port.ts';
import type { PsaDocument } from '../../../psa/records-port.ts';
import type { Copy, NewCopy } from '../../../store/pairs-port.ts';
import { isSettled } from '../../plan-link.ts';
import type { Part, PartInput, PartResult } from '../port.ts';
import { beginning, moveOn, wholeSecond } from '../since.ts';
import { carryFile, dropFetched, isAboutTheFile } from './carry.ts';
import { type DocumentsMemory, isLookDue, readMemory } from './looks.ts';
import { markerOfNotes, markerOfTitle } from './names.ts';
import {
  type DocumentClass,
  type DocumentStep,
  type DocumentToWorkOrder,
  limitsOf,
  planDocuments,
  type UploadToTicket,
} from './plan.ts';
import { carriedLine, goneLine, leftLine, refusedLine, sameContentLine } from './words.ts';

/** Providers' uploads to private ticket documents, ticket documents to the Documents folder (docs/documents.md). */
export const documents: Part = {
  name: 'documents',
  // Switched off it only moves its beginning on, without a request.
  wanted: () => true,
  run: (input) => new DocumentsRun(input).run(),
};

/** One look at a pair's files, and what follows from it. */
class DocumentsRun {
  readonly #input: PartInput;
  readonly #memory: DocumentsMemory | null;
  readonly #on: ReadonlySet<DocumentClass>;
  readonly #folders: readonly WorkOrderFolder[];
  readonly #next: DocumentsMemory;
  #waitUntil: number | null = null;
  #failure: AppError | null = null;

  constructor(input: PartInput) {
    const { context, events, ticket, workOrder } = input;
    const { documents: settings } = context.config().sync;
    this.#input = input;
    this.#memory = readMemory(input.seen);
    this.#on = new Set([
      ...(settings.toTicket && events.allows('FN_WO_ATTACHMENT_ADDED') ? (['uploads'] as const) : []),
      ...(settings.toWorkOrder ? (['documents'] as const) : []),
    ]);
    this.#folders = context.fieldNation().folders(workOrder);
    const moved = this.#memory !== null && this.#memory.ticketId !== ticket.id;
    this.#next = {
      ticketId: ticket.id,
      ticketUpdatedAt: ticket.updatedAt,
      documentsReadAt: this.#memory?.documentsReadAt ?? 0,
      on: JSON.stringify([[...this.#on], settings.maxMegabytes, settings.toWorkOrderTypes]),
      // Both sides give whole seconds. The ticket was last saved then, on ConnectWise's own clock.
      since: moveOn(this.#memory?.since ?? {}, [
        { name: 'uploads', on: this.#on.has('uploads'), now: wholeSecond(context.clock.now()) + 1 },
        { name: 'documents', on: this.#on.has('documents') && !moved, now: ticket.updatedAt + 1 },
      ]),
    };
  }

  async run(): Promise<PartResult> {
    const { context, signal } = this.#input;
    const read = await this.#read();
    if (read === null) return { seen: this.#next, problems: [] };
    for (const step of read.steps) await this.#note(step);
    for (const step of read.steps) {
      if (step.do !== 'to-ticket' && step.do !== 'to-work-order') continue;
      signal.throwIfAborted();
      if (!(await this.#carry(step, read.documents))) break;
    }
    if (this.#failure !== null) throw this.#failure;
    return {
      seen: { ...this.#next, ...(read.documents === null ? {} : { documentsReadAt: context.clock.now() }) },
      problems: [],
      ...(this.#waitUntil === null ? {} : { waitUntil: this.#waitUntil }),
    };
  }

  /** Null when there is nothing to do. The ticket's documents cost a request; the work order's files came with it. */
  async #read(): Promise<{
    readonly steps: readonly DocumentStep[];
    readonly documents: readonly PsaDocument[] | null;
  } | null> {
    const { ticket, context, signal, run, asked } = this.#input;
    const copies = await this.#input.copies();
    const pending = copies.some(
      (copy) => copy.state === 'intended' && (copy.kind === 'file' || copy.kind === 'document'),
    );
    if (this.#on.size === 0 && !pending) return null;
    const ticketNews = run.job.events.some((event) => event.recordType === 'ticket');
    const look = { memory: this.#memory, next: this.#next, now: context.clock.now(), ticketNews, asked };
    const readAll = (): Promise<readonly PsaDocument[]> => context.psa().documents(ticket.id, signal);
    let found = pending || (this.#on.has('documents') && isLookDue(look)) ? await readAll() : null;
    let steps = this.#plan(found, copies);
    if (found === null && steps.some((step) => step.do === 'to-ticket')) {
      found = await readAll();
      steps = this.#plan(found, copies);
    }
    return { steps, documents: found };
  }

  #plan(found: readonly PsaDocument[] | null, copies: readonly Copy[]): readonly DocumentStep[] {
    const { ticket, workOrder, context, asked } = this.#input;
    const fieldNation = context.fieldNation();
    const buyers = [fieldNation.ownUserId(), fieldNation.manager(workOrder)?.id ?? null];
    return planDocuments({
      ticketId: ticket.id,
      folders: this.#folders,
      documents: found,
      copies,
      settings: context.config().sync.documents,
      on: (name) => this.#on.has(name),
      since: (name) => this.#sinceOf(name),
      buyers: buyers.filter((id) => id !== null),
      workOrderOver: isSettled(workOrder.status.name),
      asked,
    });
  }

  /** Without an entry a class was on from the start. */
  #sinceOf(name: DocumentClass): number {
    return this.#next.since[name] ?? beginning(this.#input.link, name === 'uploads' ? 'workorder' : 'ticket');
  }

  /** Everything that only has to be remembered and said; skips that are decided anew are taken back before anything is sent. */
  async #note(step: DocumentStep): Promise<void> {
    const { context, run } = this.#input;
    if (step.do === 'leave') {
      await this.#skip(step, { ...step.left });
      run.say(leftLine(step, this.#input));
    } else if (step.do === 'gone') {
      await this.#skip({ ...step, marker: '' }, { reason: 'told' });
      run.say(goneLine(step, this.#input));
    } else if (step.do === 'drop') {
      const { copy, reason } = step;
      await context.store.skipCopies([{ ...newCopy(copy), detail: { ...copy.detail, reason } }], context.clock.now());
      if (copy.kind === 'file' || copy.kind === 'document') await dropFetched(this.#input, copy.kind, copy.sourceId);
    } else if (step.again !== null) {
      await context.store.forgetSkipped(step.again);
    }
  }

  /** False when the remote is out of reach: the next file would fare no better. */
  async #carry(step: UploadToTicket | DocumentToWorkOrder, found: readonly PsaDocument[] | null): Promise<boolean> {
    const { context, run } = this.#input;
    try {
      const carried = await carryFile(
        this.#input,
        step,
        await context.store.copies(this.#input.link.id),
        this.#there(step, found),
      );
      if (carried.kind === 'wait') this.#waitUntil = Math.min(this.#waitUntil ?? carried.until, carried.until);
      else if (carried.kind === 'same-content') run.say(sameContentLine(step, carried.name, this.#input));
      else if (carried.kind !== 'known')
        run.say(carriedLine(step, { found: carried.kind === 'found', sizeBytes: carried.sizeBytes }, this.#input));
      return true;
    } catch (thrown) {
      this.#input.signal.throwIfAborted();
      const error = AppError.from(thrown);
      if (isAboutTheFile(error)) {
        const limits = { settings: context.config().sync.documents, folders: this.#folders };
        await this.#skip(step, { reason: 'refused', code: error.code, limit: limitsOf(limits, step.kind) });
        await dropFetched(this.#input, step.kind, step.sourceId);
        run.say(refusedLine(step, error.message, this.#input));
        return true;
      }
      if (error.code === 'connectwise.not-found' && step.do === 'to-work-order') {
        // Deleted since the list was read.
        await this.#skip(step, { reason: 'deleted' });
        return true;
      }
      if (error.kind !== 'transient' && error.kind !== 'ambiguous') throw error;
      this.#failure ??= error;
      return true;
    }
  }

  /** The copy on the other side, by its marker; null when there is none. */
  #there(step: UploadToTicket | DocumentToWorkOrder, found: readonly PsaDocument[] | null): string | null {
    if (step.do === 'to-ticket') {
      const document = found?.find((one) => markerOfTitle(one.title) === step.marker);
      return document === undefined ? null : String(document.id);
    }
    const file = this.#folders.flatMap((one) => one.files).find((one) => markerOfNotes(one.notes) === step.marker);
    return file?.uploadId ?? null;
  }

  async #skip(
    source: {
      readonly kind: 'file' | 'document';
      readonly sourceId: string;
      readonly marker: string;
      readonly name: string;
    },
    detail: NewCopy['detail'],
  ): Promise<void> {
    const { context, link, ticket } = this.#input;
    const { kind, sourceId, marker, name } = source;
    const more = { name, ticketId: ticket.id, ...detail };
    await context.store.skipCopies(
      [{ linkId: link.id, kind, sourceId, sourceHash: '', marker, detail: more }],
      context.clock.now(),
    );
  }
}

function newCopy({ linkId, kind, sourceId, sourceHash, marker, detail }: Copy): NewCopy {
  return { linkId, kind, sourceId, sourceHash, marker, detail };
}
