import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import type { Http } from '../http/http.ts';
import type { Lane } from '../queue/lane-port.ts';
import type { Environment } from './environment.ts';
import { tokenSchema } from './schemas.ts';

export interface TokenOptions {
  readonly environment: Environment;
  readonly clientId: string;
  readonly username: string;
  readonly clientSecret: () => Promise<string | null>;
  readonly password: () => Promise<string | null>;
  readonly http: Http;
  readonly lane: Lane;
  readonly clock: Clock;
}

export interface Token {
  readonly text: string;
  /** When it was obtained and when it is replaced, ms UTC. */
  readonly renewAt: number;
  readonly userId: number | null;
  /** The server's `Date` minus our clock, ms; null when it sent none. */
  readonly clockSkewMs: number | null;
}

/** Tokens last an hour; they are replaced five minutes earlier (reference/fieldnation.md 1.2). */
const lifetimeSeconds = 3600;
const marginMs = 5 * 60_000;

/**
 * Signs in with the password grant and keeps the token. Refresh tokens are handed out but not supported, so renewal is signing in
 * again. Callers at the same time share one sign-in.
 */
export class Tokens {
  readonly #options: TokenOptions;
  #token: Token | null = null;
  #signingIn: Promise<Token> | null = null;

  constructor(options: TokenOptions) {
    this.#options = options;
  }

  /** The token in use; null before the first sign-in. */
  get present(): Token | null {
    return this.#token;
  }

  get userId(): number | null {
    return this.#token?.userId ?? null;
  }

  async get(signal?: AbortSignal): Promise<Token> {
    const token = this.#token;
    if (token !== null && this.#options.clock.now() < token.renewAt) return token;
    return await this.renew(token, signal);
  }

  /** A fresh token in place of `refused`; when another caller has replaced that one already, its successor. */
  async renew(refused: Token | null, signal?: AbortSignal): Promise<Token> {
    signal?.throwIfAborted();
    if (this.#token !== null && this.#token !== refused && this.#options.clock.now() < this.#token.renewAt)
      return this.#token;
    this.#signingIn ??= this.#signIn().finally(() => {
      this.#signingIn = null;
    });
    this.#token = await this.#signingIn;
    return this.#token;
  }

  async #signIn(): Promise<Token> {
    const { environment, clientId, username, http, lane, clock } = this.#options;
    const [clientSecret, password] = await Promise.all([this.#options.clientSecret(), this.#options.password()]);
    if (clientSecret === null || clientSecret === '') return await pause(lane, missing('client secret'));
    if (password === null || password === '') return await pause(lane, missing('password'));
    const response = await http.request({
      method: 'POST',
      url: environment.token,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'password',
        client_id: clientId,
        client_secret: clientSecret,
        username,
        password,
      }),
      timeoutMs: 30_000,
      // A second token does no harm.
      idempotent: true,
      lane,
      remote: 'fieldnation',
      label: 'the sign-in',
    });
    const parsed = tokenSchema.safeParse(response.json());
    if (!parsed.success) {
      throw new AppError({
        code: 'fieldnation.unexpected-answer',
        kind: 'permanent',
        message: `${environment.host} answered the sign-in without a token. Check the Field Nation address in Setup.`,
        context: { remote: 'fieldnation', host: environment.host, requestId: response.requestId },
        action: { do: 'open-setup', step: 'fieldnation' },
      });
    }
    const lifetimeMs = (parsed.data.expires_in ?? lifetimeSeconds) * 1000;
    const date = Date.parse(response.headers.date ?? '');
    return {
      text: parsed.data.access_token,
      renewAt: clock.now() + Math.max(lifetimeMs - marginMs, lifetimeMs / 2),
      userId: parsed.data.user?.id ?? null,
      clockSkewMs: Number.isNaN(date) ? null : date - clock.now(),
    };
  }
}

/** Something that is not stored pauses the lane like a refusal: nothing can be sent before somebody enters it. */
function pause(lane: Lane, error: AppError): Promise<never> {
  return lane.run(() => Promise.reject(error));
}

function missing(what: string): AppError {
  return new AppError({
    code: 'fieldnation.no-key',
    kind: 'auth',
    message: `The Field Nation ${what} is not stored on this computer. Enter it in Setup.`,
    context: { remote: 'fieldnation' },
    action: { do: 'open-setup', step: 'fieldnation' },
  });
}
