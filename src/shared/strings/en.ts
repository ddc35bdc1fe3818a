import { about } from './en/about.ts';
import { alerts } from './en/alerts.ts';
import { attention } from './en/attention.ts';
import { callbackWizard } from './en/callback-wizard.ts';
import { callbacks } from './en/callbacks.ts';
import { common } from './en/common.ts';
import { dashboard } from './en/dashboard.ts';
import { eventDetails } from './en/event-details.ts';
import { events } from './en/events.ts';
import { frame } from './en/frame.ts';
import { health } from './en/health.ts';
import { links } from './en/links.ts';
import { main } from './en/main.ts';
import { mappingEditor } from './en/mapping-editor.ts';
import { mappingExpression } from './en/mapping-expression.ts';
import { mappingSources } from './en/mapping-sources.ts';
import { mappingVersions } from './en/mapping-versions.ts';
import { profiles } from './en/profiles.ts';
import { reach } from './en/reach.ts';
import { recovery } from './en/recovery.ts';
import { settings } from './en/settings.ts';
import { setup } from './en/setup.ts';
import { sync } from './en/sync.ts';
import { syncEvents } from './en/sync-events.ts';
import { syncUpdates } from './en/sync-updates.ts';
import { trigger } from './en/trigger.ts';
import { tunnel } from './en/tunnel.ts';
import { webhooks } from './en/webhooks.ts';
import { why } from './en/why.ts';

/**
 * Every visible word of the window, one message a key, one file a page. `{name}` marks a part filled in by `t()`; a pair
 * `<key>.one` / `<key>.other` is chosen by `tn()`.
 */
export const en = {
  ...common,
  ...frame,
  ...setup,
  ...dashboard,
  ...health,
  ...events,
  ...eventDetails,
  ...why,
  ...links,
  ...attention,
  ...alerts,
  ...mappingEditor,
  ...mappingExpression,
  ...mappingVersions,
  ...mappingSources,
  ...callbacks,
  ...callbackWizard,
  ...reach,
  ...profiles,
  ...recovery,
  ...settings,
  ...sync,
  ...syncEvents,
  ...syncUpdates,
  ...trigger,
  ...tunnel,
  ...webhooks,
  ...about,
  ...main,
} as const;
