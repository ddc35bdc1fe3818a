import { createFieldNation } from '../../../src/core/fieldnation/index.ts';
import type { FieldNation } from '../../../src/core/fieldnation/port.ts';
import { createHttp } from '../../../src/core/http/http.ts';
import { createLane } from '../../../src/core/queue/lane.ts';
import type { Lane } from '../../../src/core/queue/lane-port.ts';
import { type Clock, systemClock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { type Answer, type Loopback, loopback, type Received } from '../http/loopback.ts';

export const secrets = { clientSecret: 'client-secret-1', password: 'pass-word-1' };

export interface FakeFieldNation {
  readonly server: Loopback;
  readonly fn: FieldNation;
  readonly lane: Lane;
  /** Sign-ins so far. */
  signIns(): number;
  /** Makes every token handed out so far worthless. */
  expireTokens(): void;
  /** Answers this path without a token as well. */
  open(path: string): void;
  on(call: string, ...answers: readonly (Answer | ((request: Received) => Answer))[]): void;
  close(): Promise<void>;
}

export const workOrder = {
  id: 91422,
  work_order_id: 91422,
  title: 'Printer offline',
  status: { id: 3, name: 'Assigned', display: 'Assigned' },
  description: { html: '<p>It does not print. DBR-7f3a2c-1042-1</p>' },
  milestones: {
    created: { utc: '2026-11-22 07:00:00', local: {} },
    assigned: { utc: '2026-11-22 08:30:05' },
    published: null,
  },
  assignee: { user: { id: 5, first_name: 'R.', last_name: 'Diaz', cell: '555-1', phone: '555-2' }, status_id: 3 },
  location: {
    mode: 'custom',
    address1: '1 Way',
    address2: '',
    city: 'Phoenix',
    state: 'AZ',
    zip: '04001',
    country: 'US',
    map: { url: 'x' },
    coordinates: {},
  },
  schedule: {
    service_window: {
      mode: 'between',
      start: { utc: '2026-12-01 15:00:00', local: { date: '2026-12-01', time: '08:00:00' } },
      end: { utc: '2026-12-01 23:00:00', local: { date: '2026-12-01', time: '16:00:00' } },
    },
    time_zone: { id: 4 },
  },
  types_of_work: [{ id: 62, name: 'POS', isPrimary: true }],
  custom_fields: {
    results: [
      {
        id: 1,
        name: 'Group',
        results: [
          { id: 129, name: 'Ticket', value: 'CW-1' },
          { id: 130, name: 'Empty' },
        ],
      },
    ],
  },
  contacts: { results: [{ id: 1, name: 'Ann', phone: '555-3' }] },
};

/** Field Nation with hand-written answers on a real socket, and our client on it. */
export async function fakeFieldNation(
  options: { clock?: Clock; user?: unknown; expiredAs400?: boolean } = {},
): Promise<FakeFieldNation> {
  const clock = options.clock ?? systemClock;
  const routes = new Map<string, (Answer | ((request: Received) => Answer))[]>();
  const tokens = new Set<string>();
  const open = new Set<string>();
  let signIns = 0;
  const server = await loopback((request) => {
    if (request.path === '/authentication/api/oauth/token') {
      const given = request.json() as Record<string, string>;
      if (given.password !== secrets.password || given.client_secret !== secrets.clientSecret) {
        return { status: 401, json: { status_code: 401, message: 'Invalid username and password combination' } };
      }
      signIns += 1;
      const token = `token-${signIns}`;
      tokens.add(token);
      return {
        json: {
          access_token: token,
          expires_in: 3600,
          token_type: 'Bearer',
          refresh_token: 'r',
          ...(options.user === undefined ? {} : { user: options.user }),
        },
      };
    }
    const given =
      request.query.get('access_token') ?? String(request.headers.authorization ?? '').replace('Bearer ', '');
    if (!tokens.has(given) && !open.has(request.path)) {
      return options.expiredAs400
        ? {
            status: 400,
            json: { status: 400, message: 'Expired token. You must provide a valid OAuth token to make a request' },
          }
        : { status: 401, json: { code: 'AUTHENTICATION_REQUIRED', status: 401, title: 'Unauthorized' } };
    }
    const path = request.path.replace('/api/rest/v2', '').replace('/api/v1', '');
    const answers = routes.get(`${request.method} ${path}`);
    const next = answers !== undefined && answers.length > 1 ? answers.shift() : answers?.[0];
    if (next === undefined) return { status: 404, json: { status: 404, message: 'Not found' } };
    return typeof next === 'function' ? next(request) : next;
  });
  const http = createHttp({ clock, logger: silentLogger, proxy: 'none', caFile: '', userAgent: 'test' });
  const lane = createLane({
    remote: 'fieldnation',
    clock,
    random: () => 0,
    perMinute: Number.POSITIVE_INFINITY,
    concurrency: 4,
  });
  const fn = createFieldNation({
    environment: 'custom',
    baseUrl: server.url,
    clientId: 'fn00000-client1',
    username: 'api.user',
    companyId: '4711',
    clientSecret: async () => secrets.clientSecret,
    password: async () => secrets.password,
    http,
    lane,
    clock,
    logger: silentLogger,
  });
  routes.set('GET /workorders/91422', [{ json: workOrder }]);
  return {
    server,
    fn,
    lane,
    signIns: () => signIns,
    expireTokens: () => tokens.clear(),
    open: (path) => void open.add(path),
    on: (call, ...answers) => void routes.set(call, [...answers]),
    async close() {
      await http.close();
      await server.close();
    },
  };
}
