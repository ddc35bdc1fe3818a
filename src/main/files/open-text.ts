import { open } from 'node:fs/promises';
import { dialog } from 'electron';
import { AppError } from '../../shared/errors.ts';

/** No mapping comes near this (bytes); a file chosen by mistake is not read whole. */
export const openTextMaxBytes = 2_000_000;

/** Lets the person choose a JSON file and reads it; null when they called it off. Throws `files.not-read`, `files.too-large`. */
export async function openText(): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    properties: ['openFile'],
    filters: [{ name: 'JSON', extensions: ['json'] }],
  });
  const [file] = filePaths;
  return canceled || file === undefined ? null : readText(file, openTextMaxBytes);
}

async function readText(file: string, maxBytes: number): Promise<string> {
  let bytes: Buffer;
  try {
    const handle = await open(file, 'r');
    try {
      // One byte more than allowed tells a file that is too large, whatever its entry in the folder says.
      const buffer = Buffer.alloc(maxBytes + 1);
      let length = 0;
      for (;;) {
        const { bytesRead } = await handle.read(buffer, length, buffer.length - length, null);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      bytes = buffer.subarray(0, length);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new AppError({
      code: 'files.not-read',
      kind: 'permanent',
      message: `The file could not be read: ${cause instanceof Error ? cause.message : String(cause)}. Choose another one.`,
      cause,
    });
  }
  if (bytes.length > maxBytes)
    throw new AppError({
      code: 'files.too-large',
      kind: 'permanent',
      message: `The file is larger than ${maxBytes / 1_000_000} MB; a mapping is not. Choose another one.`,
    });
  // A byte order mark is left by Windows editors and is no part of the JSON.
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}
