import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { type Config, configSchema } from '../shared/config.ts';
import { type Mapping, mappingSchema } from '../shared/domain/mapping.ts';
import { AppError } from '../shared/errors.ts';

/** The configuration document as a file: what `--config`, `export` and `import` read and write. */
export interface ConfigDocument {
  readonly config: Config;
  /** Part of the same file under `mapping`; null leaves the profile's mapping as it is. */
  readonly mapping: Mapping | null;
}

const documentSchema = configSchema.extend({ mapping: mappingSchema.optional() });

/** Shown of a bad document; a person mends them one after the other anyway. */
const problemsShown = 10;

/** Reads a document. Throws `config.file`, `config.newer`, or `config.invalid` with the path of each problem. */
export function readDocument(file: string): ConfigDocument {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw problem('config.file', `${file} cannot be read (${reason}).`, cause);
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw problem(
      'config.file',
      `${file} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}.`,
      cause,
    );
  }
  return parseDocument(data, file);
}

/** `name` is what messages call it. */
export function parseDocument(data: unknown, name: string): ConfigDocument {
  const version = isRecord(data) ? data.formatVersion : undefined;
  if (typeof version === 'number' && version > 1)
    throw problem(
      'config.newer',
      `${name} has format ${version}, this Dispatch Bridge knows 1. Install the newer version that wrote it.`,
    );
  const parsed = documentSchema.safeParse(data);
  if (!parsed.success) throw invalid(name, parsed.error.issues.map(issueWords));
  const unknown = unknownKeys(data, parsed.data, '');
  if (unknown.length > 0)
    throw invalid(
      name,
      unknown.map((path) => `${path}: there is no such setting`),
    );
  const { mapping, ...config } = parsed.data;
  return { config, mapping: mapping ?? null };
}

/** The document as it is exported: with its mapping, without `started`, so that taking it over starts nothing. */
export function toDocument({ config, mapping }: ConfigDocument): Readonly<Record<string, unknown>> {
  const { started: _started, ...rest } = config;
  return mapping === null ? rest : { ...rest, mapping };
}

function issueWords(issue: z.core.$ZodIssue): string {
  const path = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return `${path === '' ? 'the document' : path.replace(/^\./, '')}: ${issue.message.replace(/^Invalid input: /, '')}`;
}

/** Settings that the schema does not know: a misspelt one would otherwise be left out in silence. */
function unknownKeys(given: unknown, known: unknown, path: string): readonly string[] {
  // Older names of events are taken as the events they mean, so the names differ here; unknown ones are refused by the schema.
  if (path === 'sync.events.rules') return [];
  if (Array.isArray(given) && Array.isArray(known))
    return given.flatMap((item, index) => unknownKeys(item, known[index], `${path}[${index}]`));
  if (!isRecord(given) || !isRecord(known)) return [];
  return Object.entries(given).flatMap(([key, value]) => {
    // From before there were tunnels; the schema takes it as an own address.
    if (path === 'intake' && key === 'publicUrl') return [];
    const at = path === '' ? key : `${path}.${key}`;
    return Object.hasOwn(known, key) ? unknownKeys(value, known[key], at) : [at];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(name: string, problems: readonly string[]): AppError {
  const shown = problems.slice(0, problemsShown).map((line) => `\n  ${line}`);
  const more = problems.length > problemsShown ? `\n  and ${problems.length - problemsShown} more` : '';
  return problem('config.invalid', `${name} cannot be used:${shown.join('')}${more}`);
}

function problem(code: string, message: string, cause?: unknown): AppError {
  return new AppError({ code, kind: 'permanent', message, ...(cause === undefined ? {} : { cause }) });
}
