import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconLink, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { LinkRow } from '../../../shared/domain/views.ts';
import { type MessageKey, t } from '../../../shared/strings/t.ts';
import { pause, resume, syncNow } from '../../commands.ts';
import { registerCallback } from '../../features/callbacks/wizard/wizard-store.ts';
import { askForTime } from '../../features/events/events-ui.ts';
import { askedTicket } from '../../features/events/filter-words.ts';
import { savePreferences, useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { callbacksTabs, pages } from '../../stores/place.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { matchesWords } from '../words.ts';
import classes from './palette.module.css';
import { chooseFirst, paletteStore } from './palette-store.ts';
import { openShortcutsEvent } from './shortcuts.tsx';

/** What can be asked about the log: of a ticket whose number is typed, and of a time. */
function eventCommands(query: string): readonly Command[] {
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

interface Command {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly run: () => void;
}

function pageCommands(): readonly Command[] {
  return [
    ...pages.map((page, index) => {
      const labelKey: MessageKey = `nav.${page}`;
      return { id: page, label: t(labelKey), hint: `Ctrl ${String(index + 1)}`, run: () => go({ page }) };
    }),
    ...callbacksTabs.map((tab) => ({
      id: `callbacks/${tab}`,
      label: t('palette.callbacksTab', { tab: t(`callbacks.tab.${tab}`) }),
      run: () => go({ page: 'callbacks', tab }),
    })),
    { id: 'setup', label: t('palette.setup'), run: () => go({ page: 'setup' }) },
  ];
}

function actionCommands(paused: boolean): readonly Command[] {
  const pausing: readonly Command[] = paused
    ? [{ id: 'resume', label: t('palette.resume'), run: () => void resume() }]
    : [
        { id: 'pause15', label: t('palette.pause15'), run: () => void pause(15) },
        { id: 'pause60', label: t('palette.pause60'), run: () => void pause(60) },
        { id: 'pauseOpen', label: t('palette.pauseOpen'), run: () => void pause(null) },
      ];
  return [
    { id: 'sync', label: t('palette.syncNow'), run: () => void syncNow() },
    { id: 'register', label: t('callbacks.register'), run: () => registerCallback() },
    ...pausing,
    { id: 'light', label: t('palette.light'), run: () => void savePreferences({ theme: 'light' }) },
    { id: 'dark', label: t('palette.dark'), run: () => void savePreferences({ theme: 'dark' }) },
    { id: 'system', label: t('palette.system'), run: () => void savePreferences({ theme: 'system' }) },
    { id: 'compact', label: t('palette.compact'), run: () => void savePreferences({ density: 'compact' }) },
    { id: 'comfortable', label: t('palette.comfortable'), run: () => void savePreferences({ density: 'comfortable' }) },
    {
      id: 'shortcuts',
      label: t('palette.shortcuts'),
      hint: '?',
      run: () => window.dispatchEvent(new Event(openShortcutsEvent)),
    },
  ];
}

function linkLabel(link: LinkRow): string {
  return link.workOrderId === null
    ? t('palette.linkLabelCreating', { ticket: link.ticketId })
    : t('palette.linkLabel', { ticket: link.ticketId, workOrder: link.workOrderId });
}

function Group({ title, commands }: { readonly title: string; readonly commands: readonly Command[] }) {
  if (commands.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={title}>
      {commands.map((command) => (
        <Spotlight.Action
          key={command.id}
          label={command.label}
          onClick={command.run}
          {...(command.hint === undefined ? {} : { rightSection: <kbd>{command.hint}</kbd> })}
        />
      ))}
    </Spotlight.ActionsGroup>
  );
}

/** Ctrl+K: pages, actions, and links by either number, in one box. */
export function Palette() {
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query.trim(), 120);
  const paused = useApp((state) => state.status?.state === 'paused');
  const found = useAsked('links:search', { text: asked, limit: 6 });
  const links = query.trim() === '' ? [] : (found.value ?? []);
  const foundIds = links.map((link) => link.id).join(',');
  // Also when the links that were chosen from have gone: Enter runs what is first now.
  useEffect(() => {
    void foundIds;
    if (query.trim() !== '') chooseFirst();
  }, [foundIds, query]);
  const fits = (command: Command): boolean => matchesWords(command.label, query);
  const pageHits = pageCommands().filter(fits);
  const actionHits = [...eventCommands(query), ...actionCommands(paused)].filter(fits);
  const nothing = links.length + pageHits.length + actionHits.length === 0;
  return (
    <Spotlight.Root
      store={paletteStore}
      title={t('palette.label')}
      query={query}
      onQueryChange={setQuery}
      scrollable
      maxHeight={420}
      size={600}
      transitionProps={{ duration: 80 }}
      overlayProps={{ backgroundOpacity: 0.35 }}
      classNames={{
        header: classes.header ?? '',
        action: classes.action ?? '',
        actionsGroup: classes.group ?? '',
        actionBody: classes.body ?? '',
        actionDescription: classes.description ?? '',
        search: classes.search ?? '',
      }}
    >
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.label')}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {links.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.links')}>
            {links.map((link) => (
              <Spotlight.Action
                key={link.id}
                label={linkLabel(link)}
                description={`${link.companyName} · ${link.ticketSummary}`}
                leftSection={<IconLink size={16} aria-hidden />}
                onClick={() => go({ page: 'links', linkId: link.id })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        <Group title={t('palette.pages')} commands={pageHits} />
        <Group title={t('palette.actions')} commands={actionHits} />
        {nothing && <Spotlight.Empty>{t('palette.nothing', { query })}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
