import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seedConnectWise, seededTrigger } from '../../../src/sandbox/connectwise/seed/seed.ts';
import { type ConnectWise, createConnectWise } from '../../../src/sandbox/connectwise/vendor.ts';
import { createKernel, type Kernel } from '../../../src/sandbox/kernel/kernel.ts';
import type { Clock } from '../../../src/shared/clock.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

/* A simulated ConnectWise on a real socket, and a caller for it. */

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed when it is JSON, else the text. */
  readonly body: unknown;
}
/** What is at a path of an answer (`field(body, 'board', 'id')`); undefined when there is nothing. */
export function field(body: unknown, ...path: readonly (string | number)[]): unknown {
  let value = body;
  for (const step of path) {
    value = typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined;
  }
  return value;
}

/** The ids of a list answer. */
export function ids(body: unknown): readonly unknown[] {
  return Array.isArray(body) ? body.map((record: unknown) => field(record, 'id')) : [];
}

export interface Instance {
  readonly clock: VirtualClock;
  readonly kernel: Kernel;
  readonly connectwise: ConnectWise;
  readonly url: string;
  readonly trigger: ReturnType<typeof seededTrigger>;
  /** Calls the API as the API member; `path` follows `/v4_6_release/apis/3.0` unless `absolute`. */
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  absolute(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  readonly credentials: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

function send(
  clock: Clock,
  url: string,
  method: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const release = clock.hold();
  return new Promise<Answer>((resolve, reject) => {
    const outgoing = request(url, { method, agent: false, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        let parsed: unknown = text;
        try {
          parsed = JSON.parse(text);
        } catch {
          // Not JSON: the text is the body.
        }
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Record<string, string | undefined>,
          body: parsed,
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  }).finally(release);
}

export async function startInstance(
  options: { readonly switches?: Readonly<Record<string, boolean | number | string>> } = {},
): Promise<Instance> {
  const clock = new VirtualClock();
  const kernel = createKernel({ clock, seed: 1, switches: options.switches ?? {} });
  const state = kernel.state('connectwise', () => seedConnectWise(kernel.context.random, clock.now()));
  const connectwise = createConnectWise(kernel.context, state);
  const { url } = await kernel.serve(connectwise.definition).listen();
  connectwise.setUrl(url);
  const [key] = state.apiKeys;
  const login = `${state.company.loginId}+${key?.publicKey}:${key?.privateKey}`;
  const credentials = {
    authorization: `Basic ${Buffer.from(login).toString('base64')}`,
    clientId: state.clientIds[0] ?? '',
    'content-type': 'application/json',
  };
  const absolute: Instance['absolute'] = (method, path, body, headers = credentials) =>
    send(clock, `${url}${path}`, method, body, headers);
  return {
    clock,
    kernel,
    connectwise,
    url,
    trigger: seededTrigger(state),
    credentials,
    absolute,
    call: (method, path, body, headers) =>
      absolute(method, `/v4_6_release/apis/3.0${path}`, body, { ...credentials, ...headers }),
    close: () => kernel.close(),
  };
}

export interface Delivery {
  readonly path: string;
  readonly signature: string;
  readonly raw: Buffer;
  readonly message: unknown;
  /** Virtual time of arrival. */
  readonly atMs: number;
}

export interface Receiver {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  close(): Promise<void>;
}

/** A callback target that answers with the given statuses in turn (200 when they run out); null never answers. */
export async function startReceiver(clock: VirtualClock, statuses: readonly (number | null)[] = []): Promise<Receiver> {
  const deliveries: Delivery[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const raw = Buffer.concat(chunks);
      const status = statuses[deliveries.length];
      deliveries.push({
        path: incoming.url ?? '',
        signature: String(incoming.headers['x-content-signature']),
        raw,
        message: JSON.parse(raw.toString('utf8')),
        atMs: clock.now(),
      });
      if (status === null) {
        // The sender holds the clock while it waits; only time can end that.
        response.on('close', clock.excuse());
        return;
      }
      response.writeHead(status ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** `conditions` and the like, encoded. */
export function query(parameters: Readonly<Record<string, string | number>>): string {
  return `?${new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)])).toString()}`;
}
