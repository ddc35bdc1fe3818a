import type { AttentionItem } from '../../shared/domain/views.ts';
import { type MessageKey, t, tn } from '../../shared/strings/t.ts';
import { cut, type TrayProfile, type TrayView } from './tray-view.ts';

/** What an entry of the tray's menu does. */
export type TrayCommand =
  | { readonly do: 'open' }
  | { readonly do: 'sync' }
  | { readonly do: 'pause'; readonly minutes: number | null }
  | { readonly do: 'resume' }
  | { readonly do: 'go'; readonly page: string; readonly linkId: number | null }
  | { readonly do: 'quit' };

/** One line of the menu: a separator, words alone, or something to choose. */
export type TrayEntry =
  | { readonly kind: 'line' }
  | { readonly kind: 'words'; readonly label: string }
  | { readonly kind: 'command'; readonly label: string; readonly command: TrayCommand };

export const shownProblems = 5;
const labelLength = 70;
const line: TrayEntry = { kind: 'line' };

/** The tray's menu as data: the same entries on every system, and nothing in it that is not true now. `items`: what stopped. */
export function trayMenu(view: TrayView, profile: TrayProfile, items: readonly AttentionItem[]): readonly TrayEntry[] {
  return [
    { kind: 'words', label: cut(view.headline, labelLength) },
    ...(profile.kind === 'production' && profile.name === 'production' ? [] : [profileEntry(profile)]),
    line,
    command(t('tray.open'), { do: 'open' }),
    ...(view.canPause ? [command(t('tray.syncNow'), { do: 'sync' })] : []),
    line,
    ...problemEntries(items, Math.max(view.needsYou, items.length)),
    line,
    ...pausing(view),
    command(view.running > 0 ? tn('tray.quitBusy', view.running) : t('tray.quit'), { do: 'quit' }),
  ];
}

function command(label: string, what: TrayCommand): TrayEntry {
  return { kind: 'command', label, command: what };
}

function profileEntry({ name, kind }: TrayProfile): TrayEntry {
  const key: MessageKey = `profile.${kind}`;
  return { kind: 'words', label: t('tray.profile', { name, kind: t(key) }) };
}

function pausing(view: TrayView): readonly TrayEntry[] {
  if (view.canResume) return [command(t('tray.resume'), { do: 'resume' }), line];
  if (!view.canPause) return [];
  return [
    command(t('tray.pause15'), { do: 'pause', minutes: 15 }),
    command(t('tray.pause60'), { do: 'pause', minutes: 60 }),
    command(t('tray.pauseOpen'), { do: 'pause', minutes: null }),
    line,
  ];
}

/** `total` also counts what the list does not hold: conflicts, and what stopped while it was read. */
function problemEntries(items: readonly AttentionItem[], total: number): readonly TrayEntry[] {
  if (total === 0) return [{ kind: 'words', label: t('tray.noProblems') }];
  const newest = [...items].sort((a, b) => b.since - a.since).slice(0, shownProblems);
  return [
    { kind: 'words', label: t('tray.problems') },
    ...newest.map((item) =>
      command(cut(words(item), labelLength), { do: 'go', page: 'attention', linkId: item.linkId }),
    ),
    ...(total > newest.length
      ? [command(t('tray.moreProblems', { n: total }), { do: 'go', page: 'attention', linkId: null })]
      : []),
  ];
}

/** An ampersand would underline the letter after it on Windows. */
export function menuLabel(label: string): string {
  return label.replaceAll('&', '&&');
}

/** The record first: of a label that is cut, that part stays. Messages that begin with it are not made to say it twice. */
function words({ error, ticketId, workOrderId }: AttentionItem): string {
  const record =
    ticketId !== null
      ? t('record.ticket', { id: ticketId })
      : workOrderId !== null
        ? t('record.workOrder', { id: workOrderId })
        : null;
  const message = error.message.replaceAll(/\s+/g, ' ').trim();
  return record === null || message.startsWith(record) ? message : t('tray.problem', { record, message });
}
