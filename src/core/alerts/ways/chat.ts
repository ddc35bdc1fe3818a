import { chatUrlFault } from '../../../shared/alert-address.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { AlertsConfig } from '../../../shared/domain/alerts.ts';
import { AppError } from '../../../shared/errors.ts';
import { retryAfter } from '../../http/classify.ts';
import type { Dispatchers } from '../../http/dispatchers.ts';
import { type Exchange, send } from '../../http/exchange.ts';
import type { TellingText } from '../words.ts';
import { slackPayload, teamsPayload } from './chat-payload.ts';
import { networkWords } from './network-words.ts';
import type { Way } from './way.ts';

const timeoutMs = 20_000;
const maxAnswerBytes = 64 * 1024;

export interface ChatOptions {
  readonly clock: Clock;
  readonly userAgent: string;
  /** Who says so. */
  readonly from: string;
  readonly kind: () => AlertsConfig['chat']['kind'];
  /** The webhook's address from the keychain; null = none. Whoever knows it can write into the channel. */
  readonly url: () => Promise<string | null>;
  /** Made anew for each message: proxy and certificates may have been changed meanwhile. */
  readonly dispatchers: () => Dispatchers;
}

/** A channel of Teams or Slack, by a webhook. Redirects are not followed: they would carry the message elsewhere. */
export function chatWay(options: ChatOptions): Way {
  return {
    async send(text: TellingText, signal: AbortSignal) {
      const url = usable(await options.url());
      const kind = options.kind();
      const body = JSON.stringify(
        kind === 'teams' ? teamsPayload(text, options.from) : slackPayload(text, options.from),
      );
      const dispatchers = options.dispatchers();
      const release = options.clock.hold();
      try {
        const { dispatcher } = await dispatchers.route(url);
        const exchange = await send(
          dispatcher,
          url,
          { method: 'POST', headers: { 'content-type': 'application/json' }, body, timeoutMs, signal },
          { clock: options.clock, userAgent: options.userAgent, maxBytes: maxAnswerBytes },
        );
        const error = failureOf(exchange, names[kind], url.hostname, options.clock.now());
        if (error !== null) throw error;
      } finally {
        release();
        await dispatchers.close();
      }
    },
  };
}

const names = { teams: 'Teams', slack: 'Slack' } as const;

function usable(text: string | null): URL {
  if (text === null)
    throw new AppError({
      code: 'alerts.chat-no-url',
      kind: 'permanent',
      message: 'There is no webhook address for the chat yet. Paste it under Settings > Alerts.',
      action: { do: 'open-settings', section: 'alerts' },
    });
  const fault = chatUrlFault(text);
  if (fault !== null) throw unusableChatUrl(fault);
  return new URL(text.trim());
}

/** `alerts.chat-url` */
export function unusableChatUrl(fault: NonNullable<ReturnType<typeof chatUrlFault>>): AppError {
  return new AppError({
    code: 'alerts.chat-url',
    kind: 'permanent',
    message:
      fault === 'not-https'
        ? 'The webhook address of the chat has to begin with https://: whoever reads it on its way could write into the channel.'
        : 'This is not the address of a webhook. Copy it whole from Teams or Slack: it begins with https://.',
  });
}

/** What came back, as the person reads it; null = it arrived. */
function failureOf(exchange: Exchange, name: string, host: string, now: number): AppError | null {
  const failed = (code: string, kind: AppError['kind'], message: string, retryAfterMs?: number): AppError =>
    new AppError({
      code: `alerts.chat-${code}`,
      kind,
      message,
      context: { host },
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  switch (exchange.kind) {
    case 'timeout':
      return failed('timeout', 'transient', `${name} (${host}) did not answer within ${timeoutMs / 1000} s.`);
    case 'too-large':
      return null;
    case 'local':
      return AppError.from(exchange.cause);
    case 'failed':
      return failed('unreachable', 'offline', `${name} cannot be reached at ${host}: ${networkWords(exchange.code)}.`);
    case 'answer': {
      const { status, headers, bytes } = exchange;
      if (status >= 200 && status < 300) return null;
      const said = answerWords(bytes.toString('utf8'));
      if (status === 429)
        return failed(
          'rate-limited',
          'rate-limited',
          `${name} takes no more messages for a while (429).`,
          retryAfter(headers['retry-after'], now) ?? 60_000,
        );
      if (status >= 500) return failed('unavailable', 'transient', `${name} answered with ${status}${said}.`);
      if (status >= 300 && status < 400)
        return failed(
          'moved',
          'permanent',
          `${host} answered with a redirect (${status}): this is not the address of a webhook.`,
        );
      if (status === 404 || status === 410)
        return failed(
          'gone',
          'permanent',
          `${name} does not know this webhook any more (${status}${said}). Make a new one and paste its address.`,
        );
      if (status === 401 || status === 403)
        return failed(
          'refused',
          'permanent',
          `${name} refused the message (${status}${said}). Copy the webhook's address again; in Teams the workflow has to accept messages from anyone.`,
        );
      return failed('rejected', 'permanent', `${name} did not take the message (${status}${said}).`);
    }
  }
}

/** `: no_service`, the start of what was said; empty for nothing and for web pages. */
function answerWords(body: string): string {
  const text = codeIn(body) ?? body.trim();
  return text === '' || text.startsWith('<') ? '' : `: ${text.replace(/\s+/g, ' ').slice(0, 120)}`;
}

/** Microsoft answers `{"error":{"code":"WorkflowNotFound","message":"..."}}`. */
function codeIn(body: string): string | null {
  try {
    const answer = JSON.parse(body) as { error?: { code?: unknown; message?: unknown } } | null;
    const { code, message } = answer?.error ?? {};
    return typeof message === 'string' ? message : typeof code === 'string' ? code : null;
  } catch {
    return null;
  }
}
