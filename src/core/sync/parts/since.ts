import type { Link } from '../../../shared/domain/records.ts';

/**
 * From when on (ms UTC) something of each class is news, by class name. A class that is off moves on with every run, so that switching it on
 * later begins with what is written from then on; one that is on stays where it is, so that nothing written since is missed.
 */
export type Since = Readonly<Record<string, number>>;

export interface SinceClass {
  readonly name: string;
  readonly on: boolean;
  /** The present on the clock of the side the class comes from. */
  readonly now: number;
}

/** Classes nobody switched off yet have no entry: for them, the pair's beginning on their side counts. */
export function moveOn(since: Since, classes: readonly SinceClass[]): Since {
  const moved = classes
    .filter((one) => !one.on)
    .map(({ name, now }) => [name, Math.max(since[name] ?? 0, now)] as const);
  return moved.length === 0 ? since : { ...since, ...Object.fromEntries(moved) };
}

/** The second a time falls into: vendors write whole seconds, and what came in the link's own second is not to be missed. */
export function wholeSecond(at: number): number {
  return Math.floor(at / 1000) * 1000;
}

/**
 * From when on (ms UTC) what stands on a side is news to a pair, as long as nothing was switched off; 0 = all of it. Two records a person linked
 * have their past, and so has a ticket that is sent. A record made for the link has none; nor has a work order that makes its ticket: it is newer
 * than the switch for that, and what people wrote on it while its ticket could not be made is written nowhere else.
 */
export function beginning({ origin, createdAt }: Pick<Link, 'origin' | 'createdAt'>, side: 'ticket' | 'workorder') {
  const isNew = origin === 'workorder' || (origin === 'ticket' && side === 'workorder');
  return isNew ? 0 : wholeSecond(createdAt);
}
