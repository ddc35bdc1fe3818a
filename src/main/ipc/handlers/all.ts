import type { Handlers } from '../ipc-gate.ts';
import { alertHandlers } from './alerts.ts';
import { appHandlers } from './app.ts';
import { attentionHandlers } from './attention.ts';
import { callbackHandlers } from './callbacks.ts';
import { engineHandlers } from './engine.ts';
import { linkHandlers } from './links.ts';
import { logHandlers } from './log.ts';
import { mappingHandlers } from './mapping.ts';
import { monitorHandlers } from './monitor.ts';
import { profileHandlers } from './profiles.ts';
import { reachHandlers } from './reach.ts';
import { recoveryHandlers } from './recovery.ts';
import type { Services } from './services.ts';
import { setupHandlers } from './setup.ts';
import { syncHandlers } from './sync.ts';
import { updateHandlers } from './updates.ts';
import { webhookHandlers } from './webhooks.ts';

/** Every channel of the contract; one missing does not compile. */
export function allHandlers(services: Services): Handlers {
  return {
    ...appHandlers(services),
    ...setupHandlers(services),
    ...engineHandlers(services),
    ...logHandlers(services),
    ...linkHandlers(services),
    ...attentionHandlers(services),
    ...syncHandlers(services),
    ...mappingHandlers(services),
    ...callbackHandlers(services),
    ...webhookHandlers(services),
    ...reachHandlers(services),
    ...monitorHandlers(services),
    ...alertHandlers(services),
    ...recoveryHandlers(services),
    ...profileHandlers(services),
    ...updateHandlers(services),
  };
}
