import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EngineStatus, RemoteHealth } from '../../shared/domain/status.ts';
import { AppError } from '../../shared/errors.ts';

export interface Health {
  readonly url: string;
  close(): Promise<void>;
}

/** What `/healthz` is made from; null while there is no engine to ask. */
export type AskStatus = () => EngineStatus | null;

/**
 * `/healthz` on this machine alone. 200 while the engine runs or a person paused it, 503 before, after, and when something stopped it or
 * another installation dispatches. Throws `config.health-port` when the port is taken.
 */
export async function serveHealth(options: {
  readonly port: number;
  readonly version: string;
  readonly profile: string;
  readonly status: AskStatus;
  /** Strikes secrets out of what is answered. */
  readonly clean: (value: unknown) => unknown;
}): Promise<Health> {
  const server = createServer(
    { headersTimeout: 5_000, requestTimeout: 5_000, keepAliveTimeout: 1_000 },
    (request, response) => answer(request, response, options),
  );
  server.maxConnections = 20;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      const reason = 'code' in cause ? String(cause.code) : cause.message;
      reject(
        new AppError({
          code: 'config.health-port',
          kind: 'permanent',
          message: `Port ${options.port} cannot be used for /healthz (${reason}). Choose another with --health-port.`,
          cause,
        }),
      );
    });
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/healthz`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { version, profile, status, clean }: Parameters<typeof serveHealth>[0],
): void {
  const send = (code: number, body: unknown): void => {
    const text = `${JSON.stringify(body)}\n`;
    response.writeHead(code, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'content-length': Buffer.byteLength(text),
    });
    response.end(request.method === 'HEAD' ? undefined : text);
  };
  const refusal = refusalOf(request);
  if (refusal !== null) {
    send(refusal, { ok: false });
    return;
  }
  const now = status();
  const body =
    now === null ? { ok: false, state: 'starting', message: 'Dispatch Bridge starts or ends.' } : healthOf(now);
  send(body.ok ? 200 : 503, { ...(clean(body) as object), version, profile });
}

/** The status of a request that is none of ours; null for one that is. */
function refusalOf({ headers, url, method }: IncomingMessage): number | null {
  // A page in a browser on this machine may know the port; it cannot choose this header.
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '')) return 421;
  if (url?.split('?')[0] !== '/healthz') return 404;
  return method === 'GET' || method === 'HEAD' ? null : 405;
}

/** The answer's body: how the engine is, without anything a stranger should not read. */
export function healthOf(status: EngineStatus) {
  const { at, state, headline, queue, links, attention, intake, connectwise, fieldnation, lastSyncAt, nextPollAt } =
    status;
  return {
    ok: state === 'running' || state === 'paused',
    state: state as string,
    message: headline,
    at: time(at),
    queue: { ...queue, oldestWaitingAt: time(queue.oldestWaitingAt) },
    links,
    attention,
    lanes: { connectwise: laneOf(connectwise), fieldnation: laneOf(fieldnation) },
    pace: { lastSyncAt: time(lastSyncAt), nextPollAt: time(nextPollAt) },
    callbacks: {
      state: intake.state,
      mode: intake.mode,
      tunnel: intake.tunnel,
      message: intake.message,
      needs: intake.needs,
      lastDeliveryAt: time(intake.lastDeliveryAt),
      refused: intake.refused,
    },
  };
}

function laneOf({ state, message, pausedUntil, lastSuccessAt, budgetLeft, inFlight }: RemoteHealth) {
  return { state, message, pausedUntil: time(pausedUntil), lastSuccessAt: time(lastSuccessAt), budgetLeft, inFlight };
}

function time(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
