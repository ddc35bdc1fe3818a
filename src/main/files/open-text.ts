import { dialog } from 'electron';
import { readText } from './read-text.ts';

/** No mapping comes near this (bytes); a file chosen by mistake is not read whole. */
const maxBytes = 2_000_000;

/** Lets the person choose a JSON file and reads it; null when they called it off. Throws `files.not-read`, `files.too-large`. */
export async function openText(): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    properties: ['openFile'],
    filters: [{ name: 'JSON', extensions: ['json'] }],
  });
  const [file] = filePaths;
  return canceled || file === undefined ? null : readText(file, maxBytes);
}
