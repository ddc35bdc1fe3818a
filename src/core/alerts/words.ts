import type { Alert } from '../../shared/domain/alerts.ts';
import { redactText } from '../monitor/redact.ts';
import type { Telling } from './telling.ts';

/** `12 minutes`, `3 hours`, `2 days`. */
export function minutesWords(minutes: number): string {
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}

/** What one telling says, whatever way it goes. */
export interface TellingText {
  readonly title: string;
  /** One sentence or a few. */
  readonly body: string;
  /** Where the fix is; for several the list of them. */
  readonly place: string;
  /** Each alert with its own words, for ways with room. */
  readonly items: readonly { readonly title: string; readonly message: string; readonly severity: Alert['severity'] }[];
}

/** How many are named where there is little room. */
const named = 3;

/** Who says so: nobody must mistake staging for production. */
export function sender(profile: string): string {
  return profile === 'production' ? 'Dispatch Bridge' : `Dispatch Bridge (${profile})`;
}

export function tellingText({ alerts, again, afterQuiet }: Telling): TellingText {
  const items = alerts.map(({ id, title, message, severity }) => ({
    title: redactText(again.has(id) ? `Again: ${lower(title)}` : title),
    message: redactText(message),
    severity,
  }));
  const [first] = items;
  const [only] = alerts;
  if (alerts.length === 1 && first !== undefined && only !== undefined)
    return { title: first.title, body: first.message, place: only.place, items };
  const titles = items.slice(0, named).map(({ title }, index) => (index === 0 ? title : lower(title)));
  const more = items.length > named ? `; and ${items.length - named} more` : '';
  return {
    title: `${items.length} things need you`,
    body: `${afterQuiet ? 'During quiet hours: ' : ''}${titles.join('; ')}${more}.`,
    place: 'attention/alerts',
    items,
  };
}

/** Names keep their capital. */
function lower(title: string): string {
  return /^(The|A|An|Only|Changes)\b/.test(title) ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}
