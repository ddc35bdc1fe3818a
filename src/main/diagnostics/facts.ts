/** What only the running app knows, read when a bundle is made. Made in composition.ts; tests pass their own. */
export interface AppFacts {
  readonly versions: () => Readonly<Record<string, string>>;
  /** Libraries of the app with their versions. */
  readonly dependencies: () => Promise<Readonly<Record<string, string>>>;
  readonly system: () => Readonly<Record<string, unknown>>;
  /** Proxy, languages, time zone, displays. */
  readonly surroundings: () => Promise<Readonly<Record<string, unknown>>>;
}
