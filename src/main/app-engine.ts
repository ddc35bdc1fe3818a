import { fileURLToPath } from 'node:url';
import { app } from 'electron';
import type { EngineOptions } from '../core/engine-port.ts';
import { openStore } from '../core/store/open.ts';
import { orClose } from '../core/store/or-close.ts';
import { userName } from '../core/user-name.ts';
import { effectiveKind, type Services } from './ipc/handlers/services.ts';
import { utilityProcessHost } from './process/utility-process-host.ts';
import type { StartOrder } from './start-order.ts';
import { proxyFromList } from './system-proxy.ts';
import { systemProxyList } from './system-proxy-list.ts';

export interface AppEngineParts
  extends Pick<Services, 'profile' | 'memory' | 'secrets' | 'version'>,
    Pick<EngineOptions, 'clock' | 'logger' | 'storeWorker'> {
  /** Folder of the main bundle, with a trailing slash: the engine's threads and processes are files in it. */
  readonly bundle: URL;
  readonly order: StartOrder;
}

/**
 * Makes the profile's engine from what Electron gives it: its processes, its proxy, the bundled workers. The store's thread opens it
 * while Chromium starts; the engine's code, most of the program, is read once the page has its own and is busy with it.
 */
export function appEngine(parts: AppEngineParts) {
  const { bundle, profile, memory, secrets, version, clock, logger, storeWorker, order } = parts;
  return async ({ paused }: { readonly paused: boolean }) => {
    const opening = openStore({
      dataDir: profile.folder,
      worker: storeWorker,
      now: () => clock.now(),
      version,
      appStarted: order.settled,
      logger,
      clock,
    });
    return orClose(opening, async () => {
      const [{ createEngineOn }, store, keychain] = await Promise.all([
        order.pageServed.then(() => import('../core/engine.ts')),
        opening,
        secrets,
      ]);
      return createEngineOn(store, {
        dataDir: profile.folder,
        profile: profile.name,
        clock,
        random: Math.random,
        secrets: keychain,
        logger: logger.child({ part: 'engine' }),
        storeWorker,
        scriptWorker: new URL('script-worker.js', bundle),
        jsonnet: {
          processHost: utilityProcessHost(logger),
          evaluator: fileURLToPath(new URL('jsonnet-evaluator.js', bundle)),
          worker: new URL('jsonnet-worker.js', bundle),
          library: new URL('../../resources/jsonnet/', bundle),
        },
        version,
        systemProxy: async (url) => {
          await app.whenReady();
          return proxyFromList(await systemProxyList(url));
        },
        loopbackIntake: effectiveKind({ profile, memory }) === 'sandbox',
        person: userName(),
        paused,
      });
    });
  };
}
