import { z } from 'zod';
import { appLine } from '../monitor/app-line.ts';
import type { Store } from '../store/port.ts';

const noteSchema = z.object({
  at: z.number(),
  how: z.enum(['restore-backup', 'start-fresh']),
  from: z.string().nullable(),
  keepAs: z.string().nullable().default(null),
});
/** Value: the replacement that was told of last (ms). */
const toldKey = 'store.recovered.told';

/** Once after the database was replaced: the log says by what, where the one before is, and what to look at. */
export async function sayReplaced(
  store: Pick<Store, 'value' | 'setValue' | 'appendActivities'>,
  now: number,
): Promise<void> {
  const note = noteSchema.safeParse(await store.value('store.recovered'));
  if (!note.success || (await store.value(toldKey)) === note.data.at) return;
  const { at, how, from, keepAs } = note.data;
  const before = keepAs === null ? 'The data before is kept in quarantine.' : `The data before is kept as ${keepAs}.`;
  const message =
    how === 'start-fresh'
      ? `Started with empty data. ${before} Links are found again under Settings, Backups and recovery.`
      : `The backup ${from ?? ''} was restored. ${before} Links made since the backup are found again under Settings, Backups and recovery; no ticket is sent a second time, because its work order is looked up by its reference first.`;
  await store.appendActivities([appLine(now, 'store.replaced', 'attention', message)]);
  await store.setValue(toldKey, at, now);
}
