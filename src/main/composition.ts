import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, Menu, nativeTheme, net, powerMonitor, session } from 'electron';
import { KnownSecrets } from '../core/monitor/known-secrets.ts';
import { createLogger } from '../core/monitor/log.ts';
import { createRedactor } from '../core/monitor/redact.ts';
import { recoverStore } from '../core/store/recover.ts';
import { userName } from '../core/user-name.ts';
import { systemClock } from '../shared/clock.ts';
import type { Parts } from './app.ts';
import { appEngine } from './app-engine.ts';
import { appServices } from './app-services.ts';
import type { Arguments } from './args.ts';
import { createAutostart } from './autostart/create-autostart.ts';
import { guardAgainstCrashes } from './crash-dialog.ts';
import { EngineHost } from './engine-host.ts';
import { allHandlers } from './ipc/handlers/all.ts';
import { effectiveKind } from './ipc/handlers/services.ts';
import { IpcGate } from './ipc/ipc-gate.ts';
import { PushBatcher } from './ipc/push-batcher.ts';
import { serveIpc } from './ipc/typed-ipc-main.ts';
import { menuTemplate } from './menu.ts';
import { AlertNotifier } from './notify/alert-notifier.ts';
import { nativeNotices } from './notify/native-notice.ts';
import { watchPower } from './power/power.ts';
import { PreferencesFile } from './preferences.ts';
import { runProgram } from './process/run-program.ts';
import { utilityProcessHost } from './process/utility-process-host.ts';
import type { Profile } from './profile.ts';
import { ProfileMemoryFile } from './profile-memory.ts';
import { prepareAnswers, registerAppScheme, serveApp } from './protocol/app-scheme.ts';
import { StartsFile, safeStart } from './recovery/starts.ts';
import { keepSandboxRunning } from './sandbox-at-start.ts';
import { SandboxHost } from './sandbox-host.ts';
import { openProfileSecrets } from './secrets/profile-secrets.ts';
import { lockNavigation, lockSession } from './security/locks.ts';
import { Shell } from './shell.ts';
import { Speech } from './speech.ts';
import { StartOrder } from './start-order.ts';
import { type NoteChange, notedSecrets } from './trail/noted-secrets.ts';
import { preferenceNotes } from './trail/preference-notes.ts';
import { trayHostPresent } from './tray/tray-host.ts';
import { createUpdates } from './updates/create-updates.ts';
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
  const order = new StartOrder(clock);

  const secrets = order.windowAsked
    .then(() => openProfileSecrets({ profile, memory, clock, logger }))
    .then((store) => known.watch(store));

  const sandbox = new SandboxHost({
    host: utilityProcessHost(logger),
    module: fileURLToPath(new URL('sandbox.js', bundle)),
    folder: profile.folder,
    clock,
    logger,
  });

  const starts = new StartsFile(profile.folder, clock, logger);
  const startPaused = safeStart(args.paused, starts.begin(), starts.kept);
  const make = appEngine({
    bundle,
    profile,
    memory,
    secrets,
    version,
    clock,
    logger,
    storeWorker,
    order,
  });
  const host = new EngineHost({
    async create(start) {
      const engine = await make(start);
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
    startPaused,
    onPausedStart: (start) => starts.pausedFor(start),
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
  const trayAvailable = order.windowAsked.then(() =>
    trayHostPresent({ platform: process.platform, env: process.env, run: runProgram }),
  );
  const autostart = createAutostart({
    platform: process.platform,
    env: process.env,
    home: homedir(),
    execPath: process.execPath,
    packaged: app.isPackaged,
    items: app,
    profile: profile.name,
    dataDir: args.dataDir,
    startHidden: () => preferences.value.startHidden,
  });
  const updates = createUpdates({
    folder: profile.folder,
    current: version,
    wanted: () => preferences.value.checkForUpdates,
    changed: () => pushes.changed('updates'),
    drain: () => {
      ui.quitting();
      return stop();
    },
    clock,
    logger,
  });
  /** A line of the trail; without an engine there is no profile that could keep one. */
  const note: NoteChange = async (entry) => {
    try {
      await (await host.engine()).recovery.note({ who: userName(), ...entry });
    } catch (error) {
      logger.warn({ err: String(error), what: entry.what }, 'A change could not be noted in the trail');
    }
  };
  preferences.onSaved((before, after) => {
    for (const entry of preferenceNotes(before, after)) void note(entry);
  });
  const services = appServices({
    living: {
      version,
      profile,
      host,
      secrets: secrets.then((store) => notedSecrets(store, note)),
      memory,
      preferences,
      sandbox,
      pushes,
      trayAvailable,
      autostart,
      updates,
      testNotification: () => notifier.test(),
    },
    args,
    bundle,
    storeWorker,
    clock,
  });

  const window = new MainWindow({
    preload: fileURLToPath(new URL('../preload/index.cjs', bundle)),
    profile: () => ({ name: profile.name, kind: effectiveKind({ profile, memory }) }),
    developer: __DEVELOPER_BUILD__,
    state: new WindowStateFile(profile.folder, logger),
    clock,
    logger,
    hideOnClose: () => ui.hideOnClose(),
    onHidden: () => ui.explainTray(),
    // The entry may have been removed by hand meanwhile.
    onFocus: () => {
      const now = autostart.enabled();
      if (now !== preferences.value.autostart) preferences.save({ autostart: now });
    },
    onSessionEnd: () => app.quit(),
  });
  const ui = new Shell({ window, services, quit: () => app.quit(), clock });

  const drawMenu = (): void =>
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(menuTemplate(process.platform, __DEVELOPER_BUILD__, ui.menuActions)),
    );
  const speech = new Speech({
    preferences,
    systemLanguages: () => app.getPreferredSystemLanguages(),
    changed: () => {
      drawMenu();
      ui.redraw();
    },
    logger,
  });

  const guard = guardAgainstCrashes(logger, () => stop());

  async function stop(): Promise<void> {
    logger.info({}, 'Stopping');
    // An opening that still waits for the window goes on, so that it can be undone.
    order.stopping();
    ui.dispose();
    updates.dispose();
    pushes.dispose();
    // The engine drains within 10 s by itself; a part that hangs must not keep the computer from shutting down.
    await Promise.race([host.stop().then(() => sandbox.stop()), clock.sleep(14_000)]);
    if (!guard.crashed) starts.ended();
    await logger.flush();
  }

  /** macOS starts login items without arguments. */
  function startsHiddenOnMac(): boolean {
    return (
      process.platform === 'darwin' && preferences.value.startHidden && app.getLoginItemSettings().wasOpenedAtLogin
    );
  }

  return {
    beforeReady() {
      logger.info(
        { version, profile: profile.name, runtime: process.versions.electron, platform: process.platform },
        'Starting',
      );
      // Electron would build its own menu first, for nobody.
      Menu.setApplicationMenu(null);
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
      const speaking = speech.begin();
      await lockSession(session.defaultSession, logger);
      serveApp(session.defaultSession, fileURLToPath(new URL('../renderer', bundle)), logger, () =>
        order.servedScript(),
      );
      const gate = new IpcGate({
        known: (id) => id === window.webContentsId,
        logger,
        redactor: createRedactor(() => known.values()),
      });
      serveIpc(gate, allHandlers(services));
      // The page process takes longest to start; the rest of this happens meanwhile.
      const opened = ui.start(args.hidden || startsHiddenOnMac());
      order.askedForWindow(window.webContentsId !== null);
      prepareAnswers();
      watchPower({
        power: powerMonitor,
        logger,
        online: () => net.isOnline(),
        wake: () => host.wake(),
        quit: () => app.quit(),
      });

      await speaking;
      drawMenu();
      ui.redraw();
      await opened;
      autostart.refresh();
      updates.start();
      logger.info({ tray: await trayAvailable }, 'Started');
    },
    showWindow: () => void window.open(true),
    quitting: () => ui.quitting(),
    stop,
  };
}
