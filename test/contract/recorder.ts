import type { Http, HttpRequest, HttpResponse } from '../../src/core/http/http.ts';
import type { Operation } from './statement.ts';

export interface Exchange {
  readonly vendor: Operation['vendor'];
  readonly method: string;
  /** Below the vendor's base, as in the statement. */
  readonly path: string;
  readonly query: readonly string[];
  readonly sent: unknown;
  readonly status: number;
  readonly received: unknown;
}

const everyStatus = Array.from({ length: 300 }, (_, index) => 300 + index);

/** The product's own HTTP client with an ear: keeps what was sent and answered. */
export function recording(http: Http, exchanges: Exchange[]): Http {
  const keep = (request: Omit<HttpRequest, 'body'>, answer: HttpResponse, sent: unknown): HttpResponse => {
    const url = new URL(request.url);
    const webhooks = url.pathname.startsWith('/api/v1/webhooks');
    const vendor = request.remote === 'connectwise' ? 'connectwise' : webhooks ? 'webhooks' : 'fieldnation';
    exchanges.push({
      vendor,
      method: request.method,
      path: url.pathname.replace(/^\/[^/]+\/apis\/3\.0/, ''),
      query: [...new Set(url.searchParams.keys())],
      sent,
      status: answer.status,
      received: answer.text() === '' ? undefined : JSON.parse(answer.text()),
    });
    const fine = (answer.status >= 200 && answer.status < 300) || request.expect?.includes(answer.status);
    if (!fine) throw answer.failure();
    return answer;
  };
  return {
    async request(request: HttpRequest) {
      const sent = typeof request.body === 'string' ? JSON.parse(request.body) : undefined;
      return keep(request, await http.request({ ...request, expect: everyStatus }), sent);
    },
    /** Links of Field Nation's files lead anywhere and are no calls of its API. */
    async download(request, file, maxBytes) {
      const done = await http.download(request, file, maxBytes);
      if (request.remote === 'connectwise') keep(request, done.response, undefined);
      return done;
    },
    /** A form counts as an object of its parts; a file part is a text in the OpenAPI files. */
    async upload(request, form) {
      const sent = { ...form.fields, [form.file.part]: form.file.fileName };
      return keep(request, await http.upload({ ...request, expect: everyStatus }, form), sent);
    },
    close: () => http.close(),
  };
}

/** Whether a path is one of an operation's: `{}` stands for one segment. */
export function matches(template: string, path: string): boolean {
  const pattern = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]*\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path);
}
