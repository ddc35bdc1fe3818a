import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/index.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** A thin client of the simulated Field Nation: what a test would type into curl. */
export interface Client {
  readonly clock: VirtualClock;
  readonly sandbox: RunningSandbox;
  token: string;
  signIn(over?: Record<string, unknown>): Promise<Answer>;
  /** A REST call with the token in the query. `path` starts after `/api/rest/v2`. */
  rest(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Answer>;
  /** A webhook API call with the token as Bearer. `path` starts after `/api/v1/webhooks`. */
  hooks(method: string, path: string, body?: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

async function call(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}

export async function startClient(options: Omit<SandboxOptions, 'clock'> = {}): Promise<Client> {
  const clock = new VirtualClock();
  const sandbox = await startSandbox({ ...options, clock });
  const { url, clientId, clientSecret, username, password } = sandbox.info.fieldnation;
  const json = { 'content-type': 'application/json' };
  const client: Client = {
    clock,
    sandbox,
    token: '',
    async signIn(over = {}) {
      const body = {
        grant_type: 'password',
        client_id: clientId,
        client_secret: clientSecret,
        username,
        password,
        ...over,
      };
      const answer = await call(`${url}/authentication/api/oauth/token`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify(body),
      });
      if (answer.status === 200) client.token = String(answer.body.access_token);
      return answer;
    },
    rest(method, path, body, signal) {
      const join = path.includes('?') ? '&' : '?';
      return call(`${url}/api/rest/v2${path}${join}access_token=${client.token}`, {
        method,
        ...(signal ? { signal } : {}),
        ...(body === undefined ? {} : { headers: json, body: JSON.stringify(body) }),
      });
    },
    hooks(method, path, body) {
      return call(`${url}/api/v1/webhooks${path}`, {
        method,
        headers: { ...json, authorization: `Bearer ${client.token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    },
    stop: () => sandbox.stop(),
  };
  await client.signIn();
  return client;
}

export interface Received {
  readonly at: number;
  readonly method: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly raw: Buffer;
  readonly body: {
    readonly event: { readonly name: string; readonly params: Record<string, unknown> };
    readonly timestamp: string;
    readonly triggered_by_user: { readonly id: number };
    readonly workorder: Record<string, unknown>;
  };
}

/** A webhook target that keeps what it gets and answers with the next status of `answers`, else 200. */
export async function startTarget(clock: VirtualClock) {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      received.push({
        at: clock.now(),
        method: request.method ?? '',
        headers: request.headers,
        raw,
        body: JSON.parse(raw.toString('utf8')),
      });
      response.statusCode = answers.shift() ?? 200;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answers,
    names: () => received.map((each) => each.body.event.name),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A body that can be published. */
export const publishable = {
  title: 'Replace the POS terminal',
  description: { html: '<p>Marker DBR-test-1</p>' },
  types_of_work: [{ id: 62, isPrimary: true }],
  location: { mode: 'custom', address1: '1 Main St', city: 'Phoenix', state: 'AZ', zip: '85001', country: 'US' },
  schedule: { service_window: { mode: 'exact', start: { utc: '2026-12-01 15:00:00' } } },
  pay: { type: 'hourly', base: { amount: 45, units: 2 } },
};
