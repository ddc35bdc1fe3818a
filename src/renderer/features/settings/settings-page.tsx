import { Button, Title } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { EmptyPage, Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { SearchField } from '../../ui/search-field.tsx';
import { matchesWords } from '../../ui/words.ts';
import classes from './settings.module.css';
import { settingsOf } from './settings-list.tsx';

/** Every setting in one column, searchable; a change applies at once. */
export function SettingsPage() {
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
      {sections.length === 0 && (
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
          <div className={classes.box}>
            {section.settings.map((setting) => (
              <div key={setting.title} className={classes.setting}>
                <div className={classes.words}>
                  <div className={classes.title}>{setting.title}</div>
                  {setting.help !== '' && <div className={classes.help}>{setting.help}</div>}
                  {setting.extra}
                </div>
                {setting.control}
              </div>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
