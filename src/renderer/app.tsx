import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { onPush } from './bridge.ts';
import { SetupWizard } from './features/setup/setup-wizard.tsx';
import { styleNonce } from './nonce.ts';
import { useApp } from './stores/app-store.ts';
import { go, useNav } from './stores/nav-store.ts';
import { placeOf } from './stores/place.ts';
import { cssVariables, theme } from './theme/theme.ts';
import { Frame } from './ui/frame/frame.tsx';
import { StartupProblem } from './ui/frame/startup-problem.tsx';
import { FailedPage } from './ui/page-state.tsx';

function Content() {
  const info = useApp((state) => state.info);
  const failed = useApp((state) => state.failed);
  const inSetup = useNav((state) => state.place.page === 'setup');
  if (failed !== null) return <FailedPage error={failed} onAgain={() => window.location.reload()} />;
  if (info === null) return null;
  if (info.startupProblem !== null) return <StartupProblem info={info} problem={info.startupProblem} />;
  return inSetup ? <SetupWizard /> : <Frame />;
}

/** Setup opens by itself until a person has pressed Start or left it. */
function useFirstPlace() {
  const known = useApp((state) => state.info !== null && state.setup !== null);
  useEffect(() => {
    if (!known) return;
    const { setup } = useApp.getState();
    const { place, past } = useNav.getState();
    if (setup !== null && !setup.config.started && place.page === 'dashboard' && past.length === 0) {
      useNav.setState({ place: { page: 'setup' }, past: [{ page: 'dashboard' }] });
    }
  }, [known]);
}

export function App() {
  const preferences = useApp((state) => state.preferences);
  const failed = useApp((state) => state.failed !== null);
  useFirstPlace();
  useEffect(() => onPush('navigate', ({ page, linkId }) => go(placeOf(page, linkId))), []);
  useEffect(() => {
    document.documentElement.dataset.density = preferences?.density ?? 'comfortable';
  }, [preferences?.density]);

  if (preferences === null && !failed) return null;
  const chosen = preferences?.theme ?? 'system';
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
      deduplicateInlineStyles
      {...(chosen === 'system' ? {} : { forceColorScheme: chosen })}
    >
      <Notifications position="bottom-right" autoClose={5000} limit={3} />
      <Content />
    </MantineProvider>
  );
}
