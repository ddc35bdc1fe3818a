import { randomBytes } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';

/** How long a token lives (reference 1.2). */
export const tokenLifetimeSeconds = 3600;

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly password: string;
}

export type Grant =
  | { readonly granted: true; readonly accessToken: string; readonly refreshToken: string }
  | { readonly granted: false; readonly status: number; readonly message: string };

export type TokenState = 'valid' | 'expired' | 'unknown';

/** Signs clients in with the password grant. Tokens live in memory: a restart of the sandbox signs everybody out. */
export interface TokenService {
  grant(body: unknown): Grant;
  check(token: string): TokenState;
  /** Ends every token given so far, as if an hour had passed. */
  expireAll(): void;
}

const fields = ['grant_type', 'client_id', 'client_secret', 'username', 'password'] as const;

export function createTokenService(clock: Clock, credentials: Credentials): TokenService {
  const expiry = new Map<string, number>();
  return {
    grant(body) {
      const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
      // A refresh token is handed out, but using it is refused: "Refresh tokens are not supported" (reference 1.2).
      if (given.grant_type !== undefined && given.grant_type !== 'password') {
        return { granted: false, status: 400, message: 'Invalid grant_type. The grant type must be password.' };
      }
      const missing = fields.filter((field) => typeof given[field] !== 'string' || given[field] === '');
      if (missing.length > 0) return { granted: false, status: 400, message: `Missing ${missing.join(', ')}.` };
      if (given.client_id !== credentials.clientId || given.client_secret !== credentials.clientSecret) {
        return { granted: false, status: 401, message: 'The client credentials are invalid' };
      }
      if (given.username !== credentials.username || given.password !== credentials.password) {
        return { granted: false, status: 401, message: 'Invalid username and password combination' };
      }
      const accessToken = randomBytes(20).toString('hex');
      expiry.set(accessToken, clock.now() + tokenLifetimeSeconds * 1000);
      return { granted: true, accessToken, refreshToken: randomBytes(20).toString('hex') };
    },
    check(token) {
      const until = expiry.get(token);
      if (until === undefined) return 'unknown';
      return clock.now() < until ? 'valid' : 'expired';
    },
    expireAll() {
      for (const token of expiry.keys()) expiry.set(token, 0);
    },
  };
}
