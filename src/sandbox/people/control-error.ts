import type { z } from 'zod';
import { VendorFailure } from '../kernel/vendor-failure.ts';

/** A refusal of the control API itself: a status and a sentence. */
export class ControlError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'ControlError';
    this.status = status;
  }
}

/** A body that fits its schema, or a refusal that names the field. */
export function checked<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const first = result.error.issues[0];
  throw new ControlError(400, `${first?.path.join('.') || 'The body'}: ${first?.message ?? 'is not valid'}`);
}

/** Drops keys that are undefined, which zod adds for optional fields that were not sent. */
export function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}

/** Faults and switches check what they are given themselves; their complaint is the caller's mistake. */
export function orRefuse<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ControlError || error instanceof VendorFailure) throw error;
    throw new ControlError(400, error instanceof Error ? error.message : String(error));
  }
}
