import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../shared/clock.ts';
import { readBody } from '../kernel/read-body.ts';
import { VendorFailure } from '../kernel/vendor-failure.ts';
import { type Listening, listenOnLoopback } from '../kernel/vendor-server.ts';
import { ControlError } from './control-error.ts';
import { type Controlled, control } from './control-routes.ts';

/** The header every control request carries; a web page cannot send it without being asked first. */
export const controlHeader = 'x-sandbox-control';

const maxBodyBytes = 1024 * 1024;

function sameToken(given: string | string[] | undefined, token: string): boolean {
  const left = Buffer.from(typeof given === 'string' ? given : '');
  const right = Buffer.from(token);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** What a failure of the sandbox or of a vendor's rule looks like here. */
function failureOf(error: unknown): { status: number; body: unknown } {
  if (error instanceof ControlError) return { status: error.status, body: { message: error.message } };
  if (error instanceof VendorFailure) {
    return { status: error.response.status, body: { message: 'The vendor refuses.', answer: error.response.body } };
  }
  return { status: 500, body: { message: error instanceof Error ? error.message : String(error) } };
}

/** Serves the control API on loopback, always plain http: it carries nothing but practice data. */
export function serveControl(
  sandbox: Controlled,
  options: { readonly token: string; readonly port: number; readonly clock: Clock },
): Promise<Listening> {
  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const bytes = await readBody(request, maxBodyBytes);
    if (!sameToken(request.headers[controlHeader], options.token)) {
      return { status: 401, body: { message: `Send the control token as ${controlHeader}.` } };
    }
    if (!Buffer.isBuffer(bytes)) return { status: 413, body: { message: 'The request is too large.' } };
    try {
      const url = new URL(request.url ?? '/', 'http://localhost');
      let body: unknown = {};
      if (bytes.length > 0) {
        try {
          body = JSON.parse(bytes.toString('utf8'));
        } catch {
          throw new ControlError(400, 'The body is not valid JSON.');
        }
      }
      return {
        status: 200,
        body: await control(sandbox, request.method ?? 'GET', url.pathname, url.searchParams, body),
      };
    } catch (error) {
      return failureOf(error);
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const release = options.clock.hold();
    try {
      const { status, body } = await answer(request);
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(body ?? {}));
    } finally {
      release();
    }
  }
  return listenOnLoopback(handle, { port: options.port });
}
