import type { Ticket, WorkOrder } from '../../../shared/domain/records.ts';
import { AppError, type AppErrorInfo } from '../../../shared/errors.ts';
import type { Json } from '../../../shared/json.ts';
import type { Copy } from '../../store/pairs-port.ts';
import { parts } from './index.ts';
import type { PartInput } from './port.ts';

export interface PartsDone {
  readonly ticket: Ticket;
  readonly workOrder: WorkOrder;
  /** By part name, for `link.seen`. */
  readonly seen: Readonly<Record<string, Json>>;
  readonly problems: readonly AppErrorInfo[];
  readonly held: AppErrorInfo | null;
  /** An earlier create of unknown fate is looked up again then (ms UTC). */
  readonly waitUntil: number | null;
  /** The first part that has to be tried again; the others ran. */
  readonly failure: AppError | null;
}

/** Runs every wanted part. One that fails does not keep the others from their work; what ends the whole run (stop, deadline) does. */
export async function runParts(input: Omit<PartInput, 'copies' | 'seen'>): Promise<PartsDone> {
  let { ticket, workOrder } = input;
  let copies: Promise<readonly Copy[]> | null = null;
  const seen: Record<string, Json> = {};
  const problems: AppErrorInfo[] = [];
  let held: AppErrorInfo | null = null;
  let waitUntil: number | null = null;
  let failure: AppError | null = null;
  for (const part of parts) {
    const own: PartInput = {
      ...input,
      ticket,
      workOrder,
      seen: input.link.seen[part.name],
      copies: () => (copies ??= input.context.store.copies(input.link.id)),
    };
    if (!(await part.wanted(own))) continue;
    try {
      const result = await part.run(own);
      if (result.seen !== undefined) seen[part.name] = result.seen;
      problems.push(...result.problems);
      held ??= result.held ?? null;
      ticket = result.ticket ?? ticket;
      workOrder = result.workOrder ?? workOrder;
      if (result.waitUntil !== undefined) waitUntil = Math.min(waitUntil ?? Number.POSITIVE_INFINITY, result.waitUntil);
      await input.context.step(`part.${part.name}`);
    } catch (thrown) {
      input.signal.throwIfAborted();
      const error = AppError.from(thrown);
      if (error.kind === 'permanent' || error.kind === 'conflict') problems.push(error.toInfo());
      else failure ??= error;
    }
    // What a part recorded is read anew by the next one.
    copies = null;
  }
  return { ticket, workOrder, seen, problems, held, waitUntil, failure };
}
