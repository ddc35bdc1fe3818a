import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RefusalKind } from './refusals.ts';

/** Bytes the sender announced; 0 when it did not. */
export function declared(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? 0);
}

/** What the parser's complaint means, and what is answered; null = nothing, nobody reads it. */
export function meaningOf(code: string): readonly [why: RefusalKind, status: number | null] {
  if (code === 'HPE_HEADER_OVERFLOW' || code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return ['too-large', 431];
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return ['too-slow', 408];
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'HPE_INVALID_EOF_STATE') return ['cut-off', null];
  return ['bad-http', 400];
}

/** Nothing about this app is in an answer: a status and no body. */
export function end(response: ServerResponse, status: number): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, status === 204 ? {} : { 'content-length': 0 }).end();
}
