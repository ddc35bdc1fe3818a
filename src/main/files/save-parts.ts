import { join } from 'node:path';
import { app, dialog } from 'electron';
import { type FilePart, writeParts } from './write-parts.ts';

/** Asks where to save what comes in parts, and saves it; null when the person called it off, and then no part was made. */
export async function saveParts(
  suggestedName: string,
  parts: () => Iterable<FilePart> | AsyncIterable<FilePart>,
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(app.getPath('documents'), suggestedName),
  });
  if (canceled || filePath === '') return null;
  await writeParts(filePath, parts());
  return filePath;
}

/** As `saveParts`, for what is there whole. */
export function saveAs(suggestedName: string, content: FilePart): Promise<string | null> {
  return saveParts(suggestedName, () => [content]);
}
