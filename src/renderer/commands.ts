import { notifications } from '@mantine/notifications';
import { t } from '../shared/strings/t.ts';
import { ask } from './bridge.ts';
import { useApp } from './stores/app-store.ts';

function closeButton() {
  return { 'aria-label': t('action.close') };
}

/** Tells the person in the corner that something asked for was not done, in the words of the error. */
export function tellFailure(message: string): void {
  notifications.show({ message, color: 'red', autoClose: 10_000, withBorder: true, closeButtonProps: closeButton() });
}

/** Confirms in the corner what a button did. */
export function tellDone(message: string): void {
  notifications.show({ message, autoClose: 3000, withBorder: true, closeButtonProps: closeButton() });
}

export async function pause(minutes: number | null): Promise<void> {
  const answer = await ask('engine:pause', { minutes });
  if (answer.ok) useApp.getState().setStatus(answer.value);
  else tellFailure(answer.error.message);
}

export async function resume(): Promise<void> {
  const answer = await ask('engine:resume', undefined);
  if (answer.ok) useApp.getState().setStatus(answer.value);
  else tellFailure(answer.error.message);
}

/** Asks both sides for changes now: of one link, or of everything. */
export async function syncNow(linkId?: number): Promise<void> {
  const answer = await ask('engine:sync-now', linkId === undefined ? {} : { linkId });
  if (answer.ok) tellDone(linkId === undefined ? t('dashboard.syncing') : t('link.synced'));
  else tellFailure(answer.error.message);
}

export async function openExternal(url: string): Promise<void> {
  const answer = await ask('app:open-external', { url });
  if (!answer.ok) tellFailure(answer.error.message);
}

/** Shows a folder of this profile in the system's file manager. */
export async function openFolder(what: 'data' | 'logs' | 'backups'): Promise<void> {
  const answer = await ask('app:open-folder', { what });
  if (!answer.ok) tellFailure(answer.error.message);
}
