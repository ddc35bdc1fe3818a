import { Button, Title } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone, tellFailure } from '../../commands.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { FailedPage, Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { SectionHead } from '../../ui/section-head.tsx';
import { SettingBox, SettingRow } from '../../ui/setting-row.tsx';
import { NewProfile } from './new-profile.tsx';
import { ProfileList } from './profile-list.tsx';
import { PromotionPage, type PromotionSource } from './promotion/promotion-page.tsx';

async function exportConfiguration(): Promise<void> {
  const answer = await ask('config:export', undefined);
  if (!answer.ok) tellFailure(answer.error.message);
  else if (answer.value !== null) tellDone(t('config.exported', { file: answer.value.file }));
}

function Configuration({ onFile }: { readonly onFile: () => void }) {
  return (
    <section className={reading.section} aria-labelledby="configuration">
      <Title order={3} id="configuration" mb={8}>
        {t('config.title')}
      </Title>
      <SettingBox>
        <SettingRow
          title={t('config.export')}
          help={t('config.exportHelp')}
          control={
            <Button size="xs" variant="default" onClick={() => void exportConfiguration()}>
              {t('config.exportDo')}
            </Button>
          }
        />
        <SettingRow
          title={t('config.import')}
          help={t('config.importHelp')}
          control={
            <Button size="xs" variant="default" onClick={onFile}>
              {t('config.importDo')}
            </Button>
          }
        />
      </SettingBox>
    </section>
  );
}

/** The profiles of this computer, and configurations on their way from one to the next. */
export function ProfilesSection() {
  const { value: profiles, error, again } = useAsked('profiles:list', undefined, ['setup']);
  const [source, setSource] = useState<PromotionSource | null>(null);
  if (source !== null) return <PromotionPage source={source} onClose={() => setSource(null)} />;
  if (profiles === undefined) return error === null ? <Loading /> : <FailedPage error={error} onAgain={again} />;
  const names = profiles.map(({ name }) => name);
  return (
    <div className={reading.page}>
      <SectionHead title={t('settings.section.profiles')} lead={t('profiles.lead')} />
      <ProfileList profiles={profiles} onBringIn={(name) => setSource({ from: 'profile', name })} />
      {profiles.length === 1 && <p className={reading.text}>{t('profiles.only')}</p>}
      <section className={reading.section} aria-labelledby="new-profile">
        <Title order={3} id="new-profile" mb={8}>
          {t('profiles.new')}
        </Title>
        <div className={reading.box}>
          <p className={reading.text}>{t('profiles.newHelp')}</p>
          <NewProfile taken={names} onMade={again} />
        </div>
      </section>
      <Configuration onFile={() => setSource({ from: 'file' })} />
    </div>
  );
}
