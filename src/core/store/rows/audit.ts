import type { MappingVersion } from '../../../shared/domain/mapping.ts';
import { type AuditEntry, auditAreas, type NewAuditEntry } from '../../../shared/domain/recovery.ts';
import type { Database } from '../database.ts';
import { ms } from './columns.ts';

interface AuditRow {
  readonly id: number;
  readonly at: number;
  readonly who: string;
  readonly area: string;
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** Longest texts that are kept (characters): the trail says what changed, the mapping's versions and the log keep the whole. */
const longestWhat = 300;
const longestValue = 500;

/** The trail of settings: only ever appended. */
export class Audit {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  append(entries: readonly NewAuditEntry[]): void {
    for (const { at, who, area, what, before, after } of entries)
      this.#db.run(
        'INSERT INTO audit (at, who, area, what, before, after) VALUES (?, ?, ?, ?, ?, ?)',
        ms(at),
        cut(who, longestWhat),
        area,
        cut(what, longestWhat),
        cut(before, longestValue),
        cut(after, longestValue),
      );
  }

  page(before: number | null, limit: number): AuditEntry[] {
    const rows =
      before === null
        ? this.#db.all<AuditRow>('SELECT * FROM audit ORDER BY id DESC LIMIT ?', limit)
        : this.#db.all<AuditRow>('SELECT * FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?', before, limit);
    return rows.map((row) => ({ ...row, area: areaOf(row.area) }));
  }
}

/** The line of the trail for a mapping that came into force; null for the one a new profile begins with. */
export function mappingLine(
  before: MappingVersion | null,
  saved: MappingVersion,
  inShort: string,
): NewAuditEntry | null {
  if (before === null) return null;
  const note = saved.note === '' ? '' : ` (${saved.note})`;
  return {
    at: saved.createdAt,
    who: saved.createdBy,
    area: 'mapping',
    what: 'Mapping in force',
    before: `Version ${before.version}`,
    after: `Version ${saved.version}${note}${inShort === '' ? '' : `: ${inShort}`}`,
  };
}

/** One that a later release wrote is shown among those about the app. */
function areaOf(area: string): AuditEntry['area'] {
  return auditAreas.find((known) => known === area) ?? 'app';
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
