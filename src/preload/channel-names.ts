import type { Channel, Push } from '../shared/ipc/contract.ts';

/*
 * The contract's names without its schemas: the preload file stays small, and validation belongs to main. The types below
 * fail to compile when a channel is missing here; a unit test compares at run time.
 */
export const channelNames = [
  'app:info',
  'app:status',
  'app:preferences',
  'app:save-preferences',
  'app:open-external',
  'app:recover',
  'setup:state',
  'setup:use-sandbox',
  'setup:save-connectwise',
  'setup:save-fieldnation',
  'setup:test',
  'setup:boards',
  'setup:statuses',
  'setup:save-trigger',
  'setup:work-order-statuses',
  'setup:save-status-map',
  'setup:plan',
  'setup:start',
  'engine:pause',
  'engine:resume',
  'engine:sync-now',
  'engine:metrics',
  'log:page',
  'log:entry',
  'links:search',
  'links:page',
  'attention:list',
  'attention:retry',
  'attention:approve',
  'attention:discard',
] as const satisfies readonly Channel[];

export const pushNames = ['status', 'log', 'changed', 'probe', 'navigate'] as const satisfies readonly Push[];

type Missing = Exclude<Channel, (typeof channelNames)[number]> | Exclude<Push, (typeof pushNames)[number]>;
/** Compiles only while nothing is missing. */
export const nothingMissing: [Missing] extends [never] ? true : never = true;
