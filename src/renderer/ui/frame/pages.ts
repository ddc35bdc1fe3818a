import { onDemand } from '../on-demand.tsx';

/* Every page but the first one; each is a file of its own and is fetched while the window is idle, or earlier when it is opened. */

export const AttentionPage = onDemand(
  async () => (await import('../../features/attention/attention-page.tsx')).AttentionPage,
);
export const CallbacksPage = onDemand(
  async () => (await import('../../features/callbacks/callbacks-page.tsx')).CallbacksPage,
);
export const EventsPage = onDemand(async () => (await import('../../features/events/events-page.tsx')).EventsPage);
export const LinkPage = onDemand(async () => (await import('../../features/links/link-page.tsx')).LinkPage);
export const LinksPage = onDemand(async () => (await import('../../features/links/links-page.tsx')).LinksPage);
export const MappingPage = onDemand(async () => (await import('../../features/mapping/mapping-page.tsx')).MappingPage);
export const SettingsPage = onDemand(
  async () => (await import('../../features/settings/settings-page.tsx')).SettingsPage,
);
export const Palette = onDemand(async () => (await import('./palette.tsx')).Palette);
export const SetupWizard = onDemand(async () => (await import('../../features/setup/setup-wizard.tsx')).SetupWizard);

/** Fetches what is not there yet once the window has nothing else to do; returns how to call it off. */
export function fetchPagesWhenIdle(): () => void {
  const asked = window.requestIdleCallback(() => {
    for (const page of [EventsPage, LinksPage, LinkPage, AttentionPage, SettingsPage, MappingPage, CallbacksPage])
      void page.fetch();
  });
  return () => window.cancelIdleCallback(asked);
}
