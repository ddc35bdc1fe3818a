import { useEffect, useRef } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { tellDone } from '../../commands.ts';
import { useNav } from '../../stores/nav-store.ts';
import { sectionTitle } from '../sync/draft.ts';
import { unsavedSections, useDraft } from '../sync/draft-store.ts';
import { isHouseSection, type SettingsSectionId, sectionNamed } from '../sync/sections.ts';
import { SyncSection } from '../sync/sync-section.tsx';
import { GeneralSection } from './general-section.tsx';
import { houseSections } from './house-sections.tsx';
import classes from './settings.module.css';
import { SettingsList } from './settings-nav.tsx';

/** Leaving with changes that are not saved loses nothing, but a person has to know that they do not count yet. */
function useReminder(): void {
  useEffect(
    () => () => {
      const unsaved = unsavedSections(useDraft.getState());
      if (unsaved.length > 0 && useNav.getState().place.page !== 'settings')
        tellDone(t('sync.leftUnsaved', { sections: unsaved.map(sectionTitle).join(', ') }));
    },
    [],
  );
}

function Section({ section }: { readonly section: SettingsSectionId }) {
  if (section === 'general') return <GeneralSection />;
  if (!isHouseSection(section)) return <SyncSection section={section} />;
  const House = houseSections[section];
  return <House />;
}

/** Settings: their list at the left, one page of them at the right. What belongs to the app applies at once; the sync is saved. */
export function SettingsPage({ section: asked }: { readonly section?: string | undefined }) {
  useReminder();
  const section = sectionNamed(asked);
  const layout = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (section !== null) layout.current?.closest('main')?.scrollTo({ top: 0 });
  }, [section]);
  return (
    <div className={classes.layout} ref={layout}>
      <SettingsList section={section} />
      <div className={classes.body} key={section}>
        <Section section={section} />
      </div>
    </div>
  );
}
