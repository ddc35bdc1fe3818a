import { z } from 'zod';
import type { Base } from '../../../shared/domain/records.ts';
import { AppError, type AppErrorInfo, appErrorInfoSchema } from '../../../shared/errors.ts';
import type { Json, JsonObject } from '../../../shared/json.ts';
import { misuse } from '../store-errors.ts';

/* How documents and times travel into and out of columns. */

/** Times may come with a fraction (a jittered backoff); STRICT integer columns refuse one. */
export function ms(value: number): number {
  return Math.round(value);
}

export function msOrNull(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Math.round(value);
}

export function toJson(value: unknown): string {
  return JSON.stringify(value);
}

export function toJsonOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** Reads a JSON column through its schema. What does not fit was written by something else: said, never guessed. */
export function readJson<T>(schema: z.ZodType<T>, text: string, column: string): T {
  const result = schema.safeParse(JSON.parse(text));
  if (!result.success)
    throw misuse('row', `A stored ${column} has an unexpected shape: ${result.error.message}`, { column });
  return result.data;
}

/** Throws `store.corrupt`: a stored text that is cut off is damage that SQLite's own check does not see. */
export function readAnyJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new AppError({
      code: 'store.corrupt',
      kind: 'permanent',
      message:
        'The database of this profile is damaged: a value in it is cut off. Restore a backup, or start fresh; the damaged file is kept.',
      action: { do: 'restore-backup' },
      cause,
    });
  }
}

export function readError(text: string | null): AppErrorInfo | null {
  return text === null ? null : readJson(appErrorInfoSchema, text, 'error');
}

const baseSchema = z.record(
  z.string(),
  z.object({ source: z.json().optional(), target: z.json().optional(), field: z.string().optional() }),
);

/** JSON has no `undefined`: a side without a value is a missing key in the column. */
export function readBase(text: string): Base {
  if (text === '{}') return {};
  const stored = readJson(baseSchema, text, 'base');
  return Object.fromEntries(
    Object.entries(stored).map(([rule, value]) => [
      rule,
      {
        source: value.source as Json | undefined,
        target: value.target as Json | undefined,
        ...(value.field === undefined ? {} : { field: value.field }),
      },
    ]),
  );
}

const numbersSchema = z.record(z.string(), z.number());

export function readNumbers(text: string, column: string): Readonly<Record<string, number>> {
  return text === '{}' ? {} : readJson(numbersSchema, text, column);
}

/** A column that holds a document, never a list or a single value. */
export function readDocument(text: string, column: string): JsonObject {
  if (text === '{}') return {};
  const value = readAnyJson(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw misuse('row', `A stored ${column} is not a document.`, { column });
}

const stringsSchema = z.record(z.string(), z.string());

export function readStrings(text: string, column: string): Readonly<Record<string, string>> {
  return readJson(stringsSchema, text, column);
}
