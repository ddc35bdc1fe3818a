import type { UpdateState } from '../../../shared/domain/updates.ts';
import type { Preferences } from '../../../shared/ipc/contract.ts';
import { type MessageKey, t } from '../../../shared/strings/t.ts';
import { openFolder, pause, resume, syncNow } from '../../commands.ts';
import { registerCallback } from '../../features/callbacks/wizard/wizard-store.ts';
import { askForTime } from '../../features/events/events-ui.ts';
import { askedTicket } from '../../features/events/filter-words.ts';
import { sectionTitle } from '../../features/sync/draft.ts';
import { settingsSections } from '../../features/sync/sections.ts';
import { savePreferences } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { attentionTabs, callbacksTabs, pages } from '../../stores/place.ts';
import { backUpNow, checkForUpdates, exportConfiguration, exportLog, installUpdate, quitApp } from './app-commands.ts';
import { hintOf, openShortcutsEvent } from './shortcut-list.ts';

/** One line of the palette. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly run: () => void;
}

/** What decides which commands make sense now. */
export interface PaletteFacts {
  readonly paused: boolean;
  readonly canPause: boolean;
  readonly platform: string;
  readonly update: UpdateState['state'] | null;
}

function withHint(command: Command, shortcut: string, platform: string): Command {
  const hint = hintOf(shortcut, platform);
  return hint === undefined ? command : { ...command, hint };
}

/** Every place of the window: pages, their tabs, the pages of the settings. */
export function pageCommands({ platform }: Pick<PaletteFacts, 'platform'>): readonly Command[] {
  return [
    ...pages.map((page) => {
      const labelKey: MessageKey = `nav.${page}`;
      return withHint({ id: page, label: t(labelKey), run: () => go({ page }) }, `page/${page}`, platform);
    }),
    ...attentionTabs.map((tab) => ({
      id: `attention/${tab}`,
      label: t('palette.attentionTab', { tab: t(`palette.attention.${tab}`) }),
      run: () => go({ page: 'attention', tab }),
    })),
    ...callbacksTabs.map((tab) => ({
      id: `callbacks/${tab}`,
      label: t('palette.callbacksTab', { tab: t(`callbacks.tab.${tab}`) }),
      run: () => go({ page: 'callbacks', tab }),
    })),
    ...settingsSections.map((section) => ({
      id: `settings/${section}`,
      label: t('palette.settingsSection', { section: sectionTitle(section) }),
      run: () => go(section === 'general' ? { page: 'settings' } : { page: 'settings', section }),
    })),
    { id: 'setup', label: t('palette.setup'), run: () => go({ page: 'setup' }) },
  ];
}

/** What can be asked about the log: of a ticket whose number is typed, and of a time. */
export function eventCommands(query: string): readonly Command[] {
  const ticketId = askedTicket(query, {});
  const goToTime = {
    id: 'goToTime',
    label: t('events.goTo'),
    run: () => {
      go({ page: 'events' });
      askForTime();
    },
  };
  if (ticketId === null) return [goToTime];
  const why = ticketId;
  return [{ id: 'why', label: t('why.palette', { id: why }), run: () => go({ page: 'events', why }) }, goToTime];
}

function preference<Key extends keyof Preferences>(key: Key, value: Preferences[Key], label: string): Command {
  return { id: `${key}/${String(value)}`, label, run: () => void savePreferences({ [key]: value }) };
}

/** Everything that can be done from anywhere. */
export function actionCommands({ paused, canPause, platform, update }: PaletteFacts): readonly Command[] {
  const pausing: readonly Command[] = paused
    ? [{ id: 'resume', label: t('palette.resume'), run: () => void resume() }]
    : canPause
      ? [
          { id: 'pause15', label: t('palette.pause15'), run: () => void pause(15) },
          { id: 'pause60', label: t('palette.pause60'), run: () => void pause(60) },
          { id: 'pauseOpen', label: t('palette.pauseOpen'), run: () => void pause(null) },
        ]
      : [];
  const updates: readonly Command[] =
    update === null || update === 'off'
      ? []
      : update === 'ready'
        ? [{ id: 'install', label: t('about.install'), run: () => void installUpdate() }]
        : [{ id: 'checkUpdates', label: t('about.check'), run: () => void checkForUpdates() }];
  return [
    withHint({ id: 'sync', label: t('palette.syncNow'), run: () => void syncNow() }, 'sync', platform),
    ...pausing,
    { id: 'register', label: t('callbacks.register'), run: () => registerCallback() },
    { id: 'backUp', label: t('palette.backUp'), run: () => void backUpNow() },
    { id: 'exportCsv', label: t('palette.exportCsv'), run: () => void exportLog('csv') },
    { id: 'exportNdjson', label: t('palette.exportNdjson'), run: () => void exportLog('ndjson') },
    { id: 'exportConfiguration', label: t('palette.exportConfiguration'), run: () => void exportConfiguration() },
    ...updates,
    preference('theme', 'light', t('palette.light')),
    preference('theme', 'dark', t('palette.dark')),
    preference('theme', 'system', t('palette.system')),
    preference('contrast', 'high', t('palette.highContrast')),
    preference('contrast', 'normal', t('palette.normalContrast')),
    preference('density', 'compact', t('palette.compact')),
    preference('density', 'comfortable', t('palette.comfortable')),
    preference('language', 'system', t('palette.languageSystem')),
    preference('language', 'en', t('palette.languageEn')),
    preference('language', 'de', t('palette.languageDe')),
    ...(['data', 'logs', 'backups'] as const).map((what) => ({
      id: `folder/${what}`,
      label: t('about.openNamed', { name: t(`about.folder.${what}`) }),
      run: () => void openFolder(what),
    })),
    withHint(
      {
        id: 'shortcuts',
        label: t('palette.shortcuts'),
        run: () => window.dispatchEvent(new Event(openShortcutsEvent)),
      },
      'shortcuts',
      platform,
    ),
    withHint({ id: 'quit', label: t('palette.quit'), run: () => void quitApp() }, 'quit', platform),
  ];
}
