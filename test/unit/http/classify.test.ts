import { describe, expect, it } from 'vitest';
import { classify, type Outcome, type RequestFacts, retryAfter } from '../../../src/core/http/classify.ts';
import { readVendorError } from '../../../src/core/http/vendor-error.ts';
import type { ErrorKind } from '../../../src/shared/errors.ts';

const now = Date.UTC(2026, 10, 22, 8, 0, 0);
const request: RequestFacts = {
  remote: 'connectwise',
  label: 'ticket 1042',
  method: 'PATCH',
  target: 'api-na.myconnectwise.net/v2025_1/apis/3.0/service/tickets/1042',
  idempotent: true,
};
function answer(status: number, body: unknown = '', headers: Record<string, string> = {}): Outcome {
  return {
    kind: 'answer',
    status,
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    requestId: 'r1',
    now,
  };
}
const failed = (code: string, sent = false, proxied = false): Outcome => ({
  kind: 'failed',
  code,
  sent,
  proxied,
  cause: null,
});
const create = { ...request, method: 'POST', idempotent: false };
const fn: RequestFacts = { ...request, remote: 'fieldnation', label: 'work order 91422' };

describe('what a failed request means', () => {
  const rows: readonly (readonly [string, RequestFacts, Outcome, ErrorKind, string])[] = [
    ['a refused connection', request, failed('ECONNREFUSED'), 'offline', 'connectwise.offline'],
    ['an unknown name', request, failed('ENOTFOUND'), 'offline', 'connectwise.offline'],
    ['no route', create, failed('ENETUNREACH'), 'offline', 'connectwise.offline'],
    ['a name that cannot be asked for just now', request, failed('EAI_AGAIN'), 'offline', 'connectwise.offline'],
    ['a reset before anything was sent', create, failed('ECONNRESET'), 'offline', 'connectwise.offline'],
    ['a reset while a read was under way', request, failed('ECONNRESET', true), 'transient', 'connectwise.reset'],
    [
      'a reset while a create was under way',
      create,
      failed('UND_ERR_SOCKET', true),
      'ambiguous',
      'connectwise.ambiguous',
    ],
    [
      'a timeout of a sent create',
      create,
      { kind: 'timeout', sent: true, timeoutMs: 1000 },
      'ambiguous',
      'connectwise.ambiguous',
    ],
    [
      'a timeout before connecting',
      create,
      { kind: 'timeout', sent: false, timeoutMs: 1000 },
      'offline',
      'connectwise.offline',
    ],
    [
      'a timeout of a read',
      request,
      { kind: 'timeout', sent: true, timeoutMs: 1000 },
      'transient',
      'connectwise.timeout',
    ],
    [
      'an untrusted certificate',
      request,
      { kind: 'certificate', code: 'SELF_SIGNED_CERT_IN_CHAIN', issuer: 'Corp CA', host: 'h', cause: null },
      'offline',
      'connectwise.certificate',
    ],
    ['400', request, answer(400, { code: 'InvalidObject', message: 'x' }), 'permanent', 'connectwise.rejected'],
    ['401', request, answer(401), 'auth', 'connectwise.unauthorized'],
    ['403', request, answer(403), 'permanent', 'connectwise.forbidden'],
    ['404', request, answer(404), 'permanent', 'connectwise.not-found'],
    ['405', request, answer(405), 'permanent', 'connectwise.rejected'],
    ['408', request, answer(408), 'transient', 'connectwise.unavailable'],
    ['409', request, answer(409), 'permanent', 'connectwise.in-use'],
    ['422', fn, answer(422), 'permanent', 'fieldnation.rejected'],
    ['429', request, answer(429), 'rate-limited', 'connectwise.rate-limited'],
    ['500', create, answer(500), 'transient', 'connectwise.unavailable'],
    ['502', request, answer(502), 'transient', 'connectwise.unavailable'],
    ['503 without a time', request, answer(503), 'transient', 'connectwise.unavailable'],
    ['503 with a time', request, answer(503, '', { 'retry-after': '20' }), 'rate-limited', 'connectwise.rate-limited'],
    ['a redirect', request, answer(302, '', { location: 'https://x/' }), 'permanent', 'connectwise.redirect'],
    [
      "Field Nation's old 400 for an expired token",
      fn,
      answer(400, { message: 'Expired token. You must provide a valid OAuth token to make a request' }),
      'auth',
      'fieldnation.unauthorized',
    ],
  ];
  it.each(rows)('%s', (_, facts, outcome, kind, code) => {
    expect(classify(facts, outcome)).toMatchObject({ kind, code, context: { label: facts.label } });
  });

  it('is nothing for any 2xx', () => {
    for (const status of [200, 201, 204, 207]) expect(classify(request, answer(status))).toBeNull();
  });

  it("shows the vendor's own words and field", () => {
    const body = {
      code: 'InvalidObject',
      message: 'ticket object is invalid',
      errors: [
        {
          code: 'NotFound',
          message: 'Service Status 17 not found for Service Board 21',
          resource: 'ticket',
          field: 'status/id',
        },
      ],
    };
    const error = classify(request, answer(400, body));
    expect(error?.message).toBe(
      'ConnectWise rejected ticket 1042: Service Status 17 not found for Service Board 21 (status/id).',
    );
    expect(error?.context).toMatchObject({
      field: 'status/id',
      vendorCode: 'InvalidObject',
      vendorDetails: 'NotFound',
      status: 400,
      requestId: 'r1',
    });
  });

  it('names the issuer of a certificate that is not trusted and says what to do', () => {
    const error = classify(request, {
      kind: 'certificate',
      code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      issuer: 'Contoso Proxy CA',
      host: 'na.myconnectwise.net',
      cause: null,
    });
    expect(error?.message).toContain('Contoso Proxy CA');
    expect(error?.message).toContain('Settings > Network');
  });

  it('keeps credentials out of a message the vendor echoes', () => {
    const error = classify(
      fn,
      answer(400, { message: 'bad request /workorders?access_token=abcdef0123 for Basic Q29iYWx0K2FiYzpkZWY=' }),
    );
    expect(JSON.stringify(error?.toInfo())).not.toMatch(/abcdef0123|Q29iYWx0/);
  });

  it('writes sentences: no blanks or full stops doubled', () => {
    for (const [, facts, outcome] of rows) {
      const message = classify(facts, outcome)?.message ?? '';
      expect(message).toMatch(/^[A-Z][\s\S]*\.$/);
      expect(message).not.toMatch(/\.\.|\s{2}|undefined|null/);
    }
  });
});

describe('the asked waiting time', () => {
  it.each([
    ['30', 30_000],
    ['0', 0],
    ['86400', 900_000],
    ['Sun, 22 Nov 2026 08:01:00 GMT', 60_000],
    ['Sun, 22 Nov 2026 07:00:00 GMT', 0],
    ['Mon, 23 Nov 2026 08:00:00 GMT', 900_000],
    ['soon', null],
    [undefined, null],
  ])('%s means %s ms', (header, ms) => {
    expect(retryAfter(header, now)).toBe(ms);
  });

  it('comes from the body when the header is missing', () => {
    const odd = answer(429, { error: 'ConnectWiseAPI', message: 'Too many requests. Please try again in 30 seconds.' });
    expect(classify(request, odd)?.retryAfterMs).toBe(30_000);
    const problem = answer(429, {
      code: 'RATE_LIMIT_EXCEEDED',
      status: 429,
      detail: 'Slow down',
      agent: { action: 'RETRY', backoffMs: 45_000 },
    });
    expect(classify(fn, problem)?.retryAfterMs).toBe(45_000);
    expect(classify(fn, answer(429))?.retryAfterMs).toBe(60_000);
  });
});

describe('error bodies of both vendors', () => {
  it.each([
    [{ code: 'NotFound', message: 'Contact 57919 not found' }, 'NotFound', 'Contact 57919 not found', ''],
    [{ code: 'Security', message: 'SSL is required.', errors: null }, 'Security', 'SSL is required.', ''],
    [{ error: 'ConnectWiseAPI', message: 'Too many requests.' }, 'ConnectWiseAPI', 'Too many requests.', ''],
    [
      {
        code: 'InvalidObject',
        message: 'serviceNote object is invalid',
        errors: [{ message: 'Please choose where to display the notes in order to save this record.' }],
      },
      'InvalidObject',
      'Please choose where to display the notes in order to save this record.',
      '',
    ],
    [
      {
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        detail: 'Invalid',
        code: 'VALIDATION_ERROR',
        errors: [{ detail: 'title is required', pointer: '/title' }],
      },
      'VALIDATION_ERROR',
      'title is required (title)',
      'title',
    ],
    [
      { status: 403, message: 'You do not have permission to access this work order' },
      '',
      'You do not have permission to access this work order',
      '',
    ],
    [{ status_code: 401, message: 'The client credentials are invalid' }, '', 'The client credentials are invalid', ''],
    [
      { metadata: { timestamp: 't', path: '/' }, errors: [{ code: 400, message: 'url must be https' }], result: {} },
      '',
      'url must be https',
      '',
    ],
  ])('%o', (body, code, message, field) => {
    expect(readVendorError(JSON.stringify(body))).toMatchObject({ code, message, field });
  });

  it('are not made up from something else', () => {
    for (const body of ['', '<html>', '[]', '"text"', '{}', '{"id":5}']) expect(readVendorError(body)).toBeNull();
  });
});
