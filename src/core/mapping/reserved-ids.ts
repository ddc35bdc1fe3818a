import { wholeRuleId } from './one-way.ts';

/** Ids under which a link's base keeps what the app's own rules and parts agreed on: no rule of a mapping may have one. */
const reserved: ReadonlySet<string> = new Set([
  'status-map',
  'provider-name',
  'provider-phone',
  'money-expenses',
  'money-pay',
  'sent-field',
  'create-type-of-work',
  'create-pay-type',
  'create-pay-amount',
  'create-pay-units',
  'create.publish',
  'create.extras',
]);

/** True for an id of the app's own, and for one that reads as a half of a rule for both directions. */
export function isReservedId(id: string): boolean {
  return reserved.has(id) || wholeRuleId(id) !== id;
}
