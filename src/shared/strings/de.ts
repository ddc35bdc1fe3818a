import { attention } from './de/attention.ts';
import { callbackWizard } from './de/callback-wizard.ts';
import { callbacks } from './de/callbacks.ts';
import { common } from './de/common.ts';
import { links } from './de/links.ts';
import { mappingEditor } from './de/mapping-editor.ts';
import { mappingExpression } from './de/mapping-expression.ts';
import { mappingSources } from './de/mapping-sources.ts';
import { mappingVersions } from './de/mapping-versions.ts';
import { reach } from './de/reach.ts';
import { setup } from './de/setup.ts';
import { sync } from './de/sync.ts';
import { syncEvents } from './de/sync-events.ts';
import { syncUpdates } from './de/sync-updates.ts';
import { trigger } from './de/trigger.ts';
import { tunnel } from './de/tunnel.ts';
import { webhooks } from './de/webhooks.ts';
import { en } from './en.ts';
import type { Catalogue } from './t.ts';

/** German. A message that is missing does not compile. */
export const de: Catalogue = {
  ...en,
  ...attention,
  ...callbackWizard,
  ...callbacks,
  ...common,
  ...links,
  ...mappingEditor,
  ...mappingExpression,
  ...mappingSources,
  ...mappingVersions,
  ...reach,
  ...setup,
  ...sync,
  ...syncEvents,
  ...syncUpdates,
  ...trigger,
  ...tunnel,
  ...webhooks,
};
