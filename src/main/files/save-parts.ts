import { join } from 'node:path';
import { app, dialog } from 'electron';
import { writeParts } from './write-parts.ts';

/** Asks where to save a text that comes in parts, and saves it; null when the person called it off, and then no part was made. */
export async function saveParts(suggestedName: string, parts: () => AsyncIterable<string>): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(app.getPath('documents'), suggestedName),
  });
  if (canceled || filePath === '') return null;
  await writeParts(filePath, parts());
  return filePath;
}
