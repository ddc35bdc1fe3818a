import { useEffect } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { DashboardPage } from '../../features/dashboard/dashboard-page.tsx';
import { useNav } from '../../stores/nav-store.ts';
import type { Place } from '../../stores/place.ts';
import { followUpdate } from '../../stores/update-store.ts';
import { Banner } from './banner.tsx';
import classes from './frame.module.css';
import { Header } from './header.tsx';
import {
  AttentionPage,
  CallbacksPage,
  EventsPage,
  fetchPagesWhenIdle,
  LinkPage,
  LinksPage,
  MappingPage,
  Palette,
  SettingsPage,
} from './pages.ts';
import { Rail } from './rail.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { StatusBar } from './status-bar.tsx';

function PageOf({ place }: { readonly place: Place }) {
  switch (place.page) {
    case 'dashboard':
      return <DashboardPage />;
    case 'events':
      return <EventsPage place={place} />;
    case 'links':
      return place.linkId === undefined ? <LinksPage /> : <LinkPage linkId={place.linkId} tab={place.tab} />;
    case 'attention':
      return <AttentionPage tab={place.tab} />;
    case 'mapping':
      return <MappingPage ruleId={place.ruleId} />;
    case 'callbacks':
      return <CallbacksPage tab={place.tab} />;
    case 'settings':
      return <SettingsPage section={place.section} />;
    case 'setup':
      return null;
  }
}

/** What surrounds every page: rail, header, banner, status bar; and the palette and shortcut sheet above them. */
export function Frame() {
  const place = useNav((state) => state.place);
  useEffect(fetchPagesWhenIdle, []);
  useEffect(followUpdate, []);
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#page">
        {t('nav.skip')}
      </a>
      <Rail />
      <div className={classes.column}>
        <Header />
        <Banner />
        <main id="page" className={classes.page} tabIndex={-1}>
          <PageOf place={place} />
        </main>
        <StatusBar />
      </div>
      <Palette />
      <Shortcuts />
    </div>
  );
}
