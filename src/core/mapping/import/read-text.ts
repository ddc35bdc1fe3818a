import { AppError } from '../../../shared/errors.ts';
import type { Json } from '../../../shared/json.ts';
import { jsonFault } from './json-fault.ts';

/* Text from outside as plain data: nothing that is too large, too deep or meant to reach a prototype gets past this file. */

const longestText = 2_000_000;
const deepest = 40;
const mostValues = 200_000;
const refusedKeys: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

export function unreadable(message: string, context: AppError['context'] = {}): AppError {
  return new AppError({ code: 'mapping.unreadable', kind: 'permanent', message, context });
}

/** Throws `mapping.unreadable` with line and column, or with what is too much. */
export function readText(text: string): Json {
  if (text.length > longestText)
    throw unreadable('The text is longer than 2 million characters. A mapping is far smaller; choose its file alone.');
  const value = parse(text.replace(/^\uFEFF/, ''));
  checkShape(value);
  return value;
}

function parse(text: string): Json {
  if (text.trim() === '') throw unreadable('The text is empty.');
  try {
    return JSON.parse(text) as Json;
  } catch {
    const before = text.slice(0, jsonFault(text)).split('\n');
    const at = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    throw unreadable(`This is not JSON. It stops making sense in line ${at.line}, column ${at.column}.`, at);
  }
}

/** Walks without recursion, so that depth costs no stack. */
function checkShape(root: Json): void {
  const waiting: { readonly value: Json; readonly depth: number }[] = [{ value: root, depth: 1 }];
  let seen = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    seen += 1;
    if (seen > mostValues)
      throw unreadable(`The document has more than ${mostValues} values. A mapping has far fewer.`);
    if (typeof value !== 'object' || value === null) continue;
    if (depth > deepest)
      throw unreadable(`The document is nested more than ${deepest} levels deep. A mapping is flat.`);
    for (const [key, inner] of Object.entries(value)) {
      if (refusedKeys.has(key)) throw unreadable(`The document has a field named "${key}", which no mapping has.`);
      waiting.push({ value: inner as Json, depth: depth + 1 });
    }
  }
}
