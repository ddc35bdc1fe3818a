import { Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Fragment, useEffect } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { useKeys } from '../use-keys.ts';
import { openPalette } from './palette-store.ts';
import { hotkeyOf, keyCaps, openShortcutsEvent, type Shortcut, shortcutSections, shortcuts } from './shortcut-list.ts';
import classes from './shortcuts.module.css';

/** Keys with a modifier work in a field as well; a single character there is text. */
function bound(inFields: boolean): [string, () => void][] {
  return shortcuts.flatMap(({ keys, run }) =>
    run === undefined
      ? []
      : keys
          .filter((key) => /^(mod|Alt)\+/.test(key) === inFields)
          .map((key): [string, () => void] => [hotkeyOf(key), run]),
  );
}

/** The keys that work everywhere, and the sheet that lists every key of the window. */
export function Shortcuts() {
  const [open, sheet] = useDisclosure(false);
  const platform = useApp((state) => state.info?.platform ?? '');
  // From an editor of code as well: no text is typed with Ctrl and K.
  useKeys([['mod+K', openPalette]], 'code');
  useKeys(bound(true), 'fields');
  useKeys([...bound(false), ['shift+?', sheet.toggle], ['?', sheet.toggle]]);
  useEffect(() => {
    window.addEventListener(openShortcutsEvent, sheet.open);
    return () => window.removeEventListener(openShortcutsEvent, sheet.open);
  }, [sheet.open]);

  return (
    <Modal
      opened={open}
      onClose={sheet.close}
      title={t('shortcuts.title')}
      size={720}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <div className={classes.grid}>
        {shortcutSections.map((section) => (
          <section key={section} className={classes.section}>
            <h2 className={classes.heading}>{t(`shortcuts.${section}`)}</h2>
            <dl className={classes.list}>
              {shortcuts
                .filter((shortcut) => shortcut.section === section)
                .map((shortcut) => (
                  <Fragment key={shortcut.id}>
                    <dt>
                      <Keys shortcut={shortcut} platform={platform} />
                    </dt>
                    <dd>{t(shortcut.meaning as 'shortcuts.go')}</dd>
                  </Fragment>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function Keys({ shortcut, platform }: { readonly shortcut: Shortcut; readonly platform: string }) {
  return shortcut.keys.map((combination) => (
    <span key={combination} className={classes.keys}>
      {keyCaps(combination, platform).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  ));
}
