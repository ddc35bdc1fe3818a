import { z } from 'zod';
import type { Store } from '../store/port.ts';
import { wantedWebhookEvents } from '../sync/events/milestones.ts';

/** What a person decided about this workstation's webhook. */
export interface KeptChoice {
  /** `off`: switched off or deleted by a person; it stays so until a person says otherwise. */
  readonly state: 'on' | 'off';
  readonly events: readonly string[];
  readonly notificationEmail: string;
}

const key = 'webhook.choice';

/** Kept as differences from what the engine wants: a later version that wants more gets it. */
const schema = z.object({
  state: z.enum(['on', 'off']),
  leftOut: z.array(z.string()),
  added: z.array(z.string()),
  notificationEmail: z.string(),
});

type Values = Pick<Store, 'value' | 'setValue'>;

/** What was decided; everything the engine wants, switched on, while nobody decided. */
export async function keptChoice(store: Pick<Store, 'value'>): Promise<KeptChoice> {
  const kept = schema.safeParse(await store.value(key));
  if (!kept.success) return { state: 'on', events: wantedWebhookEvents, notificationEmail: '' };
  const { state, leftOut, added, notificationEmail } = kept.data;
  const wanted = wantedWebhookEvents.filter((name) => !leftOut.includes(name));
  return { state, events: [...new Set([...wanted, ...added])], notificationEmail };
}

export async function keepChoice(store: Values, choice: KeptChoice, now: number): Promise<void> {
  const leftOut = wantedWebhookEvents.filter((name) => !choice.events.includes(name));
  const added = choice.events.filter((name) => !wantedWebhookEvents.includes(name));
  await store.setValue(key, { state: choice.state, leftOut, added, notificationEmail: choice.notificationEmail }, now);
}
