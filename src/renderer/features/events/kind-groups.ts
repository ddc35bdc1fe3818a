import type { ActivityFilter } from '../../../shared/domain/activity.ts';
import { t } from '../../../shared/strings/t.ts';

/** What the log's lines are about, in words, and the beginnings of the kinds that stand for it (at most 20 each). */
export const kindGroups = {
  deliveries: ['callback.received', 'callback.refused', 'callback.dropped', 'webhook.received', 'event.filtered'],
  polls: ['poll.'],
  tickets: ['ticket.'],
  workOrders: ['workorder.'],
  notes: ['note.', 'event.note'],
  documents: ['document.'],
  conflicts: ['conflict.'],
  links: ['link.'],
  events: ['event.'],
  problems: ['job.'],
  mapping: ['mapping.'],
  registrations: [
    'callback.adopted',
    'callback.deleted',
    'callback.edited',
    'callback.enabled',
    'callback.gone',
    'callback.paused',
    'callback.registered',
    'webhook.choice',
    'webhook.deleted',
    'webhook.rotat',
    'webhook.saved',
    'webhook.switched-off',
    'trigger.',
  ],
  tunnel: ['tunnel.', 'intake.'],
  app: ['app.', 'config.', 'settings.', 'profile.', 'recovery.', 'backup.', 'alert.'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type KindGroup = keyof typeof kindGroups;

export const kindGroupNames = Object.keys(kindGroups) as readonly KindGroup[];

/** The group that a filter's kinds stand for; null for kinds that no group has. */
export function kindGroupOf(kinds: ActivityFilter['kinds']): KindGroup | null {
  if (kinds === undefined) return null;
  const key = kinds.join(' ');
  return kindGroupNames.find((name) => kindGroups[name].join(' ') === key) ?? null;
}

export function kindWords(kinds: readonly string[]): string {
  const group = kindGroupOf([...kinds]);
  return group === null ? kinds.join(', ') : t(`events.kind.${group}`);
}
