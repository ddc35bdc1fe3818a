import type { Database } from '../database.ts';

/** One step of the schema. Runs in one transaction together with the new `user_version`. Never edited once released. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  up(db: Database): void;
}
