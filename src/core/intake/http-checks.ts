import type { IncomingMessage } from 'node:http';

/** Headers of which a second one would leave open which counts. */
const single = [
  'host',
  'content-length',
  'content-type',
  'transfer-encoding',
  'x-content-signature',
  'x-fn-signature',
  'x-fn-delivery-id',
];

/**
 * What Node's parser lets pass and this listener does not. Two readers of one request (a proxy in front and this one) must never differ about where
 * it ends or whom it is for. Null when the request is plain; otherwise the status to refuse it with.
 */
export function refusedHead(request: IncomingMessage, limits: { readonly headers: number }): number | null {
  const names = request.rawHeaders.filter((_text, index) => index % 2 === 0).map((name) => name.toLowerCase());
  if (names.length > limits.headers) return 431;
  if (!names.includes('host')) return 400;
  if (single.some((name) => names.filter((each) => each === name).length > 1)) return 400;
  const encoding = request.headers['transfer-encoding'];
  if (encoding !== undefined) {
    if (request.headers['content-length'] !== undefined || encoding.toLowerCase() !== 'chunked') return 400;
    if (request.httpVersion !== '1.1') return 400;
  }
  if (!/^\d{0,15}$/.test(request.headers['content-length'] ?? '')) return 400;
  if (request.httpVersion !== '1.1' && request.httpVersion !== '1.0') return 400;
  return null;
}

/** Answers that are written past Node's own, when there is no request to answer. */
export function bareAnswer(status: number): string {
  const reason = { 400: 'Bad Request', 408: 'Request Timeout', 431: 'Request Header Fields Too Large' }[status] ?? '';
  return `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
}

/** Headers as one text each. */
export function flatten(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
