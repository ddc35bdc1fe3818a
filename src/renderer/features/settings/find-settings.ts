import { en } from '../../../shared/strings/en.ts';
import { type MessageKey, t } from '../../../shared/strings/t.ts';
import { matchesWords } from '../../ui/words.ts';
import { aboutSettingsWords } from '../about/about-settings-words.ts';
import { alertSettingsWords } from '../alerts/alert-settings-words.ts';
import { historySettingsWords, profilesSettingsWords } from '../profiles/profiles-settings-words.ts';
import { recoverySettingsWords } from '../recovery/recovery-settings-words.ts';
import { sectionTitle } from '../sync/draft.ts';
import { houseSections, type SyncSectionId } from '../sync/sections.ts';
import type { SettingWords, SettingWordsOf } from './setting-words.ts';

/** Where the messages of each part of the catalogue are shown. */
const syncPages: readonly (readonly [prefix: string, section: SyncSectionId])[] = [
  ['trigger.', 'trigger'],
  ['sync.events.', 'events'],
  ['sync.notes.', 'notes'],
  ['sync.documents.', 'documents'],
  ['sync.updates.', 'updates'],
  ['sync.members.', 'updates'],
  ['sync.workOrders.', 'work-orders'],
];

/** The pages about the app; one that says nothing about its rows is still found by its own name. */
const housePages: readonly SettingWordsOf[] = [
  alertSettingsWords,
  recoverySettingsWords,
  profilesSettingsWords,
  historySettingsWords,
  aboutSettingsWords,
];

const keys = new Map(Object.keys(en).map((key) => [key, key as MessageKey]));

/** A message without parts to fill in, in the language of the window. */
function plain(key: string): string | null {
  const known = keys.get(key);
  if (known === undefined) return null;
  const words = t(known as 'app.name');
  return words.includes('{') ? null : words;
}

/** Every setting of the sync: a message with a help beside it in the catalogue. */
function syncSettings(): readonly SettingWords[] {
  return [...keys.keys()].flatMap((key): readonly SettingWords[] => {
    const section = syncPages.find(([prefix]) => key.startsWith(prefix))?.[1];
    if (section === undefined) return [];
    const title = plain(key);
    const help = plain(`${key}Help`) ?? plain(`${key.replace(/\.title$/, '')}.text`);
    return title === null || help === null ? [] : [{ section, title, help }];
  });
}

function houseSettings(): readonly SettingWords[] {
  const pages = houseSections.map((section) => ({ section, title: sectionTitle(section), help: '' }));
  return [...pages, ...housePages.flatMap((words) => words())];
}

function fitting(settings: readonly SettingWords[], typed: string): readonly SettingWords[] {
  if (typed.trim() === '') return [];
  return settings.filter(({ title, help, words = '' }) => matchesWords(`${title} ${help} ${words}`, typed));
}

/** Settings of the sync that hold every word typed; nothing while nothing is typed. */
export function findSyncSettings(typed: string): readonly SettingWords[] {
  return fitting(syncSettings(), typed);
}

/** Pages about the app and what is on them, that hold every word typed; nothing while nothing is typed. */
export function findHouseSettings(typed: string): readonly SettingWords[] {
  return fitting(houseSettings(), typed);
}
