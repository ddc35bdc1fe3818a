import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect, useLayoutEffect } from 'react';
import { onPush } from './bridge.ts';
import { styleNonce } from './nonce.ts';
import { useApp } from './stores/app-store.ts';
import { openSetupUntilStarted } from './stores/first-place.ts';
import { giveFocusBack, useLanguage } from './stores/language.ts';
import { go, useNav } from './stores/nav-store.ts';
import { placeOf } from './stores/place.ts';
import { showLook } from './theme/look.ts';
import { cssVariables, theme } from './theme/theme.ts';
import { Frame } from './ui/frame/frame.tsx';
import { SetupWizard } from './ui/frame/pages.ts';
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

/** The first place of a window whose engine could open only after a recovery; otherwise `loadApp` has decided. */
function useFirstPlace() {
  const known = useApp((state) => state.info !== null && state.setup !== null);
  useEffect(() => {
    const { setup } = useApp.getState();
    if (known && setup !== null) openSetupUntilStarted(setup);
  }, [known]);
}

export function App() {
  const preferences = useApp((state) => state.preferences);
  const failed = useApp((state) => state.failed !== null);
  const language = useLanguage((state) => state.language);
  useFirstPlace();
  useLayoutEffect(() => giveFocusBack(language), [language]);
  useEffect(() => onPush('navigate', ({ page, linkId }) => go(placeOf(page, linkId))), []);
  useEffect(() => {
    document.documentElement.dataset.density = preferences?.density ?? 'comfortable';
  }, [preferences?.density]);
  const kind = useApp((state) => state.info?.profileKind);
  // base.css draws the line at the top of the window from it.
  useEffect(() => {
    if (kind !== undefined) document.documentElement.dataset.profile = kind;
  }, [kind]);
  const contrast = preferences?.contrast ?? 'system';
  const motion = preferences?.motion ?? 'system';
  // Before the first paint, so that nothing is seen in the other look.
  useLayoutEffect(() => showLook({ contrast, motion }), [contrast, motion]);

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
      {/* Another language draws every page anew: words are read while drawing. */}
      <Content key={language} />
    </MantineProvider>
  );
}
