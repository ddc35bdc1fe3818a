import { UnstyledButton } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { t } from '../../../shared/strings/t.ts';
import { go } from '../../stores/nav-store.ts';
import { sectionTitle } from '../sync/draft.ts';
import { unsavedSections, useDraft } from '../sync/draft-store.ts';
import { houseSections, type SettingsSectionId, syncSections } from '../sync/sections.ts';
import classes from './settings.module.css';

/** The pages of the settings; one with changes that are not saved says so. */
export function SettingsList({ section: current }: { readonly section: SettingsSectionId }) {
  const saved = useDraft((state) => state.saved);
  const draft = useDraft((state) => state.draft);
  const unsaved = unsavedSections({ saved, draft });
  const line = (section: SettingsSectionId) => (
    <li key={section}>
      <UnstyledButton
        className={classes.place}
        aria-current={section === current ? 'page' : undefined}
        onClick={() => go(section === 'general' ? { page: 'settings' } : { page: 'settings', section })}
      >
        <span className="cut">{sectionTitle(section)}</span>
        {unsaved.includes(section) && (
          <span className={classes.unsaved} role="img" aria-label={t('settings.unsaved')} title={t('settings.unsaved')}>
            <IconPencil size={14} aria-hidden />
          </span>
        )}
      </UnstyledButton>
    </li>
  );
  return (
    <nav className={classes.nav} aria-label={t('settings.nav')}>
      <div className={classes.navInner}>
        <ul className={classes.places}>{line('general')}</ul>
        <div className={classes.navTitle} id="settings-nav-sync">
          {t('settings.navSync')}
        </div>
        <ul className={classes.places} aria-labelledby="settings-nav-sync">
          {syncSections.map(line)}
        </ul>
        <div className={classes.navTitle} id="settings-nav-house">
          {t('settings.navHouse')}
        </div>
        <ul className={classes.places} aria-labelledby="settings-nav-house">
          {houseSections.map(line)}
        </ul>
      </div>
    </nav>
  );
}
