import type Sqlite from 'better-sqlite3';

/** What SQLite columns hold here. Booleans are 0 and 1, documents are JSON text. */
export type Param = string | number | null;

/**
 * A thin hand on one better-sqlite3 connection: cached statements and one way to open a transaction. Tables are STRICT, so a
 * row has the types its table declares; the caller names them.
 */
export class Database {
  readonly #db: Sqlite.Database;
  readonly #statements = new Map<string, Sqlite.Statement<Param[]>>();
  readonly #transaction: Sqlite.Transaction<(work: () => unknown) => unknown>;

  constructor(db: Sqlite.Database) {
    this.#db = db;
    this.#transaction = db.transaction((work: () => unknown) => work());
  }

  get<Row>(sql: string, ...params: Param[]): Row | undefined {
    return this.#prepare(sql).get(...params) as Row | undefined;
  }

  all<Row>(sql: string, ...params: Param[]): Row[] {
    return this.#prepare(sql).all(...params) as Row[];
  }

  run(sql: string, ...params: Param[]): { readonly changes: number; readonly id: number } {
    const result = this.#prepare(sql).run(...params);
    return { changes: result.changes, id: Number(result.lastInsertRowid) };
  }

  /** Several statements without parameters. */
  exec(sql: string): void {
    this.#db.exec(sql);
  }

  /** First column of the first row. */
  pragma(source: string): unknown {
    return this.#db.pragma(source, { simple: true });
  }

  /** BEGIN IMMEDIATE: the write lock is taken before the first read, so that what was read is still true at the write. */
  transaction<T>(work: () => T): T {
    return this.#transaction.immediate(work) as T;
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #prepare(sql: string): Sqlite.Statement<Param[]> {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare<Param[]>(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
