import { describe, expect, it } from 'vitest';
import {
  delayWords,
  fixedChoice,
  fixOf,
  flagsToSay,
  inOrder,
  mailProblem,
  statusTone,
  webhookSentence,
  webhookTone,
} from '../../../../src/renderer/features/webhooks/webhook-words.ts';
import type { ShownWebhook } from '../../../../src/shared/domain/webhooks.ts';

const webhook = (over: Partial<ShownWebhook> = {}): ShownWebhook => ({
  webhookId: 'a',
  shownUrl: 'https://bridge.example.com/webhooks/...',
  host: 'bridge.example.com',
  events: ['workorder.created', 'workorder.status.assigned'],
  status: 'active',
  notificationEmail: 'ops@example.com',
  updatedAt: 1,
  relation: 'ours',
  flags: [],
  ...over,
});

const events = [
  { name: 'workorder.created', wanted: true },
  { name: 'workorder.status.assigned', wanted: true },
  { name: 'workorder.message_posted', wanted: true },
  { name: 'workorder.status.paid', wanted: false },
];

describe('a webhook in a sentence', () => {
  it('says whom Field Nation tells about how much', () => {
    expect(webhookSentence(webhook())).toBe('Field Nation tells this workstation about 2 events.');
    expect(webhookSentence(webhook({ events: ['workorder.created'] }))).toBe(
      'Field Nation tells this workstation about 1 event.',
    );
    expect(webhookSentence(webhook({ relation: 'foreign', host: 'hooks.example.org' }))).toBe(
      'hooks.example.org is told about 2 events.',
    );
  });

  it('says that nothing is told while it is off', () => {
    expect(webhookSentence(webhook({ status: 'inactive' }))).toBe(
      'Field Nation tells this workstation nothing: the webhook for 2 events is inactive.',
    );
    expect(webhookSentence(webhook({ status: 'archived' }))).toBe(
      'Field Nation tells this workstation nothing: its webhook is archived.',
    );
  });

  it('does not claim that nothing is told when another one of ours tells', () => {
    expect(webhookSentence(webhook({ status: 'archived' }), true)).toBe(
      'An older webhook of this workstation is archived.',
    );
    expect(webhookTone(webhook({ status: 'archived' }), true)).toBe('waiting');
  });
});

describe('the tone of a webhook', () => {
  it('is an error when ours is off, and no concern when somebody else’s is', () => {
    expect(webhookTone(webhook({ status: 'inactive' }))).toBe('error');
    // It waits for an address, and comes back by itself.
    expect(webhookTone(webhook({ status: 'inactive', resting: true }))).toBe('waiting');
    expect(statusTone(webhook({ status: 'inactive', resting: true }))).toBe('waiting');
    expect(webhookTone(webhook({ status: 'inactive', relation: 'foreign' }))).toBe('waiting');
    expect(statusTone(webhook({ status: 'inactive', relation: 'foreign' }))).toBe('waiting');
  });

  it('asks for attention when something is wrong with an active one', () => {
    expect(webhookTone(webhook({ flags: [{ flag: 'elsewhere', message: 'It points at old.example.com.' }] }))).toBe(
      'attention',
    );
    expect(webhookTone(webhook())).toBe('ok');
  });
});

describe('what mends a flag', () => {
  it('is a button for ours', () => {
    expect(
      (['inactive', 'archived', 'elsewhere', 'events-missing', 'duplicate'] as const).map((f) => fixOf('ours', f)),
    ).toEqual(['activate', 'renew', 'point', 'addEvents', 'remove']);
  });

  it('is left to its owner for a foreign one, and nothing is said twice', () => {
    expect(fixOf('foreign', 'inactive')).toBeNull();
    const flags = [
      { flag: 'inactive', message: 'It is switched off.' },
      { flag: 'duplicate', message: 'Another sends to the same address.' },
    ] as const;
    expect(flagsToSay({ relation: 'foreign', flags: [...flags] }).map(({ flag }) => flag)).toEqual(['duplicate']);
    expect(flagsToSay({ relation: 'ours', flags: [...flags] })).toHaveLength(2);
  });

  it('is deleting one of ours that is not needed beside another', () => {
    expect(fixOf('ours', 'archived', true)).toBe('remove');
  });

  it('adds the events the app acts on and keeps those somebody added', () => {
    const before = webhook({ events: ['workorder.status.paid', 'workorder.created'] });
    expect(fixedChoice(before, 'addEvents', events)).toEqual({
      events: ['workorder.status.paid', 'workorder.created', 'workorder.status.assigned', 'workorder.message_posted'],
      notificationEmail: 'ops@example.com',
      active: true,
    });
  });

  it('points one that is off here without switching it on', () => {
    expect(fixedChoice(webhook({ status: 'inactive' }), 'point', events).active).toBe(false);
    expect(fixedChoice(webhook({ status: 'inactive' }), 'activate', events).active).toBe(true);
  });

  it('makes the new one for an archived one active, and for what the app acts on when nothing is known', () => {
    expect(fixedChoice(webhook({ status: 'archived', events: [] }), 'renew', events)).toMatchObject({
      events: ['workorder.created', 'workorder.status.assigned', 'workorder.message_posted'],
      active: true,
    });
  });
});

describe('the list of webhooks', () => {
  it('has ours apart, and what is active before what is off', () => {
    const { ours, others } = inOrder([
      webhook({ webhookId: 'off', status: 'archived' }),
      webhook({ webhookId: 'b', relation: 'foreign', host: 'b.example.org' }),
      webhook({ webhookId: 'a', relation: 'foreign', host: 'a.example.org' }),
      webhook({ webhookId: 'on' }),
    ]);
    expect(ours.map(({ webhookId }) => webhookId)).toEqual(['on', 'off']);
    expect(others.map(({ webhookId }) => webhookId)).toEqual(['a', 'b']);
  });
});

describe('the notification address', () => {
  it('is one address, or none where there was none', () => {
    expect(mailProblem('ops@example.com', '')).toBeNull();
    expect(mailProblem('', '')).toBeNull();
    for (const wrong of ['ops', 'ops@', 'ops@example', 'a@example.com, b@example.com'])
      expect(mailProblem(wrong, '')).toBe('That is no e-mail address.');
  });

  it('cannot be taken away, which is said before Field Nation is asked', () => {
    expect(mailProblem('', 'ops@example.com')).toMatch(/no way to take an address away/);
  });
});

describe('a delay', () => {
  it('is said in the unit a person would use', () => {
    expect([60, 90, 120, 300, 3600, 7200].map(delayWords)).toEqual(['60 s', '90 s', '2 min', '5 min', '60 min', '2 h']);
  });
});
