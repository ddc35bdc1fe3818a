import { readFileSync } from 'node:fs';
import { type ConfigDocument, parseDocument } from '../core/promote/document.ts';
import { AppError } from '../shared/errors.ts';

/** Reads a document. Throws `config.file`, `config.newer`, or `config.invalid` with the path of each problem. */
export function readDocument(file: string): ConfigDocument {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw problem(`${file} cannot be read (${reason}).`, cause);
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw problem(`${file} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}.`, cause);
  }
  return parseDocument(data, file);
}

function problem(message: string, cause: unknown): AppError {
  return new AppError({ code: 'config.file', kind: 'permanent', message, cause });
}
