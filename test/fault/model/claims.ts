import { isDeepStrictEqual } from 'node:util';

/** What must hold after a history. Every claim is looked at, so that one failure shows all of what is wrong. */
export class Claims {
  readonly #broken: string[] = [];

  get broken(): readonly string[] {
    return this.#broken;
  }

  same(actual: unknown, expected: unknown, what: string): void {
    if (!isDeepStrictEqual(actual, expected))
      this.#broken.push(`${what}: ${shown(actual)} instead of ${shown(expected)}`);
  }

  none(found: readonly unknown[], what: string): void {
    if (found.length > 0) this.#broken.push(`${what}: ${found.map(shown).join('; ')}`);
  }

  between(actual: number, least: number, most: number, what: string): void {
    if (actual < least || actual > most) this.#broken.push(`${what}: ${actual} instead of ${least} to ${most}`);
  }

  atMost(actual: number, most: number, what: string): void {
    this.between(actual, 0, most, what);
  }

  atLeast(actual: number, least: number, what: string): void {
    this.between(actual, least, Number.POSITIVE_INFINITY, what);
  }
}

function shown(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')).slice(0, 400);
}
