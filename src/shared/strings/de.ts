import { about } from './de/about.ts';
import { alerts } from './de/alerts.ts';
import { attention } from './de/attention.ts';
import { callbackWizard } from './de/callback-wizard.ts';
import { callbacks } from './de/callbacks.ts';
import { common } from './de/common.ts';
import { dashboard } from './de/dashboard.ts';
import { eventDetails } from './de/event-details.ts';
import { events } from './de/events.ts';
import { frame } from './de/frame.ts';
import { health } from './de/health.ts';
import { links } from './de/links.ts';
import { main } from './de/main.ts';
import { mappingEditor } from './de/mapping-editor.ts';
import { mappingExpression } from './de/mapping-expression.ts';
import { mappingSources } from './de/mapping-sources.ts';
import { mappingVersions } from './de/mapping-versions.ts';
import { profiles } from './de/profiles.ts';
import { reach } from './de/reach.ts';
import { recovery } from './de/recovery.ts';
import { settings } from './de/settings.ts';
import { setup } from './de/setup.ts';
import { sync } from './de/sync.ts';
import { syncEvents } from './de/sync-events.ts';
import { syncUpdates } from './de/sync-updates.ts';
import { trigger } from './de/trigger.ts';
import { tunnel } from './de/tunnel.ts';
import { webhooks } from './de/webhooks.ts';
import { why } from './de/why.ts';
import type { Catalogue } from './t.ts';

/** German. A message that is missing does not compile. */
export const de: Catalogue = {
  ...about,
  ...alerts,
  ...attention,
  ...callbackWizard,
  ...callbacks,
  ...common,
  ...dashboard,
  ...health,
  ...eventDetails,
  ...events,
  ...frame,
  ...links,
  ...main,
  ...mappingEditor,
  ...mappingExpression,
  ...mappingSources,
  ...mappingVersions,
  ...profiles,
  ...reach,
  ...recovery,
  ...settings,
  ...setup,
  ...sync,
  ...syncEvents,
  ...syncUpdates,
  ...trigger,
  ...tunnel,
  ...webhooks,
  ...why,
};
