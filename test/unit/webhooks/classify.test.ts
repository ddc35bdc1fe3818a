import { describe, expect, it } from 'vitest';
import type { Webhook } from '../../../src/core/fieldnation/port.ts';
import { wantedWebhookEvents } from '../../../src/core/sync/events/milestones.ts';
import { classifyWebhooks } from '../../../src/core/webhooks/classify.ts';
import type { WebhookStation } from '../../../src/core/webhooks/own.ts';

const pathToken = '0123456789abcdef0123456789abcdef';
const station: WebhookStation = { pathToken, baseUrl: 'https://today.example', rememberedId: 'w-1' };
const hook = (more: Partial<Webhook> = {}): Webhook => ({
  webhookId: 'w-1',
  url: `https://today.example/webhooks/${pathToken}`,
  events: wantedWebhookEvents,
  status: 'active',
  notificationEmail: '',
  updatedAt: 1,
  ...more,
});
const foreign = (more: Partial<Webhook> = {}): Webhook =>
  hook({ webhookId: 'w-9', url: 'https://erp.example/fn?key=K3Y99', ...more });
const flagsOf = (all: readonly Webhook[], where = station) =>
  classifyWebhooks(all, where).map(({ flags }) => flags.map(({ flag }) => flag));
const words = (all: readonly Webhook[], where = station) =>
  classifyWebhooks(all, where).flatMap(({ flags }) => flags.map(({ message }) => message));

describe('A webhook is ours', () => {
  it('by the id that is remembered, wherever it points', () => {
    const moved = hook({ url: 'https://old.example/elsewhere' });
    expect(classifyWebhooks([moved], station)[0]?.relation).toBe('ours');
  });

  it('by the path token in its address, on whatever host', () => {
    const lost = hook({ webhookId: 'w-7', url: `https://old.example/webhooks/${pathToken}` });
    expect(classifyWebhooks([lost], { ...station, rememberedId: null })[0]?.relation).toBe('ours');
  });

  it('and otherwise foreign: a callback path, another token, a part of ours', () => {
    const others = [
      `/callbacks/${pathToken}`,
      '/webhooks/other',
      `/x/webhooks/${pathToken}`,
      `/webhooks/${pathToken}/`,
    ];
    const all = others.map((path, index) => foreign({ webhookId: `f-${index}`, url: `https://today.example${path}` }));
    expect(classifyWebhooks(all, station).map(({ relation }) => relation)).toEqual(others.map(() => 'foreign'));
  });
});

describe('What is shown of a webhook', () => {
  it('holds neither the path token nor any other secret', () => {
    const shown = JSON.stringify(classifyWebhooks([hook(), foreign()], station));
    expect(shown).not.toContain(pathToken);
    expect(shown).not.toContain('K3Y99');
    expect(shown).toContain('https://today.example/webhooks/…');
    expect(shown).toContain('https://erp.example/fn?key=…');
  });

  it('is nothing amiss when it is as the engine wants it', () => {
    expect(flagsOf([hook(), foreign()])).toEqual([[], []]);
  });

  it('says that it is switched off, and whom Field Nation told', () => {
    expect(flagsOf([hook({ status: 'inactive' })])).toEqual([['inactive']]);
    expect(words([foreign({ status: 'inactive', notificationEmail: 'it@msp.example' })])).toEqual([
      'It is switched off: nothing is sent. Somebody did so, or Field Nation did after 7 days of failures. Field Nation writes to it@msp.example when it does so.',
    ]);
  });

  it('says only that it is archived when it is', () => {
    expect(flagsOf([hook({ status: 'archived', events: [], url: 'https://old.example/x' })])).toEqual([['archived']]);
  });

  it('says where it points instead of here, and not while nothing can reach this workstation', () => {
    const moved = hook({ url: `https://old.example/webhooks/${pathToken}` });
    expect(words([moved])).toEqual(['It points at old.example, while this workstation is reached at today.example.']);
    expect(flagsOf([moved], { ...station, baseUrl: null })).toEqual([[]]);
    expect(flagsOf([hook()], { ...station, baseUrl: 'https://today.example/' })).toEqual([[]]);
  });

  it('names the wanted events it leaves out, a few of them, and does not mind what is foreign', () => {
    const without = (names: readonly string[]) =>
      hook({ events: [...wantedWebhookEvents.filter((name) => !names.includes(name)), 'workorder.tag_added'] });
    expect(words([without(['workorder.created'])])).toEqual([
      'It does not send workorder.created. What they tell is found by polling only.',
    ]);
    expect(words([without(wantedWebhookEvents)])[0]).toContain(`and ${wantedWebhookEvents.length - 4} more`);
    expect(flagsOf([foreign({ events: ['workorder.created'] })])).toEqual([[]]);
  });

  it('points out the second one to the same address; the one we keep is not the one', () => {
    const double = hook({ webhookId: 'w-0', updatedAt: 0 });
    expect(flagsOf([double, hook()])).toEqual([['duplicate'], []]);
    expect(words([double, hook()])[0]).toContain('Webhook w-1 sends to the same address');
    expect(flagsOf([double, hook({ status: 'inactive' })])).toEqual([[], ['inactive']]);
    const pair = [foreign({ webhookId: 'a', updatedAt: 5 }), foreign({ webhookId: 'b', updatedAt: 3 })];
    expect(flagsOf(pair)).toEqual([['duplicate'], []]);
  });
});
