import { z } from 'zod';
import { jsonSchema, type MappingVersion, mappingSchema } from '../../../shared/domain/mapping.ts';
import type { MappingDraft, MappingExample, MappingVersionRow } from '../../../shared/domain/mapping-work.ts';
import { AppError } from '../../../shared/errors.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { Database } from '../database.ts';
import type { ExpectedValue, KeptExample, NewExample, NewMappingVersion } from '../mappings-port.ts';
import { ms, readAnyJson, readDocument, readJson, toJson, toJsonOrNull } from './columns.ts';

interface VersionRow {
  readonly version: number;
  readonly mapping: string;
  readonly created_at: number;
  readonly created_by: string;
  /** Missing in a file of an earlier format, which `peekProfile` reads as it is. */
  readonly note?: string;
}
interface DraftRow {
  readonly mapping: string;
  readonly based_on: number;
  readonly changed_at: number;
  readonly changed_by: string;
}
interface ExampleRow {
  readonly id: number;
  readonly name: string;
  readonly kind: MappingExample['kind'];
  readonly record_id: number;
  readonly title: string;
  readonly ticket: string | null;
  readonly work_order: string | null;
  readonly expected: string;
  readonly created_at: number;
  readonly created_by: string;
}

const expectedSchema: z.ZodType<ExpectedValue[]> = z.array(
  z.object({
    ruleId: z.string(),
    direction: z.enum(['inbound', 'outbound']),
    target: z.string(),
    outcome: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('value'), value: jsonSchema }),
      z.object({ kind: z.literal('none') }),
      z.object({ kind: z.literal('problem'), code: z.string() }),
    ]),
  }),
);

/** Versions of the mapping, the draft and the examples. The newest version is the active one; going back is saving an older one again. */
export class Mappings {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  active(): MappingVersion | null {
    const row = this.#db.get<VersionRow>('SELECT * FROM mapping_version ORDER BY version DESC LIMIT 1');
    return row === undefined ? null : versionOf(row);
  }

  version(version: number): MappingVersion | null {
    const row = this.#db.get<VersionRow>('SELECT * FROM mapping_version WHERE version = ?', version);
    return row === undefined ? null : versionOf(row);
  }

  versions(limit: number): MappingVersionRow[] {
    const rows = this.#db.all<Omit<VersionRow, 'mapping'> & { readonly name: string; readonly rules: number }>(
      `SELECT version, created_at, created_by, note, mapping ->> '$.name' AS name, json_array_length(mapping, '$.rules') AS rules
       FROM mapping_version ORDER BY version DESC LIMIT ?`,
      limit,
    );
    const active = this.#activeVersion();
    return rows.map((row) => ({
      version: row.version,
      name: row.name,
      createdAt: row.created_at,
      createdBy: row.created_by,
      note: row.note ?? '',
      active: row.version === active,
      rules: row.rules,
    }));
  }

  save({ mapping, by, note, expected, endsDraft, now }: NewMappingVersion): MappingVersion {
    const active = this.#activeVersion();
    if (expected !== null && expected !== active) throw changedMeanwhile(active ?? 0, this.active()?.createdBy ?? '');
    const { id } = this.#db.run(
      'INSERT INTO mapping_version (mapping, created_at, created_by, note) VALUES (?, ?, ?, ?)',
      toJson(mapping),
      ms(now),
      by,
      note,
    );
    if (endsDraft) this.discardDraft();
    return { version: id, mapping, createdAt: ms(now), createdBy: by, note };
  }

  /** One that a later release left and this one cannot read counts as none: it must not keep the mapping in force from being shown. */
  draft(): MappingDraft | null {
    const row = this.#db.get<DraftRow>('SELECT * FROM mapping_draft WHERE id = 1');
    if (row === undefined) return null;
    const mapping = mappingSchema.safeParse(readAnyJson(row.mapping)).data;
    if (mapping === undefined) return null;
    return { mapping, basedOn: row.based_on, changedAt: row.changed_at, changedBy: row.changed_by };
  }

  saveDraft({ mapping, basedOn, changedAt, changedBy }: MappingDraft): void {
    this.#db.run(
      `INSERT INTO mapping_draft (id, mapping, based_on, changed_at, changed_by) VALUES (1, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET mapping = excluded.mapping, based_on = excluded.based_on, changed_at = excluded.changed_at,
         changed_by = excluded.changed_by`,
      toJson(mapping),
      basedOn,
      ms(changedAt),
      changedBy,
    );
  }

  discardDraft(): void {
    this.#db.run('DELETE FROM mapping_draft');
  }

  examples(): KeptExample[] {
    return this.#db.all<ExampleRow>('SELECT * FROM mapping_example ORDER BY id').map((row) => ({
      example: exampleOf(row),
      records: { ticket: document(row.ticket), workOrder: document(row.work_order) },
      expected: readJson(expectedSchema, row.expected, 'example'),
    }));
  }

  addExample({ example, records, expected }: NewExample): MappingExample {
    const { id } = this.#db.run(
      `INSERT INTO mapping_example (name, kind, record_id, title, ticket, work_order, expected, created_at, created_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      example.name,
      example.kind,
      example.recordId,
      example.title,
      toJsonOrNull(records.ticket),
      toJsonOrNull(records.workOrder),
      toJson(expected),
      ms(example.createdAt),
      example.createdBy,
    );
    return { ...example, createdAt: ms(example.createdAt), id };
  }

  expect(id: number, expected: readonly ExpectedValue[]): MappingExample | null {
    this.#db.run('UPDATE mapping_example SET expected = ? WHERE id = ?', toJson(expected), id);
    const row = this.#db.get<ExampleRow>('SELECT * FROM mapping_example WHERE id = ?', id);
    return row === undefined ? null : exampleOf(row);
  }

  removeExample(id: number): void {
    this.#db.run('DELETE FROM mapping_example WHERE id = ?', id);
  }

  linkedBoards(): { id: number; name: string }[] {
    // Only open links, each with its newest run, so that history costs nothing.
    return this.#db.all<{ id: number; name: string }>(
      `SELECT ticket -> '$.board' ->> 'id' AS id, max(coalesce(ticket -> '$.board' ->> 'name', '')) AS name FROM
         (SELECT (SELECT ticket FROM run WHERE run.link_id = link.id ORDER BY attempt_id DESC LIMIT 1) AS ticket
          FROM link WHERE state IN ('creating', 'open'))
       WHERE typeof(ticket -> '$.board' ->> 'id') = 'integer' GROUP BY 1 ORDER BY 1`,
    );
  }

  #activeVersion(): number | null {
    return (
      this.#db.get<{ version: number | null }>('SELECT max(version) AS version FROM mapping_version')?.version ?? null
    );
  }
}

function versionOf(row: VersionRow): MappingVersion {
  const mapping = readJson(mappingSchema, row.mapping, 'mapping');
  const { version, created_at: createdAt, created_by: createdBy, note = '' } = row;
  return { version, mapping, createdAt, createdBy, note };
}

function exampleOf(row: ExampleRow): MappingExample {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    recordId: row.record_id,
    title: row.title,
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}

function document(text: string | null): JsonObject | null {
  return text === null ? null : readDocument(text, 'example');
}

function changedMeanwhile(version: number, by: string): AppError {
  return new AppError({
    code: 'mapping.changed-meanwhile',
    kind: 'conflict',
    message: `Version ${version} of the mapping was activated by ${by} meanwhile. Look at what differs, then activate yours on top of it.`,
    context: { version, by },
  });
}
