import type { DiagnosticsFile } from '../../../shared/domain/recovery.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Masker } from './mask.ts';

/** One file of the bundle. To add one: write a step, put it in its list; the mask is applied for it. */
export interface Step {
  /** File name; `.txt` for text, `.json` for values. */
  readonly name: string;
  /** What it is for, in a sentence; shown beside it. */
  readonly about: string;
  /** A text is kept as it is, anything else becomes JSON. */
  readonly read: () => unknown;
}

/** What stands where a step left something out. */
const leftOut = /\[(?:text|value|name|set)\]/g;

/** Runs the steps one after the other. One that fails leaves a file that says so: half a bundle helps more than none. */
export async function makeFiles(steps: readonly Step[], masker: Masker): Promise<readonly DiagnosticsFile[]> {
  const files: DiagnosticsFile[] = [];
  for (const { name, about, read } of steps) {
    const value = await Promise.resolve()
      .then(read)
      .catch((thrown: unknown) => `This could not be read: ${AppError.from(thrown).message}\n`);
    const { text, count } = typeof value === 'string' ? masker.text(value) : masker.json(value);
    // A step may leave something out itself; the mask does not know of it.
    const already = (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).match(leftOut)?.length ?? 0;
    files.push({ name, about, bytes: Buffer.byteLength(text, 'utf8'), text, cut: false, redacted: count + already });
  }
  return files;
}
