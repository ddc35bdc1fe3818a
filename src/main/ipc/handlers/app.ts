import { AppError } from '../../../shared/errors.ts';
import type { AppInfo, Preferences } from '../../../shared/ipc/contract.ts';
import { allowedExternalUrl } from '../../security/open-external.ts';
import type { FeatureHandlers } from '../ipc-gate.ts';
import { effectiveKind, type Services } from './services.ts';

export function appHandlers(
  services: Services,
): FeatureHandlers<
  'app:info' | 'app:status' | 'app:preferences' | 'app:save-preferences' | 'app:open-external' | 'app:recover'
> {
  const { host, preferences, profile } = services;
  return {
    async 'app:info'() {
      const startupProblem = await host.problem();
      return {
        version: services.version,
        profile: profile.name,
        profileKind: effectiveKind(services),
        platform: services.platform,
        trayAvailable: await services.trayAvailable,
        secretBackend: { ...(await services.secrets).backend },
        startupProblem,
        dataFolder: profile.folder,
        systemLanguage: services.systemLanguage(),
        runtime: [...services.runtime, ...(await sqlite(services))],
        startedPaused: host.pausedStart() !== null,
        pausedBecause: host.pausedStart(),
        autostart: { ...services.autostart.availability },
      };
    },
    async 'app:status'() {
      // Until the engine is there, or a reason why not, there is nothing to tell.
      await host.problem();
      return host.status();
    },
    'app:preferences': () => shownPreferences(services),
    'app:save-preferences'(part) {
      const { autostart } = services;
      // First what the system can refuse: a switch that was not taken must not be remembered as on.
      if (part.autostart !== undefined && part.autostart !== autostart.enabled()) autostart.set(part.autostart);
      preferences.save(definedOnly(part));
      if (part.startHidden !== undefined) autostart.refresh();
      return shownPreferences(services);
    },
    async 'app:open-external'({ url }) {
      const config = await host.engine().then(
        (engine) => engine.config(),
        () => null,
      );
      const allowed = allowedExternalUrl(url, {
        connectwiseSite: config?.connectwise?.site ?? null,
        fieldnation: config?.fieldnation ?? null,
        sandbox: effectiveKind(services) === 'sandbox',
      });
      if (allowed === null) {
        throw new AppError({
          code: 'app.link-refused',
          kind: 'permanent',
          message:
            'This link was not opened: it leads neither to your ConnectWise site nor to Field Nation nor to their documentation.',
          context: { origin: URL.canParse(url) ? new URL(url).origin : 'not a URL' },
        });
      }
      await services.openInBrowser(allowed);
    },
    async 'app:recover'() {
      await host.startFresh();
      await (await host.engine()).recovery.note({
        who: services.person,
        area: 'recovery',
        what: 'Started with empty data',
        before: '',
        after: '',
      });
      services.pushes.changed('setup', 'links', 'attention');
    },
  };
}

/** Starting with the computer is as the system has it, not as it was chosen once: the entry may have been removed by hand. */
function shownPreferences({ preferences, autostart }: Services): Preferences {
  return { ...preferences.value, autostart: autostart.enabled() };
}

/** The database says itself what reads it; nothing while it is not open. */
async function sqlite({ host }: Services): Promise<AppInfo['runtime']> {
  return host
    .engine()
    .then((engine) => engine.monitor.sqliteVersion())
    .then(
      (version) => [{ name: 'SQLite', version }],
      () => [],
    );
}

/** A form sends only what changed; what it leaves undefined stays as it is. */
function definedOnly<T extends object>(part: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
