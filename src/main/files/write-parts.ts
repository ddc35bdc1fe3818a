import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';

export type FilePart = string | Uint8Array;

/**
 * Writes what comes in parts, text in UTF-8 or bytes, into a file readable by its owner only. It is written beside its place and moved there when it is whole, so
 * that nobody opens half of it. Throws `files.not-saved`; what making the parts throws stays as it is.
 */
export async function writeParts(file: string, parts: Iterable<FilePart> | AsyncIterable<FilePart>): Promise<void> {
  const temporary = `${file}.${randomUUID().slice(0, 8)}.part`;
  const saving = <T>(work: Promise<T>): Promise<T> =>
    work.catch((cause: unknown) => {
      throw notSaved(cause);
    });
  const handle = await saving(open(temporary, 'wx', 0o600));
  try {
    for await (const part of parts) await saving(handle.appendFile(part));
    await saving(handle.sync());
    await saving(handle.close());
    await saving(rename(temporary, file));
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

function notSaved(cause: unknown): AppError {
  return new AppError({
    code: 'files.not-saved',
    kind: 'permanent',
    message: `The file could not be saved there: ${cause instanceof Error ? cause.message : String(cause)}. Choose another folder.`,
    cause,
  });
}
