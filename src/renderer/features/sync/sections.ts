import type { SyncConfig } from '../../../shared/config-sync.ts';

/** Pages of the settings about the sync, in the order of their list; they are saved together. */
export const syncSections = ['trigger', 'events', 'notes', 'documents', 'updates', 'work-orders'] as const;
/** Pages about the app and its house, which apply at once. */
export const houseSections = ['alerts', 'recovery', 'diagnostics', 'profiles', 'history', 'about'] as const;
export const settingsSections = ['general', ...syncSections, ...houseSections] as const;
export type SettingsSectionId = (typeof settingsSections)[number];
export type SyncSectionId = (typeof syncSections)[number];
export type HouseSectionId = (typeof houseSections)[number];

export function isHouseSection(section: SettingsSectionId): section is HouseSectionId {
  return (houseSections as readonly string[]).includes(section);
}

export function sectionNamed(name: string | undefined): SettingsSectionId {
  return settingsSections.find((section) => section === name) ?? 'general';
}

/** The page on which each part of the configuration is changed. */
export const sectionOf = {
  events: 'events',
  notes: 'notes',
  documents: 'documents',
  outbound: 'updates',
  inbound: 'work-orders',
  revisits: 'work-orders',
} as const satisfies Readonly<Record<keyof SyncConfig, SettingsSectionId>>;
