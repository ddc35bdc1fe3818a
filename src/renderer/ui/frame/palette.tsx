import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconLink, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { LinkRow } from '../../../shared/domain/views.ts';
import { t } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { useUpdate } from '../../stores/update-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { scrolledByKeys } from '../scrolled-by-keys.ts';
import { matchesWords } from '../words.ts';
import classes from './palette.module.css';
import { actionCommands, type Command, eventCommands, pageCommands } from './palette-commands.ts';
import { chooseFirst, paletteStore } from './palette-store.ts';
import { recentCommands, recentFirst, rememberCommand } from './recent-commands.ts';

const shownRecent = 5;
/** Handed on to the box that scrolls. */
const list = { viewportProps: scrolledByKeys };

function linkLabel(link: LinkRow): string {
  return link.workOrderId === null
    ? t('palette.linkLabelCreating', { ticket: link.ticketId })
    : t('palette.linkLabel', { ticket: link.ticketId, workOrder: link.workOrderId });
}

/** Typing is ahead of the answer: until it is there, only those of the last one that fit are offered, so that Enter opens nothing that was not meant. */
function fittingLinks(found: readonly LinkRow[], query: string): readonly LinkRow[] {
  return found.filter((link) =>
    matchesWords(`${linkLabel(link)} ${link.companyName} ${link.ticketSummary}`, query.replaceAll('#', '')),
  );
}

function Group({ title, commands }: { readonly title: string; readonly commands: readonly Command[] }) {
  if (commands.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={title}>
      {commands.map((command) => (
        <Spotlight.Action
          key={command.id}
          label={command.label}
          onClick={() => {
            rememberCommand(command.id);
            command.run();
          }}
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
  const state = useApp((app) => app.status?.state);
  const platform = useApp((app) => app.info?.platform ?? '');
  const update = useUpdate((known) => known.update?.state ?? null);
  const facts = { paused: state === 'paused', canPause: state === 'running' || state === 'watching', platform, update };
  const found = useAsked('links:search', { text: asked, limit: 6 });
  const isAnswered = found.current && asked === query.trim();
  const lastFound = query.trim() === '' ? [] : (found.value ?? []);
  const links = isAnswered ? lastFound : fittingLinks(lastFound, query);
  const foundIds = links.map((link) => link.id).join(',');
  // Also when the links that were chosen from have gone: Enter runs what is first now.
  useEffect(() => {
    void foundIds;
    if (query.trim() !== '') chooseFirst();
  }, [foundIds, query]);
  const recent = recentCommands();
  const typed = query.trim() !== '';
  const places = pageCommands(facts);
  const actions = [...eventCommands(query), ...actionCommands(facts)];
  const all = [...places, ...actions];
  const lately = typed ? [] : recent.flatMap((id) => all.find((one) => one.id === id) ?? []).slice(0, shownRecent);
  const hits = (commands: readonly Command[]): readonly Command[] =>
    recentFirst(
      commands.filter((one) => matchesWords(one.label, query) && !lately.includes(one)),
      typed ? recent : [],
    );
  // With nothing typed the pages of the rail are enough; what is inside them is found by its name.
  const pageHits = hits(typed ? places : places.filter(({ id }) => !id.includes('/')));
  const actionHits = hits(actions);
  const nothing = links.length + pageHits.length + actionHits.length === 0;
  return (
    <Spotlight.Root
      store={paletteStore}
      // The frame opens it, so that the key works before this part is fetched.
      shortcut={null}
      title={t('palette.label')}
      query={query}
      onQueryChange={setQuery}
      scrollable
      maxHeight={420}
      size={600}
      // There and gone with the key: whoever types on at once types into it, or into what it led to.
      transitionProps={{ duration: 0 }}
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
        autoFocus
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.label')}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList {...list}>
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
        <Group title={t('palette.recent')} commands={lately} />
        <Group title={t('palette.pages')} commands={pageHits} />
        <Group title={t('palette.actions')} commands={actionHits} />
        {nothing && <Spotlight.Empty>{t('palette.nothing', { query })}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
