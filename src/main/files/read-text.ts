import { open } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';

/** A text file a person chose, UTF-8. Throws `files.not-read`, and `files.too-large` above `maxBytes`. */
export async function readText(file: string, maxBytes: number): Promise<string> {
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
      message: `The file is larger than ${maxBytes / 1_000_000} MB; a mapping is never that large. Choose another one.`,
    });
  // A byte order mark is left by Windows editors and is no part of the JSON.
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}
