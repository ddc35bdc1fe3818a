import { expect, it } from 'vitest';
import { wantedWebhookEvents } from '../../../src/core/sync/events/milestones.ts';
import { keepChoice, keptChoice } from '../../../src/core/webhooks/choice.ts';
import { memoryValues } from './support.ts';

it('A webhook nobody decided about is on, for what the engine wants', async () => {
  expect(await keptChoice(memoryValues())).toEqual({ state: 'on', events: wantedWebhookEvents, notificationEmail: '' });
});

it('What was left out and what was added is kept; what a later version wants besides comes along', async () => {
  const store = memoryValues();
  const [left, ...rest] = wantedWebhookEvents;
  const events = [...rest, 'workorder.tag_added'];
  await keepChoice(store, { state: 'off', events, notificationEmail: 'it@msp.example' }, 0);
  const kept = await keptChoice(store);
  expect([kept.state, kept.notificationEmail, new Set(kept.events)]).toEqual([
    'off',
    'it@msp.example',
    new Set(events),
  ]);
  expect(JSON.stringify(await store.value('webhook.choice'))).toContain(left);
  expect(JSON.stringify(await store.value('webhook.choice'))).not.toContain(rest[0] ?? '?');
});

it('A choice that cannot be read is none', async () => {
  const store = memoryValues();
  await store.setValue('webhook.choice', { state: 'maybe' }, 0);
  expect((await keptChoice(store)).state).toBe('on');
});
