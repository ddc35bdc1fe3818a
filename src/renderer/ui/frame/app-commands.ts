import { formatNumber, t, tn } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone, tellFailure } from '../../commands.ts';
import { go } from '../../stores/nav-store.ts';
import { useUpdate } from '../../stores/update-store.ts';

/* What the palette does for the app as a whole; each says in the corner how it went. */

export async function backUpNow(): Promise<void> {
  const answer = await ask('recovery:back-up-now', undefined);
  if (answer.ok) tellDone(t('palette.backedUp'));
  else tellFailure(answer.error.message);
}

/** The whole log; with a filter it is exported on the Events page. */
export async function exportLog(format: 'csv' | 'ndjson'): Promise<void> {
  const answer = await ask('log:export', { filter: {}, format });
  if (!answer.ok) tellFailure(answer.error.message);
  else if (answer.value !== null)
    tellDone(
      tn('palette.exported', answer.value.lines, { lines: formatNumber(answer.value.lines), file: answer.value.file }),
    );
}

export async function exportConfiguration(): Promise<void> {
  const answer = await ask('config:export', undefined);
  if (!answer.ok) tellFailure(answer.error.message);
  else if (answer.value !== null) tellDone(t('palette.configurationExported', { file: answer.value.file }));
}

/** The answer stands on the About page, where it can be acted on. */
export async function checkForUpdates(): Promise<void> {
  go({ page: 'settings', section: 'about' });
  const answer = await ask('updates:check', undefined);
  if (answer.ok) useUpdate.setState({ update: answer.value, failed: null });
  else tellFailure(answer.error.message);
}

export async function installUpdate(): Promise<void> {
  tellDone(t('about.installing'));
  const answer = await ask('updates:install', undefined);
  if (!answer.ok) tellFailure(answer.error.message);
}

export async function quitApp(): Promise<void> {
  const answer = await ask('app:quit', undefined);
  if (!answer.ok) tellFailure(answer.error.message);
}
