import { Button, Switch, Title } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { t } from '../../../shared/strings/t.ts';
import { openFolder } from '../../commands.ts';
import { savePreferences, useApp } from '../../stores/app-store.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { ProfileBadge } from '../../ui/frame/rail.tsx';
import { Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { SettingBox, SettingRow } from '../../ui/setting-row.tsx';
import classes from './about.module.css';
import { Licences } from './licences.tsx';
import { UpdateBox } from './update-box.tsx';

const folders = ['data', 'logs', 'backups'] as const;

/** What this app is, whether there is a newer one, where it keeps its data, and what it is made of. */
export function AboutSection() {
  const { info, preferences } = useApp();
  if (info === null || preferences === null) return <Loading />;
  return (
    <div className={reading.page}>
      <section className={classes.product} aria-labelledby="about-product">
        <div>
          <Title order={2} id="about-product" className={classes.name}>
            {t('app.name')}
          </Title>
          <div className="num dim">{t('about.version', { version: info.version })}</div>
        </div>
        <span className={classes.profile}>
          {t('about.profile', { profile: info.profile })}
          <ProfileBadge />
        </span>
      </section>

      <section className={reading.section} aria-labelledby="about-updates">
        <Title order={2} id="about-updates" mb={8}>
          {t('about.updates')}
        </Title>
        <SettingBox>
          <UpdateBox />
          <SettingRow
            title={t('about.checkSwitch')}
            help={t('about.checkHelp')}
            control={
              <Switch
                aria-label={t('about.checkSwitch')}
                checked={preferences.checkForUpdates}
                onChange={(event) => void savePreferences({ checkForUpdates: event.currentTarget.checked })}
              />
            }
          />
        </SettingBox>
      </section>

      <section className={reading.section} aria-labelledby="about-folders">
        <Title order={2} id="about-folders" mb={8}>
          {t('about.folders')}
        </Title>
        <SettingBox>
          {folders.map((what) => {
            const name = t(`about.folder.${what}`);
            return (
              <SettingRow
                key={what}
                title={name}
                help={t(`about.folder.${what}Help`)}
                facts={
                  what === 'data' ? <code className={`mono ${classes.path ?? ''}`}>{info.dataFolder}</code> : undefined
                }
                control={
                  <Button
                    size="xs"
                    variant="default"
                    leftSection={<IconFolderOpen size={14} aria-hidden />}
                    aria-label={t('about.openNamed', { name })}
                    onClick={() => void openFolder(what)}
                  >
                    {t('about.openFolder')}
                  </Button>
                }
              />
            );
          })}
        </SettingBox>
      </section>

      <section className={reading.section} aria-labelledby="about-runtime">
        <Title order={2} id="about-runtime" mb={8}>
          {t('about.runtime')}
        </Title>
        <FactList
          facts={info.runtime.map(({ name, version }) => ({ name, value: <span className="num">{version}</span> }))}
        />
      </section>

      <Licences />
    </div>
  );
}
