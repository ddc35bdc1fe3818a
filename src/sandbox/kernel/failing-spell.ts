/** How long a target has been failing without one success. It rests on the subscription, so that a restart keeps it. */
export interface FailingSpell {
  /** When the first failure was (ms UTC); null while the last delivery arrived. */
  readonly sinceMs: number | null;
  /** On which of its days, counted from the first failure, something failed: `[0, 2]`. */
  readonly days: readonly number[];
}

export const noSpell: FailingSpell = { sinceMs: null, days: [] };

const dayMs = 86_400_000;

export function afterFailure(spell: FailingSpell, nowMs: number): FailingSpell {
  const sinceMs = spell.sinceMs ?? nowMs;
  const day = Math.floor((nowMs - sinceMs) / dayMs);
  return { sinceMs, days: spell.days.includes(day) ? spell.days : [...spell.days, day] };
}

/**
 * Whether a spell has lasted for `days` whole days. Failures on each of them suffice by themselves; with quiet days among
 * them it takes one more failure after they are over. Neither vendor says how quiet days count.
 */
export function isOver(spell: FailingSpell, days: number, nowMs: number): boolean {
  if (days <= 0 || spell.sinceMs === null || nowMs - spell.sinceMs < days * dayMs) return false;
  const everyDay = Array.from({ length: days }, (_, day) => day).every((day) => spell.days.includes(day));
  return everyDay || spell.days.some((day) => day >= days);
}
