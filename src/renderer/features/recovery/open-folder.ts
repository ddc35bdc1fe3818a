import { ask } from '../../bridge.ts';
import { tellFailure } from '../../commands.ts';

/** Shows a folder of the profile in the system's file manager. */
export async function openFolder(what: 'data' | 'backups'): Promise<void> {
  const answer = await ask('app:open-folder', { what });
  if (!answer.ok) tellFailure(answer.error.message);
}
