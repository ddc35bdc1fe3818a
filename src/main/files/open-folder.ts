import { existsSync } from 'node:fs';
import { shell } from 'electron';
import { AppError } from '../../shared/errors.ts';

/** Shows a folder in the file manager. Throws `app.folder` where there is none yet, or nothing that can show it. */
export async function openFolder(path: string): Promise<void> {
  if (!existsSync(path)) throw refused(path, 'It is made when there is something to put into it.');
  const problem = await shell.openPath(path);
  if (problem !== '') throw refused(path, problem);
}

function refused(path: string, why: string): AppError {
  return new AppError({
    code: 'app.folder',
    kind: 'permanent',
    message: `The folder ${path} could not be opened. ${why}`,
    context: { path },
  });
}
