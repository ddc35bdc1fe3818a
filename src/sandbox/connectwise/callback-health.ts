import { afterFailure, type FailingSpell, isOver, noSpell } from '../kernel/failing-spell.ts';
import type { StoredRecord } from './records.ts';
import { switchOf, type World } from './world.ts';

/* How a callback entry is switched off in silence (reference section 2.6). */

export function spellOf(entry: StoredRecord): FailingSpell {
  const days = Array.isArray(entry.failedDays) ? entry.failedDays : [];
  return { sinceMs: typeof entry.failingSinceMs === 'number' ? entry.failingSinceMs : null, days: days.map(Number) };
}

function keep(entry: StoredRecord, spell: FailingSpell): void {
  entry.failingSinceMs = spell.sinceMs;
  entry.failedDays = [...spell.days];
}

/** A saved entry starts anew. */
export function forgetFailures(entry: StoredRecord): void {
  keep(entry, noSpell);
}

/** Switches an entry off as the server does: nobody is told, and `_info` says nothing of it. */
export function switchOff(world: World, entry: StoredRecord): void {
  entry.inactiveFlag = true;
  forgetFailures(entry);
  world.context.journal({ vendor: 'connectwise', kind: 'callback-disabled', callbackId: entry.id });
  world.context.touch();
}

/** Notes how a delivery ended; three consecutive days of failures without one success switch the entry off. */
export function noteOutcome(world: World, callbackId: number, succeeded: boolean): void {
  const entry = world.store.table('callbacks').get(callbackId);
  if (entry === null || entry.inactiveFlag === true) return;
  const before = spellOf(entry);
  if (succeeded && before.sinceMs === null) return;
  keep(entry, succeeded ? noSpell : afterFailure(before, world.context.clock.now()));
  world.context.touch();
  settleHealth(world);
}

/** Brings every entry up to the present time: days may have ended since the last delivery. */
export function settleHealth(world: World): void {
  const days = switchOf(world, 'connectwise.callbackDisableAfterDays');
  const nowMs = world.context.clock.now();
  for (const entry of world.store.table('callbacks').all()) {
    if (entry.inactiveFlag !== true && isOver(spellOf(entry), days, nowMs)) switchOff(world, entry);
  }
}
