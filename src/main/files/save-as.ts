import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { AppError } from '../../shared/errors.ts';

/** Asks where to save a text or bytes and saves them, readable by their owner only; null when the person called it off. */
export async function saveAs(suggestedName: string, content: string | Uint8Array): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(app.getPath('documents'), suggestedName),
  });
  if (canceled || filePath === '') return null;
  try {
    await writeFile(filePath, content, { mode: 0o600 });
  } catch (cause) {
    throw new AppError({
      code: 'files.not-saved',
      kind: 'permanent',
      message: `The file could not be saved there: ${cause instanceof Error ? cause.message : String(cause)}. Choose another folder.`,
      cause,
    });
  }
  return filePath;
}
