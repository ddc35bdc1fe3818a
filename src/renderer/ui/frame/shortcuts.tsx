import { Modal } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { Fragment, useEffect } from 'react';
import { type MessageKey, t } from '../../../shared/strings/t.ts';
import { savePreferences, useApp } from '../../stores/app-store.ts';
import { go, goBack } from '../../stores/nav-store.ts';
import { pages } from '../../stores/place.ts';
import classes from './shortcuts.module.css';

/** Opened from the palette as well as with `?`. */
export const openShortcutsEvent = 'dispatch-bridge:shortcuts';

const sections: readonly { readonly title: MessageKey; readonly rows: readonly (readonly [string, MessageKey])[] }[] = [
  {
    title: 'shortcuts.anywhere',
    rows: [
      ['Ctrl K', 'shortcuts.palette'],
      ['?', 'shortcuts.sheet'],
      ['Ctrl B', 'shortcuts.rail'],
      ['Alt Left', 'shortcuts.back'],
      ['Ctrl S', 'shortcuts.save'],
    ],
  },
  {
    title: 'shortcuts.lists',
    rows: [
      ['/', 'shortcuts.filter'],
      ['Up Down', 'shortcuts.move'],
      ['Home End', 'shortcuts.edges'],
      ['Enter', 'shortcuts.open'],
      ['Esc', 'shortcuts.close'],
      ['N', 'shortcuts.new'],
    ],
  },
  { title: 'shortcuts.go', rows: pages.map((page, index) => [`Ctrl ${String(index + 1)}`, `nav.${page}`] as const) },
];

function focusPageFilter(): void {
  document.querySelector<HTMLInputElement>('[data-page-filter]')?.focus();
}

/** The keys that work everywhere, and the sheet that lists them. */
export function Shortcuts() {
  const [open, sheet] = useDisclosure(false);
  useHotkeys(
    pages.map((page, index) => [`mod+${String(index + 1)}`, () => go({ page })]),
    [],
  );
  useHotkeys(
    [
      [
        'mod+b',
        () => void savePreferences({ railCollapsed: !(useApp.getState().preferences?.railCollapsed ?? false) }),
      ],
      ['alt+ArrowLeft', goBack],
    ],
    [],
  );
  useHotkeys([
    ['/', focusPageFilter],
    ['shift+?', sheet.toggle],
    ['?', sheet.toggle],
  ]);
  useEffect(() => {
    window.addEventListener(openShortcutsEvent, sheet.open);
    return () => window.removeEventListener(openShortcutsEvent, sheet.open);
  }, [sheet.open]);

  return (
    <Modal
      opened={open}
      onClose={sheet.close}
      title={t('shortcuts.title')}
      size={680}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <div className={classes.grid}>
        {sections.map((section) => (
          <section key={section.title} className={classes.section}>
            <h2 className={classes.heading}>{t(section.title as 'shortcuts.go')}</h2>
            <dl className={classes.list}>
              {section.rows.map(([keys, meaning]) => (
                <Fragment key={keys}>
                  <dt>
                    {keys.split(' ').map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{t(meaning as 'shortcuts.go')}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
