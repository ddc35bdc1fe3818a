import { type MessageKey, t } from '../../../shared/strings/t.ts';
import { savePreferences, useApp } from '../../stores/app-store.ts';
import { go, goBack } from '../../stores/nav-store.ts';
import { pages } from '../../stores/place.ts';

/** The sheet is opened from the palette as well as with `?`. */
export const openShortcutsEvent = 'dispatch-bridge:shortcuts';

/** Where a key works; the sheet has one list for each, in this order. */
export const shortcutSections = ['anywhere', 'go', 'lists', 'tables', 'dialogs'] as const;
export type ShortcutSection = (typeof shortcutSections)[number];

/**
 * One key of the window. Those with `run` are bound by the frame; the others are bound where they work (a table, the palette, a
 * page) and stand here so that the sheet and the palette name every key there is.
 */
export interface Shortcut {
  readonly id: string;
  readonly section: ShortcutSection;
  /** `mod+K`; `mod` is Ctrl, and Command on macOS. Several mean either, with a shared meaning. */
  readonly keys: readonly string[];
  readonly meaning: MessageKey;
  readonly run?: () => void;
}

function focusPageFilter(): void {
  document.querySelector<HTMLInputElement>('[data-page-filter]')?.focus();
}

function foldRail(): void {
  void savePreferences({ railCollapsed: !(useApp.getState().preferences?.railCollapsed ?? false) });
}

export const shortcuts: readonly Shortcut[] = [
  { id: 'palette', section: 'anywhere', keys: ['mod+K'], meaning: 'shortcuts.palette' },
  { id: 'shortcuts', section: 'anywhere', keys: ['?'], meaning: 'shortcuts.sheet' },
  { id: 'sync', section: 'anywhere', keys: ['mod+Shift+S'], meaning: 'shortcuts.sync' },
  { id: 'back', section: 'anywhere', keys: ['Alt+Left'], meaning: 'shortcuts.back', run: goBack },
  { id: 'rail', section: 'anywhere', keys: ['mod+B'], meaning: 'shortcuts.rail', run: foldRail },
  { id: 'save', section: 'anywhere', keys: ['mod+S'], meaning: 'shortcuts.save' },
  { id: 'zoom', section: 'anywhere', keys: ['mod++', 'mod+-', 'mod+0'], meaning: 'shortcuts.zoom' },
  { id: 'closeWindow', section: 'anywhere', keys: ['mod+W'], meaning: 'shortcuts.closeWindow' },
  { id: 'quit', section: 'anywhere', keys: ['mod+Q'], meaning: 'shortcuts.quit' },
  ...pages.map(
    (page, index): Shortcut => ({
      id: `page/${page}`,
      section: 'go',
      keys: [`mod+${String(index + 1)}`],
      meaning: `nav.${page}`,
      run: () => go({ page }),
    }),
  ),
  {
    id: 'preferences',
    section: 'go',
    keys: ['mod+,'],
    meaning: 'shortcuts.settings',
    run: () => go({ page: 'settings' }),
  },
  { id: 'filter', section: 'lists', keys: ['/'], meaning: 'shortcuts.filter', run: focusPageFilter },
  { id: 'move', section: 'lists', keys: ['Up', 'Down'], meaning: 'shortcuts.move' },
  { id: 'edges', section: 'lists', keys: ['Home', 'End'], meaning: 'shortcuts.edges' },
  { id: 'open', section: 'lists', keys: ['Enter'], meaning: 'shortcuts.open' },
  { id: 'close', section: 'lists', keys: ['Esc'], meaning: 'shortcuts.close' },
  { id: 'new', section: 'lists', keys: ['N'], meaning: 'shortcuts.new' },
  { id: 'page', section: 'tables', keys: ['PageUp', 'PageDown'], meaning: 'shortcuts.screen' },
  { id: 'tick', section: 'tables', keys: ['Space'], meaning: 'shortcuts.tick' },
  { id: 'tickAll', section: 'tables', keys: ['mod+A'], meaning: 'shortcuts.tickAll' },
  { id: 'undo', section: 'tables', keys: ['mod+Z'], meaning: 'shortcuts.undo' },
  { id: 'tabs', section: 'dialogs', keys: ['Left', 'Right'], meaning: 'shortcuts.tabs' },
  { id: 'next', section: 'dialogs', keys: ['Tab'], meaning: 'shortcuts.next' },
  { id: 'leave', section: 'dialogs', keys: ['Esc'], meaning: 'shortcuts.leave' },
];

/** As the keys are labelled on this keyboard: "Ctrl", "Shift", "S". */
export function keyCaps(combination: string, platform: string): readonly string[] {
  const mac = platform === 'darwin';
  // The last plus may be the key itself.
  const parts = combination.endsWith('++') ? [...combination.slice(0, -2).split('+'), '+'] : combination.split('+');
  return parts.map((part) => {
    switch (part) {
      case 'mod':
        return mac ? '⌘' : t('key.ctrl');
      case 'Alt':
        return mac ? '⌥' : t('key.alt');
      case 'Shift':
        return mac ? '⇧' : t('key.shift');
      case 'Left':
        return '←';
      case 'Right':
        return '→';
      case 'Up':
        return '↑';
      case 'Down':
        return '↓';
      case 'PageUp':
        return t('key.pageUp');
      case 'PageDown':
        return t('key.pageDown');
      case 'Home':
        return t('key.home');
      case 'End':
        return t('key.end');
      case 'Delete':
        return t('key.delete');
      case 'Space':
        return t('key.space');
      default:
        return part;
    }
  });
}

/** What Mantine's `useHotkeys` calls the same keys. */
export function hotkeyOf(combination: string): string {
  return combination.replace(/(Left|Right|Up|Down)$/, 'Arrow$1');
}

/** The keys of a command as one short text for the palette; none for most. */
export function hintOf(id: string, platform: string): string | undefined {
  const keys = shortcuts.find((shortcut) => shortcut.id === id)?.keys[0];
  return keys === undefined ? undefined : keyCaps(keys, platform).join(' ');
}
