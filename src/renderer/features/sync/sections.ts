import type { SyncConfig } from '../../../shared/config-sync.ts';

/** Pages of the settings in the order of their list. `general` applies at once; the others are saved together. */
export const settingsSections = [
  'general',
  'trigger',
  'events',
  'notes',
  'documents',
  'updates',
  'work-orders',
] as const;
export type SettingsSectionId = (typeof settingsSections)[number];

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
