import { z } from 'zod';

/**
 * How the engine treats a failure (docs/queue.md has the table):
 * transient - back off and try again; permanent - needs a person; auth - pause the lane, ask to sign in;
 * rate-limited - pause the lane, no attempt used; offline - pause the lane, no attempt used; ambiguous - a write may or
 * may not have happened, look it up before doing it again; conflict - both sides changed; bug - ours, logged as such.
 */
export const errorKinds = [
  'transient',
  'permanent',
  'auth',
  'rate-limited',
  'offline',
  'ambiguous',
  'conflict',
  'bug',
] as const;
export type ErrorKind = (typeof errorKinds)[number];

/** What a person can do about it, as a button. The renderer knows how to open each. */
export const errorActionSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('open-setup'), step: z.string() }),
  z.object({ do: z.literal('open-mapping'), ruleId: z.string().optional() }),
  z.object({ do: z.literal('retry') }),
  z.object({ do: z.literal('approve') }),
  z.object({ do: z.literal('take-over') }),
  z.object({ do: z.literal('restore-backup') }),
  z.object({ do: z.literal('open-link'), linkId: z.number() }),
  z.object({ do: z.literal('open-conflicts') }),
  z.object({ do: z.literal('open-attention') }),
  z.object({ do: z.literal('open-settings'), section: z.string() }),
  z.object({ do: z.literal('resume') }),
  z.object({ do: z.literal('send-ticket'), ticketId: z.number() }),
  /** The Callbacks page, at one of its tabs. */
  z.object({ do: z.literal('open-callbacks'), tab: z.enum(['overview', 'callbacks', 'webhooks', 'tunnel']) }),
]);
export type ErrorAction = z.infer<typeof errorActionSchema>;

/** An AppError as data: what crosses IPC and rests in the store. Never holds a secret or a stack. */
export const appErrorInfoSchema = z.object({
  code: z.string(),
  kind: z.enum(errorKinds),
  message: z.string(),
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  retryAfterMs: z.number().optional(),
  action: errorActionSchema.optional(),
});
export type AppErrorInfo = z.infer<typeof appErrorInfoSchema>;

export interface AppErrorOptions {
  readonly code: string;
  readonly kind: ErrorKind;
  /** A sentence for a person: what happened, to which record, and what to do. */
  readonly message: string;
  readonly context?: AppErrorInfo['context'];
  readonly retryAfterMs?: number;
  readonly action?: ErrorAction;
  readonly cause?: unknown;
}

/**
 * The one error type. Made once at the edge (HTTP client, store, keychain, IPC); deeper code switches on `kind` and
 * `code` and never reads the message. `code` is dotted and stable: `connectwise.unauthorized`, `store.newer`.
 */
export class AppError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly context: AppErrorInfo['context'];
  readonly retryAfterMs: number | undefined;
  readonly action: ErrorAction | undefined;

  constructor(options: AppErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = options.code;
    this.kind = options.kind;
    this.context = options.context ?? {};
    this.retryAfterMs = options.retryAfterMs;
    this.action = options.action;
  }

  toInfo(): AppErrorInfo {
    return {
      code: this.code,
      kind: this.kind,
      message: this.message,
      context: this.context,
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
      ...(this.action === undefined ? {} : { action: this.action }),
    };
  }

  static fromInfo(info: AppErrorInfo): AppError {
    return new AppError({
      code: info.code,
      kind: info.kind,
      message: info.message,
      context: info.context,
      ...(info.retryAfterMs === undefined ? {} : { retryAfterMs: info.retryAfterMs }),
      ...(info.action === undefined ? {} : { action: info.action }),
    });
  }

  /** Turns anything thrown into an AppError; what is not one already is a bug of ours. */
  static from(thrown: unknown): AppError {
    if (thrown instanceof AppError) return thrown;
    return new AppError({
      code: 'bug',
      kind: 'bug',
      message: `Something in Dispatch Bridge failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      cause: thrown,
    });
  }
}
