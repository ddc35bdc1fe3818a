import type { Channel, Push } from '../shared/ipc/contract.ts';

/*
 * The contract's names without its schemas: the preload file stays small, and validation belongs to main. A channel that is missing
 * here, or is no longer in the contract, does not compile.
 */
const everyChannel = {
  'app:info': true,
  'app:status': true,
  'app:preferences': true,
  'app:save-preferences': true,
  'app:open-external': true,
  'app:recover': true,
  'setup:state': true,
  'setup:use-sandbox': true,
  'setup:save-connectwise': true,
  'setup:save-fieldnation': true,
  'setup:test': true,
  'setup:boards': true,
  'setup:statuses': true,
  'setup:types-of-work': true,
  'setup:save-trigger': true,
  'setup:work-order-statuses': true,
  'setup:save-status-map': true,
  'setup:plan': true,
  'setup:start': true,
  'engine:pause': true,
  'engine:resume': true,
  'engine:sync-now': true,
  'engine:metrics': true,
  'log:page': true,
  'log:entry': true,
  'links:search': true,
  'links:page': true,
  'attention:list': true,
  'attention:retry': true,
  'attention:approve': true,
  'attention:discard': true,
  'links:send-ticket': true,
  'links:link': true,
  'links:unlink': true,
  'links:relink': true,
  'links:dry-run': true,
  'links:runs': true,
  'links:replay': true,
  'attention:groups': true,
  'attention:retry-kind': true,
  'attention:discard-many': true,
  'attention:export': true,
  'conflicts:list': true,
  'conflicts:resolve': true,
  'conflicts:policies': true,
  'conflicts:set-policy': true,
  'sync:settings': true,
  'sync:save': true,
  'sync:test-event': true,
  'sync:members': true,
  'sync:look-up': true,
  'trigger:preview': true,
  'trigger:create': true,
} satisfies Record<Channel, true>;

const everyPush = { status: true, log: true, changed: true, probe: true, navigate: true } satisfies Record<Push, true>;

export const channelNames = Object.keys(everyChannel) as readonly Channel[];
export const pushNames = Object.keys(everyPush) as readonly Push[];
