import type { TellingText } from '../words.ts';

/** One way a message goes out. Throws AppError: `transient` and its like are tried again, `permanent` and `auth` are not. */
export interface Way {
  send(text: TellingText, signal: AbortSignal): Promise<void>;
}

/** A message's text for trying out whether it arrives. */
export function testText(): TellingText {
  const item = {
    title: 'Test of alerts',
    message: 'This is how an alert arrives. Nothing has happened, and there is nothing to do.',
    severity: 'attention',
  } as const;
  return { title: item.title, body: item.message, place: 'settings/alerts', items: [item] };
}
