import { createFieldNation } from '../../../src/core/fieldnation/index.ts';
import type { FieldNation } from '../../../src/core/fieldnation/port.ts';
import { createHttp, type Http } from '../../../src/core/http/http.ts';
import { createConnectWise } from '../../../src/core/psa/connectwise/index.ts';
import type { Psa } from '../../../src/core/psa/port.ts';
import { createLane } from '../../../src/core/queue/lane.ts';
import type { Lane } from '../../../src/core/queue/lane-port.ts';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/index.ts';
import type { Remote } from '../../../src/shared/domain/records.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

export interface Clients {
  readonly clock: VirtualClock;
  readonly sandbox: RunningSandbox;
  readonly http: Http;
  readonly psa: Psa;
  readonly fn: FieldNation;
  readonly lanes: Readonly<Record<Remote, Lane>>;
  /** Waits for a client call while virtual time runs (hanging requests need it). */
  during<T>(call: Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** The sandbox and both clients on one virtual clock, over real sockets. */
export async function startClients(
  options: SandboxOptions & { readonly caFile?: string; readonly privateKey?: string; readonly password?: string } = {},
): Promise<Clients> {
  // The sandbox's Date header is the machine's time; the connection test compares it with the clock.
  const clock = new VirtualClock({ stallMs: 60, startMs: Date.now() });
  const { caFile, privateKey, password, ...forSandbox } = options;
  const sandbox = await startSandbox({ clock, ...forSandbox });
  const { connectwise, fieldnation } = sandbox.info;
  const http = createHttp({
    clock,
    logger: silentLogger,
    proxy: 'none',
    caFile: caFile ?? '',
    userAgent: 'Dispatch Bridge/test',
  });
  const lane = (remote: Remote): Lane =>
    createLane({ remote, clock, random: () => 0, perMinute: Number.POSITIVE_INFINITY, concurrency: 4 });
  const lanes = { connectwise: lane('connectwise'), fieldnation: lane('fieldnation') };
  const common = { http, clock, logger: silentLogger };
  const psa = createConnectWise({
    ...common,
    lane: lanes.connectwise,
    site: connectwise.url,
    company: connectwise.company,
    publicKey: connectwise.publicKey,
    privateKey: async () => privateKey ?? connectwise.privateKey,
    clientId: async () => connectwise.clientId,
  });
  const fn = createFieldNation({
    ...common,
    lane: lanes.fieldnation,
    environment: 'custom',
    baseUrl: fieldnation.url,
    clientId: fieldnation.clientId,
    username: fieldnation.username,
    companyId: '',
    clientSecret: async () => fieldnation.clientSecret,
    password: async () => password ?? fieldnation.password,
  });
  return {
    clock,
    sandbox,
    http,
    psa,
    fn,
    lanes,
    async during(call) {
      let done = false;
      const finished = (): void => {
        done = true;
      };
      call.then(finished, finished);
      await clock.runUntil(() => done, { maxMs: 600_000, what: 'the call' });
      return await call;
    },
    async stop() {
      await http.close();
      await sandbox.stop();
    },
  };
}
