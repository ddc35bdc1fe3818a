import { describe, expect, it } from 'vitest';
import { brokerCovers } from '../../../src/core/callbacks/broker.ts';
import { classifyCallbacks } from '../../../src/core/callbacks/classify.ts';
import type { Subscription } from '../../../src/core/psa/port.ts';

const token = '0123456789abcdef0123456789abcdef';
const here = { installation: '7f3a', pathToken: token, baseUrl: 'https://cb.example.com', triggerBoardId: 5 };
const url = `https://cb.example.com/callbacks/${token}?recordId=`;
const trigger = 'https://micro.fieldnation.com/v1/broker/inbound?client_token=abc123&external_id=';

function entry(changes: Partial<Subscription> = {}): Subscription {
  return {
    id: 40,
    description: 'Dispatch Bridge 7f3a',
    url,
    type: 'ticket',
    level: 'board',
    objectId: 5,
    active: true,
    selfSuppressed: true,
    updatedAt: null,
    updatedBy: '',
    ...changes,
  };
}
const one = (changes: Partial<Subscription>) => {
  const [shown] = classifyCallbacks([entry(changes)], here);
  return { relation: shown?.relation, flags: shown?.flags.map(({ flag }) => flag) };
};

describe('a registered callback is', () => {
  it.each([
    ['ours', [], {}],
    ['ours', [], { description: 'Dispatch Bridge/7f3a Company, Owner', type: 'company', level: 'owner', objectId: 1 }],
    ['ours', ['elsewhere'], { url: `https://old.example.com/callbacks/${token}?recordId=` }],
    ['ours', ['disabled'], { active: false }],
    ['ours', ['malformed'], { url: `https://cb.example.com/callbacks/${token}` }],
    ['adoptable', [], { description: 'made by hand' }],
    ['adoptable', ['elsewhere'], { url: 'https://cb.example.com/callbacks/another-token?recordId=' }],
    [
      'other-installation',
      [],
      { description: 'Dispatch Bridge 0000', url: 'https://other.example/callbacks/x?recordId=' },
    ],
    ['other-installation', [], { description: 'Dispatch Bridge/7f3a99 x', url: 'https://other.example/y?recordId=' }],
    ['broker', [], { description: 'Field Nation dispatch', url: trigger }],
    ['broker', ['malformed'], { description: 'Field Nation', url: trigger.replace('&external_id=', '') }],
    ['foreign', [], { description: 'Wallboard', url: 'https://wall.example/in?id=' }],
    ['foreign', [], { description: 'Wallboard', url: 'https://wall.example/in' }],
    ['foreign', ['malformed'], { description: 'Wallboard', url: 'https://wall.example/in?tenant=17' }],
    ['foreign', ['unknown-level'], { description: 'Wallboard', url: 'https://wall.example/in', level: 'colour' }],
  ] as const)('%s %j: %j', (relation, flags, changes) => {
    expect(one(changes)).toEqual({ relation, flags });
  });

  it('a double of the one that works, on whatever host ours points at', () => {
    const shown = classifyCallbacks(
      [
        entry({ id: 41, active: false }),
        entry({ id: 42 }),
        entry({ id: 43, url: `https://old.example.com/callbacks/${token}?recordId=` }),
        entry({ id: 44, objectId: 6 }),
        entry({ id: 45, description: 'Wallboard', url: 'https://wall.example/in?id=' }),
      ],
      here,
    );
    const doubles = shown.map(({ id, flags }) => [id, flags.find(({ flag }) => flag === 'duplicate')?.doubles ?? null]);
    expect(doubles).toEqual([
      [41, 42],
      [42, null],
      [43, 42],
      [44, null],
      [45, null],
    ]);
  });

  it('shown without a token, in names as ConnectWise writes them', () => {
    const shown = classifyCallbacks([entry(), entry({ url: trigger, type: 'TICKET', level: 'STATUS' })], here);
    expect(JSON.stringify(shown)).not.toMatch(/0123456789abcdef|abc123/);
    expect(shown[1]).toMatchObject({
      type: 'Ticket',
      level: 'Status',
      broker: 'production',
      host: 'micro.fieldnation.com',
    });
  });
});

describe('the Integration Broker covers a board', () => {
  const statuses = [
    { id: 17, boardId: 5 },
    { id: 99, boardId: 6 },
  ];
  const covers = (changes: Partial<Subscription>) =>
    brokerCovers([entry({ url: trigger, ...changes })], { boardId: 5 }, statuses) !== null;

  it.each([
    [true, { level: 'Board', objectId: 5 }],
    [true, { level: 'status', objectId: 17 }],
    [true, { level: 'owner', objectId: 1 }],
    [true, { level: 'board', objectId: 5, url: trigger.replace('&external_id=', '') }],
    [false, { level: 'board', objectId: 6 }],
    [false, { level: 'status', objectId: 99 }],
    [false, { level: 'board', objectId: 5, active: false }],
    [false, { level: 'board', objectId: 5, type: 'project' }],
    [false, { level: 'ticket', objectId: 5 }],
    [false, { level: 'board', objectId: 5, url }],
  ] as const)('%s with %j', (expected, changes) => {
    expect(covers(changes)).toBe(expected);
  });
});
