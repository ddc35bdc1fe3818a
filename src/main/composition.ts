import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, Menu, nativeTheme, net, powerMonitor, session, shell } from 'electron';
import { createEngine } from '../core/engine.ts';
import { createLogger } from '../core/monitor/log.ts';
import { createRedactor } from '../core/monitor/redact.ts';
import { recoverStore } from '../core/store/recover.ts';
import { userName } from '../core/user-name.ts';
import { systemClock } from '../shared/clock.ts';
import type { Parts } from './app.ts';
import type { Arguments } from './args.ts';
import { guardAgainstCrashes } from './crash-dialog.ts';
import { EngineHost } from './engine-host.ts';
import { chooseFile } from './files/choose-file.ts';
import { openText } from './files/open-text.ts';
import { saveAs } from './files/save-as.ts';
import { allHandlers } from './ipc/handlers/all.ts';
import { effectiveKind, type Services } from './ipc/handlers/services.ts';
import { IpcGate } from './ipc/ipc-gate.ts';
import { PushBatcher } from './ipc/push-batcher.ts';
import { serveIpc } from './ipc/typed-ipc-main.ts';
import { menuTemplate } from './menu.ts';
import { PreferencesFile } from './preferences.ts';
import { AlertNotifier } from './notify/alert-notifier.ts';
import { nativeNotices } from './notify/native-notice.ts';
import { runProgram } from './process/run-program.ts';
import { utilityProcessHost } from './process/utility-process-host.ts';
import type { Profile } from './profile.ts';
import { ProfileMemoryFile } from './profile-memory.ts';
import { registerAppScheme, serveApp } from './protocol/app-scheme.ts';
import { StartsFile, safeStart } from './recovery/starts.ts';
import { keepSandboxRunning } from './sandbox-at-start.ts';
import { SandboxHost } from './sandbox-host.ts';
import { keychainBackendName } from './secrets/backend-name.ts';
import { loadKeychain } from './secrets/keytar-store.ts';
import { KnownSecrets } from './secrets/known-secrets.ts';
import { openSecrets } from './secrets/open-secrets.ts';
import { lockNavigation, lockSession } from './security/locks.ts';
import { Shell } from './shell.ts';
import { proxyFromList } from './system-proxy.ts';
import { trayHostPresent } from './tray/tray-host.ts';
import { MainWindow } from './window/main-window.ts';
import { WindowStateFile } from './window/window-state.ts';

export interface Composition {
  /** Folder of the main bundle (`out/main/`), with a trailing slash. */
  readonly bundle: URL;
  readonly profile: Profile;
  readonly args: Arguments;
}

/** Makes every real part and connects them. The only place that knows them all. */
export function compose({ bundle, profile, args }: Composition): Parts {
  const clock = systemClock;
  const known = new KnownSecrets();
  const logger = createLogger({
    dir: join(profile.folder, 'logs'),
    level: __DEVELOPER_BUILD__ ? 'debug' : 'info',
    clock,
    secrets: () => known.values(),
  });
  const version = app.getVersion();
  const memory = new ProfileMemoryFile(profile.folder, logger);
  const preferences = new PreferencesFile(profile.folder, logger);
  const storeWorker = new URL('store-worker.js', bundle);

  const secrets = openSecrets({
    service: profile.keychainService,
    platform: process.platform,
    load: loadKeychain,
    backendName: () => keychainBackendName(process.platform, runProgram),
    rememberedBackend: memory.value.secretBackend,
    rememberBackend: (secretBackend) => memory.change({ secretBackend }),
    clock,
    logger,
  }).then((store) => known.watch(store));

  const sandbox = new SandboxHost({
    host: utilityProcessHost(logger),
    module: fileURLToPath(new URL('sandbox.js', bundle)),
    folder: profile.folder,
    clock,
    logger,
  });

  const starts = new StartsFile(profile.folder, clock, logger);
  const host = new EngineHost({
    async create({ paused }) {
      const engine = await createEngine({
        dataDir: profile.folder,
        profile: profile.name,
        clock,
        random: Math.random,
        secrets: await secrets,
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
          return proxyFromList(await session.defaultSession.resolveProxy(url));
        },
        loopbackIntake: effectiveKind({ profile, memory }) === 'sandbox',
        paused,
      });
      engine.reach.onChain((report) => pushes.chain(report));
      engine.alerts.onTell((text) => notifier.tell(text));
      return engine;
    },
    async beforeStart(engine) {
      // The store may be open before Electron is; processes and network start with it.
      await app.whenReady();
      await keepSandboxRunning({ engine, sandbox, memory, secrets: await secrets, logger });
    },
    recover: (order) =>
      recoverStore({ ...order, dataDir: profile.folder, worker: storeWorker, now: clock.now, version, logger, clock }),
    startPaused: safeStart(args.paused, starts.begin()),
    clock,
    logger,
  });

  const pushes = new PushBatcher({ clock, logger, send: (push, payload) => ui.window.send(push, payload) });
  const notifier = new AlertNotifier({
    ...nativeNotices,
    open: (place) => ui.openAt(place),
    mark: profile.name === 'production' ? '' : ` (${profile.name})`,
    logger,
    after: clock.after,
  });
  const trayAvailable = trayHostPresent({ platform: process.platform, env: process.env, run: runProgram });
  const services: Services = {
    version,
    platform: process.platform,
    profile,
    host,
    secrets,
    memory,
    preferences,
    sandbox,
    pushes,
    trayAvailable,
    openInBrowser: (url) => shell.openExternal(url),
    saveAs,
    openText,
    chooseFile,
    person: userName(),
    testNotification: () => notifier.test(),
  };

  const window = new MainWindow({
    preload: fileURLToPath(new URL('../preload/index.cjs', bundle)),
    title: profile.name === 'production' ? 'Dispatch Bridge' : `Dispatch Bridge (${profile.name})`,
    developer: __DEVELOPER_BUILD__,
    state: new WindowStateFile(profile.folder, logger),
    clock,
    logger,
    hideOnClose: () => ui.hideOnClose(),
    onHidden: () => ui.explainTray(),
  });
  const ui = new Shell({ window, services, quit: () => app.quit() });

  const guard = guardAgainstCrashes(logger, () => stop());

  async function stop(): Promise<void> {
    logger.info({}, 'Stopping');
    ui.dispose();
    pushes.dispose();
    // The engine drains within 10 s by itself; a part that hangs must not keep the computer from shutting down.
    await Promise.race([host.stop().then(() => sandbox.stop()), clock.sleep(14_000)]);
    if (!guard.crashed) starts.ended();
    await logger.flush();
  }

  return {
    beforeReady() {
      logger.info(
        { version, profile: profile.name, runtime: process.versions.electron, platform: process.platform },
        'Starting',
      );
      registerAppScheme();
      lockNavigation(app, logger);
      host.onChange((change) => ui.engineChanged(change));
      // Its threads open the store while Chromium starts.
      void host.open();
    },
    async start() {
      logger.info({}, 'Electron is ready');
      nativeTheme.themeSource = preferences.value.theme;
      preferences.onChange(({ theme }) => {
        nativeTheme.themeSource = theme;
        pushes.changed('preferences');
      });
      lockSession(session.defaultSession, logger);
      serveApp(session.defaultSession, fileURLToPath(new URL('../renderer', bundle)), logger);
      const gate = new IpcGate({
        known: (id) => id === window.webContentsId,
        logger,
        redactor: createRedactor(() => known.values()),
      });
      serveIpc(gate, allHandlers(services));
      // The page process takes longest to start; the rest of this happens meanwhile.
      const opened = ui.start(args.hidden);
      Menu.setApplicationMenu(
        Menu.buildFromTemplate(menuTemplate(process.platform, __DEVELOPER_BUILD__, ui.menuActions)),
      );

      powerMonitor.on('suspend', () => logger.info({}, 'The computer goes to sleep'));
      // The engine also notices by itself, later: not every machine sends this.
      powerMonitor.on('resume', () => {
        logger.info({ online: net.isOnline() }, 'The computer woke up');
        host.wake();
      });
      powerMonitor.on('shutdown', () => app.quit());

      await opened;
      logger.info({ tray: await trayAvailable }, 'Started');
    },
    showWindow: () => void window.open(true),
    quitting: () => ui.quitting(),
    stop,
  };
}
