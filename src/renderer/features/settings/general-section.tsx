import { Button, Title } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { EmptyPage, Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { SearchField } from '../../ui/search-field.tsx';
import { SettingBox, SettingRow } from '../../ui/setting-row.tsx';
import { matchesWords } from '../../ui/words.ts';
import { sectionTitle } from '../sync/draft.ts';
import { findHouseSettings, findSyncSettings } from './find-settings.ts';
import type { SettingWords } from './setting-words.ts';
import classes from './settings.module.css';
import { settingsOf } from './settings-list.tsx';

/** Settings of the app, which apply at once; and the search over all settings, those of the sync among them. */
export function GeneralSection() {
  const [text, setText] = useState('');
  const { info, preferences, setup } = useApp();
  if (info === null || preferences === null || setup === null) return <Loading />;
  const sections = settingsOf(info, preferences, setup)
    .map((section) => ({
      ...section,
      settings: section.settings.filter((setting) =>
        matchesWords(`${section.title} ${setting.title} ${setting.help} ${setting.words ?? ''}`, text),
      ),
    }))
    .filter((section) => section.settings.length > 0);
  const sync = findSyncSettings(text);
  const house = findHouseSettings(text);
  return (
    <div className={reading.page}>
      <search className={classes.search}>
        <SearchField
          label={t('settings.search')}
          placeholder={t('settings.searchPlaceholder')}
          clearLabel={t('action.clearSearch')}
          text={text}
          onText={setText}
        />
        <span className="dim">{t('settings.applies')}</span>
      </search>
      {sections.length + sync.length + house.length === 0 && (
        <EmptyPage
          icon={<IconSearchOff size={32} stroke={1.4} aria-hidden />}
          title={t('settings.noneTitle')}
          text={t('settings.noneText', { text })}
        >
          <Button variant="default" onClick={() => setText('')}>
            {t('action.clearSearch')}
          </Button>
        </EmptyPage>
      )}
      {sections.map((section) => (
        <section key={section.id} className={reading.section} aria-labelledby={`settings-${section.id}`}>
          <Title order={2} id={`settings-${section.id}`} mb={8}>
            {section.title}
          </Title>
          <SettingBox>
            {section.settings.map(({ title, help, extra, control }) => (
              <SettingRow key={title} title={title} help={help} facts={extra} control={control} />
            ))}
          </SettingBox>
        </section>
      ))}
      <Found id="settings-sync" title={t('settings.navSync')} found={sync} />
      <Found id="settings-house" title={t('settings.navHouse')} found={house} />
    </div>
  );
}

/** Settings that are on another page, each with the way there. */
function Found({
  id,
  title: heading,
  found,
}: {
  readonly id: string;
  readonly title: string;
  readonly found: readonly SettingWords[];
}) {
  if (found.length === 0) return null;
  return (
    <section className={reading.section} aria-labelledby={id}>
      <Title order={2} id={id} mb={8}>
        {heading}
      </Title>
      <SettingBox>
        {found.map(({ section, title, help }) => (
          <SettingRow
            key={`${section} ${title}`}
            title={title}
            help={help}
            facts={<span className={classes.where}>{t('settings.inSection', { section: sectionTitle(section) })}</span>}
            control={
              <Button
                size="xs"
                variant="default"
                aria-label={t('settings.openSetting', { title, section: sectionTitle(section) })}
                onClick={() => go({ page: 'settings', section })}
              >
                {t('settings.open')}
              </Button>
            }
          />
        ))}
      </SettingBox>
    </section>
  );
}
