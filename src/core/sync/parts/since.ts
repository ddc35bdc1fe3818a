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

/** Classes nobody switched off yet have no entry: for them, what came with or after the link counts. */
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
