import { Button, Menu, Title, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconChevronDown, IconPlayerPause, IconPlayerPlay, IconSearch } from '@tabler/icons-react';
import { type MessageKey, t } from '../../../shared/strings/t.ts';
import { pause, resume } from '../../commands.ts';
import { useApp } from '../../stores/app-store.ts';
import { go, useNav } from '../../stores/nav-store.ts';
import { useFromNow } from '../../stores/use-now.ts';
import { clockTime } from '../time.ts';
import classes from './header.module.css';
import { openPalette } from './palette-store.ts';
import { keyCaps } from './shortcut-list.ts';

function PauseMenu() {
  const paused = useApp((state) => state.status?.state === 'paused');
  const canPause = useApp((state) => state.status?.state === 'running' || state.status?.state === 'watching');
  const until = useApp((state) => state.status?.pausedUntil ?? null);
  const untilWords = useFromNow((now) => (until === null ? '' : clockTime(until, now)));
  if (paused) {
    return (
      <>
        <span className={classes.paused}>
          {until === null ? t('header.paused') : t('header.pausedUntil', { time: untilWords })}
        </span>
        <Button leftSection={<IconPlayerPlay size={15} aria-hidden />} onClick={() => void resume()}>
          {t('header.resume')}
        </Button>
      </>
    );
  }
  return (
    <Menu position="bottom-end" shadow="md" width={180} disabled={!canPause}>
      <Menu.Target>
        <Button
          variant="default"
          disabled={!canPause}
          aria-label={t('header.pauseLabel')}
          leftSection={<IconPlayerPause size={15} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('header.pause')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void pause(15)}>{t('header.pause15')}</Menu.Item>
        <Menu.Item onClick={() => void pause(60)}>{t('header.pause60')}</Menu.Item>
        <Menu.Item onClick={() => void pause(null)}>{t('header.pauseOpen')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Title of the page, search, and the pause menu. */
export function Header() {
  const page = useNav((state) => state.place.page);
  const onLink = useNav((state) => state.place.page === 'links' && state.place.linkId !== undefined);
  const platform = useApp((state) => state.info?.platform ?? '');
  const titleKey: MessageKey = `nav.${page}`;
  return (
    <section className={classes.header} aria-label={t(titleKey)}>
      {onLink ? (
        <div className={classes.title}>
          <Button
            variant="subtle"
            className={classes.up ?? ''}
            leftSection={<IconArrowLeft size={16} aria-hidden />}
            onClick={() => go({ page: 'links' })}
          >
            {t('link.back')}
          </Button>
        </div>
      ) : (
        <Title order={1} className={classes.title}>
          {t(titleKey)}
        </Title>
      )}
      <UnstyledButton
        className={classes.search}
        aria-label={t('header.searchLabel')}
        aria-keyshortcuts="Control+K"
        onClick={() => openPalette()}
      >
        <IconSearch size={15} aria-hidden />
        <span className={classes.searchWord}>{t('header.search')}</span>
        <kbd>{keyCaps('mod+K', platform).join(' ')}</kbd>
      </UnstyledButton>
      <PauseMenu />
    </section>
  );
}
