import { createHttp } from '../../../src/core/http/http.ts';
import { createConnectWise } from '../../../src/core/psa/connectwise/index.ts';
import type { Psa } from '../../../src/core/psa/port.ts';
import { createLane } from '../../../src/core/queue/lane.ts';
import type { Lane } from '../../../src/core/queue/lane-port.ts';
import { type Clock, systemClock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { type Answer, type Loopback, loopback, type Received } from '../http/loopback.ts';

export const keys = {
  publicKey: 'PublicKey123',
  privateKey: 'Private-Key-456',
  clientId: '11111111-2222-3333-4444-555555555555',
};

export interface FakeConnectWise {
  readonly server: Loopback;
  readonly psa: Psa;
  readonly lane: Lane;
  /** How often the private key was read from the keychain. */
  keyReads(): number;
  /** Requests below `/apis/3.0`, as `METHOD /path`. */
  calls(): readonly string[];
  /** Answers of the next request to `METHOD /path`; the last one stays. */
  on(call: string, ...answers: readonly (Answer | ((request: Received) => Answer))[]): void;
  codebase: string;
  companyInfo: unknown;
  storedKey: string | null;
  close(): Promise<void>;
}

export const ticket = {
  id: 1042,
  summary: 'Printer offline',
  recordType: 'ServiceTicket',
  board: { id: 5, name: 'Dispatch' },
  status: { id: 17, name: 'Dispatch now' },
  company: { id: 3, identifier: 'ACME', name: 'Acme' },
  site: { id: 9, name: 'Main' },
  siteName: 'Main',
  closedFlag: false,
  customFields: [
    { id: 12, caption: 'Door code', type: 'Text', entryMethod: 'EntryField', value: '77' },
    { id: 13, caption: 'Floor', type: 'Number', entryMethod: 'EntryField' },
  ],
  _info: { lastUpdated: '2026-11-22T07:00:01Z', updatedBy: 'jdoe' },
};
export const site = {
  id: 9,
  name: 'Main',
  addressLine1: '1 Way',
  city: 'Phoenix',
  stateReference: { id: 3, identifier: 'AZ', name: 'Arizona' },
  zip: '04001',
  country: { id: 1, name: 'United States' },
};

/** ConnectWise with hand-written answers on a real socket, and our client on it. */
export async function fakeConnectWise(
  options: { clock?: Clock; company?: string; site?: string } = {},
): Promise<FakeConnectWise> {
  const clock = options.clock ?? systemClock;
  const routes = new Map<string, (Answer | ((request: Received) => Answer))[]>();
  const fake = { codebase: 'v2025_1/', companyInfo: undefined as unknown, storedKey: keys.privateKey as string | null };
  const server = await loopback((request) => {
    if (request.path.startsWith('/login/companyinfo/')) {
      if (typeof fake.companyInfo === 'string') return { text: fake.companyInfo };
      if (fake.companyInfo !== undefined) return { json: fake.companyInfo };
      return { json: { CompanyName: 'Cobalt', Codebase: fake.codebase, VersionCode: 'v2025.1', IsCloud: true } };
    }
    const base = `/${fake.codebase}apis/3.0`;
    const path = request.path.startsWith(base) ? request.path.slice(base.length) : request.path;
    const answers = routes.get(`${request.method} ${path}`);
    const next = answers !== undefined && answers.length > 1 ? answers.shift() : answers?.[0];
    if (next === undefined || (path === request.path && path.includes('/apis/'))) {
      return { status: 404, json: { code: 'ConnectWiseApi', message: 'The endpoint does not exist.' } };
    }
    return typeof next === 'function' ? next(request) : next;
  });
  let keyReads = 0;
  const http = createHttp({ clock, logger: silentLogger, proxy: 'none', caFile: '', userAgent: 'test' });
  const lane = createLane({
    remote: 'connectwise',
    clock,
    random: () => 0,
    perMinute: Number.POSITIVE_INFINITY,
    concurrency: 4,
  });
  const psa = createConnectWise({
    site: options.site ?? server.url,
    company: options.company ?? 'cobalt',
    publicKey: keys.publicKey,
    privateKey: async () => {
      keyReads += 1;
      return fake.storedKey;
    },
    clientId: async () => keys.clientId,
    http,
    lane,
    clock,
    logger: silentLogger,
  });
  const notes = '/service/tickets/1042/notes';
  routes.set('GET /service/tickets/1042', [{ json: ticket }]);
  routes.set(`GET ${notes}`, [{ json: [{ id: 1, text: 'It does not print.', detailDescriptionFlag: true }] }]);
  routes.set('GET /company/companies/3/sites/9', [{ json: site }]);
  return {
    server,
    psa,
    lane,
    get codebase() {
      return fake.codebase;
    },
    set codebase(value: string) {
      fake.codebase = value;
    },
    get companyInfo() {
      return fake.companyInfo;
    },
    set companyInfo(value: unknown) {
      fake.companyInfo = value;
    },
    get storedKey() {
      return fake.storedKey;
    },
    set storedKey(value: string | null) {
      fake.storedKey = value;
    },
    keyReads: () => keyReads,
    calls: () =>
      server.received
        .filter((request) => request.path.includes('/apis/3.0'))
        .map((request) => `${request.method} ${request.path.split('/apis/3.0')[1]}`),
    on: (call, ...answers) => void routes.set(call, [...answers]),
    async close() {
      await http.close();
      await server.close();
    },
  };
}
