import { targetLabel } from '../../../shared/domain/field-labels.ts';
import { textOfHtml } from '../../ui/html-text.ts';

/** One changed field, as an event's details tell it. */
export interface Change {
  readonly label: string;
  readonly before: unknown;
  readonly after: unknown;
  /** False when the event does not say what the value was before. */
  readonly knowsBefore: boolean;
}

/** One HTTP call an event made, as its details tell it (redacted before it reaches the window). */
export interface RequestLine {
  readonly method: string;
  readonly url: string;
  readonly status: string;
  readonly durationMs: number | null;
  readonly whole: unknown;
}

export interface Story {
  readonly changes: readonly Change[];
  readonly requests: readonly RequestLine[];
  /** Everything else the event knows, name and value. */
  readonly facts: readonly (readonly [string, unknown])[];
}

type Details = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Details {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstText(record: Details, names: readonly string[]): string {
  for (const name of names) {
    const value = record[name];
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return '';
}

function firstOf(record: Details, names: readonly string[]): { readonly found: boolean; readonly value: unknown } {
  for (const name of names) if (Object.hasOwn(record, name)) return { found: true, value: record[name] };
  return { found: false, value: undefined };
}

/** What a formatted field says, without its markup. */
function asText(path: string, value: unknown): unknown {
  return path.endsWith('.html') && typeof value === 'string' ? textOfHtml(value) : value;
}

function changeOf(value: unknown): Change | null {
  if (!isRecord(value)) return null;
  const path = firstText(value, ['target', 'field', 'path', 'ruleId']);
  const label = firstText(value, ['label']) || targetLabel(path);
  if (label === '') return null;
  const before = firstOf(value, ['before', 'from', 'old']);
  const after = firstOf(value, ['after', 'to', 'value', 'new']);
  return { label, before: asText(path, before.value), after: asText(path, after.value), knowsBefore: before.found };
}

function requestOf(value: unknown): RequestLine | null {
  if (!isRecord(value)) return null;
  const url = firstText(value, ['url', 'path']);
  if (url === '') return null;
  return {
    method: firstText(value, ['method']) || 'GET',
    url,
    status: firstText(value, ['status', 'statusCode']),
    durationMs: typeof value.durationMs === 'number' ? value.durationMs : null,
    whole: value,
  };
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isRecord(value) ? [value] : [];
}

function present<T>(value: T | null): value is T {
  return value !== null;
}

/** What an event changed, as its details tell it. */
export function changesOf(details: Details | null): readonly Change[] {
  return details === null ? [] : [...listOf(details.changes), ...listOf(details.change)].map(changeOf).filter(present);
}

/** Sorts an event's details into changes, requests and plain facts. What it does not know stays a fact, nothing is dropped. */
export function storyOf(details: Details | null): Story {
  if (details === null) return { changes: [], requests: [], facts: [] };
  const changes = changesOf(details);
  const requests = [...listOf(details.requests), ...listOf(details.request)].map(requestOf).filter(present);
  const used = new Set<string>();
  if (changes.length > 0) used.add('changes').add('change');
  if (requests.length > 0) used.add('requests').add('request');
  const facts = Object.entries(details)
    .filter(([name]) => !used.has(name))
    .map(
      ([name, value]) => [name, name === 'target' && typeof value === 'string' ? targetLabel(value) : value] as const,
    );
  return { changes, requests, facts };
}
