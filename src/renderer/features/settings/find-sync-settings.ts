import { en } from '../../../shared/strings/en.ts';
import { matchesWords } from '../../ui/words.ts';
import type { SyncSectionId } from '../sync/sections.ts';

export interface FoundSetting {
  readonly section: SyncSectionId;
  readonly title: string;
  readonly help: string;
}

/** Where the messages of each part of the catalogue are shown. */
const pages: readonly (readonly [prefix: string, section: FoundSetting['section']])[] = [
  ['trigger.', 'trigger'],
  ['sync.events.', 'events'],
  ['sync.notes.', 'notes'],
  ['sync.documents.', 'documents'],
  ['sync.updates.', 'updates'],
  ['sync.members.', 'updates'],
  ['sync.workOrders.', 'work-orders'],
];

/** Every setting of the sync: a message with a help beside it in the catalogue. */
function all(): readonly FoundSetting[] {
  const messages: ReadonlyMap<string, string> = new Map(Object.entries(en));
  return [...messages].flatMap(([key, title]): readonly FoundSetting[] => {
    const help = messages.get(`${key}Help`) ?? messages.get(`${key.replace(/\.title$/, '')}.text`);
    const section = pages.find(([prefix]) => key.startsWith(prefix))?.[1];
    return help === undefined || section === undefined || title.includes('{') || help.includes('{')
      ? []
      : [{ section, title, help }];
  });
}

/** Settings of the sync that hold every word typed; nothing while nothing is typed. */
export function findSyncSettings(typed: string): readonly FoundSetting[] {
  if (typed.trim() === '') return [];
  return all().filter(({ title, help }) => matchesWords(`${title} ${help}`, typed));
}
