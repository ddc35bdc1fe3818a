import type { ShownWebhook, WebhookChoice, WebhookEvent, webhookFlags } from '../../../shared/domain/webhooks.ts';
import { type MessageKey, t, tn } from '../../../shared/strings/t.ts';
import type { Tone } from '../../theme/tone.ts';

/* What a webhook of Field Nation is in words, what is wrong with it, and what mends that. */

type Shown = Pick<ShownWebhook, 'relation' | 'status' | 'events' | 'host'>;

/** `60 s`, `5 min`, `2 h`: a time between two polls, in seconds. */
export function delayWords(seconds: number): string {
  if (seconds < 120) return t('delay.seconds', { n: seconds });
  if (seconds < 7200) return t('delay.minutes', { n: Math.round(seconds / 60) });
  return t('delay.hours', { n: Math.round(seconds / 3600) });
}

/** Whom Field Nation tells about how much, as a sentence. `spare`: another webhook of ours tells already. */
export function webhookSentence({ relation, status, events, host }: Shown, spare = false): string {
  const n = events.length;
  if (relation === 'ours') {
    if (status === 'archived') return t(spare ? 'webhooks.spareArchived' : 'webhooks.oursArchived');
    if (spare) return tn(status === 'active' ? 'webhooks.spare' : 'webhooks.spareInactive', n);
    return tn(status === 'active' ? 'webhooks.ours' : 'webhooks.oursInactive', n);
  }
  if (status === 'archived') return t('webhooks.theirsArchived', { host });
  return tn(status === 'active' ? 'webhooks.theirs' : 'webhooks.theirsInactive', n, { host });
}

/** What is off concerns nobody while it is somebody else's, or another one of ours tells. */
export function webhookTone(
  { relation, status, flags, resting }: Pick<ShownWebhook, 'relation' | 'status' | 'flags' | 'resting'>,
  spare = false,
): Tone {
  if (resting === true) return 'waiting';
  if ((relation === 'foreign' || spare) && status !== 'active') return 'waiting';
  if (status !== 'active') return 'error';
  return flags.length > 0 ? 'attention' : 'ok';
}

/** Colour of the status word. */
export function statusTone(
  { relation, status, resting }: Pick<ShownWebhook, 'relation' | 'status' | 'resting'>,
  spare = false,
): Tone {
  if (status === 'active') return 'ok';
  if (resting === true) return 'waiting';
  return relation === 'ours' && !spare ? 'error' : 'waiting';
}

/** The sentence says already that somebody else's webhook is off; nobody here has to act on it. */
export function flagsToSay({ relation, flags }: Pick<ShownWebhook, 'relation' | 'flags'>): ShownWebhook['flags'] {
  return relation === 'ours' ? flags : flags.filter(({ flag }) => flag !== 'inactive' && flag !== 'archived');
}

export type WebhookFix = 'activate' | 'renew' | 'point' | 'addEvents' | 'remove';

const fixes = {
  inactive: 'activate',
  archived: 'renew',
  elsewhere: 'point',
  'events-missing': 'addEvents',
  duplicate: 'remove',
} as const satisfies Readonly<Record<(typeof webhookFlags)[number], WebhookFix>>;

/** What mends a flag at once; null where only its owner can say what is right. One of ours beside another that tells is not needed. */
export function fixOf(
  relation: ShownWebhook['relation'],
  flag: (typeof webhookFlags)[number],
  spare = false,
): WebhookFix | null {
  if (relation === 'foreign') return null;
  return spare ? 'remove' : fixes[flag];
}

export function fixWords(fix: WebhookFix): string {
  const key: MessageKey = `webhooks.fix.${fix}`;
  return t(key);
}

/** What is saved to mend: all else stays as it is. */
export function fixedChoice(
  webhook: Pick<ShownWebhook, 'events' | 'notificationEmail' | 'status'>,
  fix: Exclude<WebhookFix, 'remove'>,
  events: readonly Pick<WebhookEvent, 'name' | 'wanted'>[],
): WebhookChoice {
  const wanted = events.filter((event) => event.wanted).map(({ name }) => name);
  const own = webhook.events;
  const renewed = fix === 'renew' && own.length === 0;
  return {
    events: fix === 'addEvents' || renewed ? [...new Set([...own, ...wanted])] : [...own],
    notificationEmail: webhook.notificationEmail,
    active: fix === 'activate' || fix === 'renew' || webhook.status === 'active',
  };
}

/** Ours first, active before what is off, then by address. */
export function inOrder(webhooks: readonly ShownWebhook[]): {
  readonly ours: readonly ShownWebhook[];
  readonly others: readonly ShownWebhook[];
} {
  const rank = { active: 0, inactive: 1, archived: 2 } as const;
  const sorted = [...webhooks].sort(
    (a, b) => rank[a.status] - rank[b.status] || a.host.localeCompare(b.host) || a.webhookId.localeCompare(b.webhookId),
  );
  return {
    ours: sorted.filter(({ relation }) => relation === 'ours'),
    others: sorted.filter(({ relation }) => relation === 'foreign'),
  };
}

/** Why an address cannot be saved; null when it can. Field Nation has the last word. */
export function mailProblem(text: string, before: string): string | null {
  // Its API cannot take an address away (src/core/webhooks/commands.ts).
  if (text === '') return before === '' ? null : t('webhooks.mailKept');
  return /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(text) ? null : t('webhooks.mailWrong');
}
