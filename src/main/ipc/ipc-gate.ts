import type { z } from 'zod';
import { createRedactor, type Redactor } from '../../core/monitor/redact.ts';
import { redactError } from '../../core/monitor/redact-error.ts';
import { AppError } from '../../shared/errors.ts';
import { type Channel, type ChannelOutput, channels, type Envelope } from '../../shared/ipc/contract.ts';
import type { Logger } from '../../shared/logger.ts';
import { isAppUrl } from '../protocol/resolve-request.ts';

/** The part of Electron's invoke event that the check needs. */
export interface IpcSender {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Input as the schema gives it (defaults filled in), answer as the schema takes it. */
export type Handler<C extends Channel> = (
  input: z.output<(typeof channels)[C]['input']>,
) => Promise<ChannelOutput<C>> | ChannelOutput<C>;
export type Handlers = { readonly [C in Channel]: Handler<C> };
/** The handlers of one feature: a part of the whole, checked against the contract. */
export type FeatureHandlers<C extends Channel> = { readonly [K in C]: Handler<K> };

/**
 * The gate every call from a page passes: the sender is our window's top frame on our own origin, the input is what the contract
 * says, and so is the answer. Whatever goes wrong leaves as an error envelope and a log line, never as `undefined` and never with
 * a stack.
 */
export class IpcGate {
  readonly #known: (webContentsId: number) => boolean;
  readonly #logger: Logger;
  readonly #redactor: Redactor;

  constructor(options: {
    readonly known: (webContentsId: number) => boolean;
    readonly logger: Logger;
    /** Strikes secrets out of errors, which may quote what a vendor answered. Without it only what looks like one is found. */
    readonly redactor?: Redactor;
  }) {
    this.#known = options.known;
    this.#logger = options.logger;
    this.#redactor = options.redactor ?? createRedactor();
  }

  async call<C extends Channel>(channel: C, handler: Handler<C>, from: IpcSender, input: unknown): Promise<Envelope> {
    const stranger = this.#stranger(from);
    if (stranger !== null) {
      this.#logger.warn({ channel, reason: stranger }, 'A call from a page was refused');
      return refused('ipc.sender', 'This call did not come from the Dispatch Bridge window.', { channel });
    }
    const asked = channels[channel].input.safeParse(input);
    if (!asked.success) {
      const where = asked.error.issues[0]?.path.join('.').slice(0, 200) ?? '';
      this.#logger.warn(
        { channel, issues: asked.error.issues.slice(0, mostIssues).map(plainIssue), of: asked.error.issues.length },
        'A call from a page had a wrong input',
      );
      return refused('ipc.input', `The window asked for '${channel}' with a value it does not take.`, {
        channel,
        where,
      });
    }
    try {
      const answer = await handler(asked.data as Parameters<Handler<C>>[0]);
      return { ok: true, value: this.#checkedAnswer(channel, answer) };
    } catch (thrown) {
      const error = AppError.from(thrown);
      const level = error.kind === 'bug' ? 'error' : 'warn';
      this.#logger[level]({ channel, code: error.code, kind: error.kind, cause: describe(thrown) }, error.message);
      return { ok: false, error: redactError(error.toInfo(), this.#redactor) };
    }
  }

  #stranger(from: IpcSender): string | null {
    if (!this.#known(from.sender.id)) return 'unknown window';
    if (from.senderFrame === null) return 'frame is gone';
    if (from.senderFrame.parent !== null) return 'not the top frame';
    return isAppUrl(from.senderFrame.url) ? null : 'other origin';
  }

  #checkedAnswer(channel: Channel, answer: unknown): unknown {
    const checked = channels[channel].output.safeParse(answer);
    if (checked.success) return checked.data;
    throw new AppError({
      code: 'ipc.output',
      kind: 'bug',
      message: `Dispatch Bridge has no valid answer to '${channel}'. Details are in the log.`,
      context: { channel, where: checked.error.issues[0]?.path.join('.') ?? '' },
      cause: checked.error,
    });
  }
}

function refused(code: string, message: string, context: Record<string, string>): Envelope {
  return { ok: false, error: { code, kind: 'bug', message, context } };
}

/** A wrong list has an issue for each of its members; the first ones tell enough, and all of them could push everything else out of the log. */
const mostIssues = 10;

/** Path and code only: an issue's message can quote the value, which may be a secret. */
function plainIssue(issue: { readonly code?: string | undefined; readonly path: readonly PropertyKey[] }): string {
  return `${issue.path.map(String).join('.').slice(0, 200)}: ${issue.code ?? 'invalid'}`;
}

function describe(thrown: unknown): string {
  const cause = thrown instanceof AppError ? thrown.cause : thrown;
  return cause instanceof Error ? (cause.stack ?? cause.message) : cause === undefined ? '' : String(cause);
}
