import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flatten } from '../../../src/core/fieldnation/message-list.ts';
import type { Json } from '../../../src/shared/json.ts';
import { failure } from '../../fakes/failure.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { type FakeFieldNation, fakeFieldNation } from './fake-fieldnation.ts';

const path = '/workorders/91422/messages';
const ann = { id: 812, name: 'Ann Buyer', role: 'buyer' };
const diaz = { id: 5, name: 'R. Diaz', role: 'assigned_provider' };

interface Written {
  readonly [key: string]: Json;
}
let at = 0;
const message = (id: number, text: string, more: Written = {}): Written => ({
  msg_id: String(id),
  message: text,
  from: ann,
  created: { utc: `2026-11-22 08:00:${String(at++ % 60).padStart(2, '0')}` },
  replies: [],
  ...more,
});
const list = (...results: Written[]) => ({ json: { metadata: { total: results.length, pages: 1 }, results } });

let fake: FakeFieldNation;
beforeEach(async () => {
  at = 0;
  fake = await fakeFieldNation({ user: { id: 812 } });
});
afterEach(() => fake.close());
const sent = () => fake.server.received.filter((each) => each.method === 'POST' && each.path.includes('/messages'));

describe('the messages of a work order', () => {
  it('are flat, oldest first, with replies under what they answer', async () => {
    const first = message(7, 'Arrived', { from: diaz, role: 'FROMTECH' });
    const reply = message(8, 'Thank you', { role: 'REPLY', parent_id: '7' });
    const second = message(9, 'Keep it short', { role: 'INTERNAL', parent_id: '0' });
    fake.on(`GET ${path}`, list(second, { ...first, replies: [reply] }));
    expect(await fake.fn.messages(91422)).toEqual([
      {
        id: '7',
        parentId: null,
        text: 'Arrived',
        type: 'FROMTECH',
        audience: 'provider',
        fromProvider: true,
        authorId: 5,
        authorName: 'R. Diaz',
        createdAt: Date.UTC(2026, 10, 22, 8, 0, 0),
      },
      expect.objectContaining({ id: '8', parentId: '7', audience: 'provider', fromProvider: false, authorId: 812 }),
      expect.objectContaining({ id: '9', parentId: null, audience: 'buyer', fromProvider: false }),
    ]);
  });

  it('are read whatever parts are missing, and each once', () => {
    const odd = [
      { msg_id: 11, message: null, from: [], created: [], replies: {} },
      { message: 'no id' },
      'nonsense',
      { msg_id: '12', parent_id: '12', message: 'its own parent' },
      { msg_id: '13', parent_id: '14', message: 'a circle', role: 'REPLY' },
      { msg_id: '14', parent_id: '13', message: 'a circle', role: 'REPLY' },
      { msg_id: '16', message: 'reply, listed twice', role: 'REPLY' },
      {
        msg_id: '15',
        message: 'top',
        role: 'ASSIGNEDTECH',
        replies: { 0: { msg_id: '16', message: 'x', role: 'REPLY' } },
      },
    ] as unknown as Json;
    const read = flatten(odd);
    expect(read.map((each) => each.id)).toEqual(['11', '12', '13', '14', '15', '16']);
    expect(read[0]).toMatchObject({ text: '', type: '', audience: 'buyer', authorId: null, createdAt: 0 });
    expect(read[1]?.parentId).toBeNull();
    expect(read.slice(2, 4).map((each) => each.audience)).toEqual(['buyer', 'buyer']);
    expect(read[5]).toMatchObject({ parentId: '15', audience: 'provider' });
    expect(flatten(undefined)).toEqual([]);
    const older = {
      msg_id: 21,
      parent_id: false,
      message: 'a',
      replies: { msg_id: 22, parent_id: true, message: 'b' },
    };
    expect(flatten([older]).map((each) => [each.id, each.parentId])).toEqual([
      ['21', null],
      ['22', '21'],
    ]);
  });

  it('are read on from page to page until a page brings nothing new', async () => {
    const page = (results: Written[]) => ({ json: { metadata: { pages: 3 }, results } });
    fake.on(`GET ${path}`, page([message(2, 'b')]), page([message(1, 'a')]), page([message(1, 'a', { created: {} })]));
    expect((await fake.fn.messages(91422)).length).toBe(2);
    expect(
      fake.server.received.filter((each) => each.path.endsWith('/messages')).map((each) => each.query.get('page')),
    ).toEqual([null, '2', '3']);
  });
});

describe('who reads a message', () => {
  const audience = (entry: Written): string | undefined => flatten([message(1, 'x', entry)])[0]?.audience;

  it.each(['ASSIGNEDTECH', 'REQUESTEDTECHS', 'ROUTEDTECHS', 'SPECIFICTECH', 'FROMTECH', 'TECHTOMANAGER'])(
    'is the provider for %s, in type or in role',
    (type) => {
      expect(audience({ type })).toBe('provider');
      expect(audience({ role: type })).toBe('provider');
      expect(audience({ type: type.toLowerCase() })).toBe('provider');
    },
  );

  it.each(['INTERNAL', 'STAFF_NOTE', 'REPLY', 'REPLYTOTHREAD', 'SOMETHING_NEW', 'TECH', ''])(
    'is the buyer alone for %s without a parent',
    (type) => {
      expect(audience({ type })).toBe('buyer');
    },
  );

  it('is the provider when a role says so and no type does', () => {
    expect(audience({ from: diaz })).toBe('provider');
    expect(audience({ to: diaz })).toBe('provider');
    expect(audience({ from: { id: 1, role: 'Assigned Provider' } })).toBe('provider');
    expect(audience({ from: { id: 1, role: 'provider relations' } })).toBe('buyer');
    expect(audience({ from: { id: 1 }, to: { id: 2 } })).toBe('buyer');
  });

  it('is never the provider for an internal message, whoever a role names', () => {
    expect(audience({ type: 'INTERNAL', from: diaz, to: diaz })).toBe('buyer');
    expect(audience({ role: 'STAFF_NOTE', from: diaz })).toBe('buyer');
  });

  it('is for a reply whoever reads what it answers', () => {
    const thread = (root: Written, reply: Written): string | undefined => {
      const replies = [message(2, 'reply', { parent_id: '1', ...reply })];
      return flatten([message(1, 'root', { ...root, replies })]).find((each) => each.id === '2')?.audience;
    };
    expect(thread({ role: 'ASSIGNEDTECH' }, { role: 'REPLY' })).toBe('provider');
    expect(thread({ role: 'INTERNAL' }, { role: 'REPLYTOTHREAD' })).toBe('buyer');
    expect(thread({ role: 'INTERNAL' }, { role: 'REPLY', from: diaz })).toBe('buyer');
    expect(thread({}, { role: 'REPLY' })).toBe('buyer');
    expect(thread({}, { role: 'REPLY', from: diaz })).toBe('provider');
  });
});

describe('a message of any shape', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'INTERNAL',
      'STAFF_NOTE',
      'REPLY',
      'ASSIGNEDTECH',
      'FROMTECH',
      'provider',
      'assigned_provider',
      'buyer',
      '',
    ),
    fc.string({ maxLength: 12 }),
  );
  const person = fc.oneof(fc.record({ id: fc.nat(), role: word }), fc.constantFrom([], null, {}, 'x'));
  const id = fc.oneof(fc.integer({ min: 0, max: 6 }).map(String), fc.constantFrom(null, 3, ''));
  const entry = fc.record(
    { msg_id: id, parent_id: id, type: word, role: word, from: person, to: person, message: fc.string() },
    { requiredKeys: [] },
  );
  const nested = fc
    .record({ replies: fc.array(entry, { maxLength: 3 }) })
    .chain(({ replies }) => entry.map((root) => ({ ...root, replies })));

  it('is public only where a word of the list says so, and never when it is internal', () => {
    fc.assert(
      fc.property(fc.array(nested, { maxLength: 5 }), (results) => {
        const spoken = JSON.stringify(results).toLowerCase();
        const read = flatten(results as unknown as Json);
        expect(new Set(read.map((each) => each.id)).size).toBe(read.length);
        for (const each of read) {
          if (/^(internal|staff_note)$/i.test(each.type)) expect(each.audience).toBe('buyer');
          if (each.audience === 'provider') expect(spoken).toMatch(/provider|tech/);
        }
      }),
    );
  });
});

describe('posting a message', () => {
  it('sends plain text with the type for its readers, and finds the new message in the list', async () => {
    const old = message(1, 'Gate code 1 [CW#9]', { role: 'INTERNAL' });
    fake.on(`GET ${path}`, list(old));
    fake.on(`POST ${path}`, list(message(3, 'Gate code 1 [CW#9]', { role: 'ASSIGNEDTECH' }), message(2, 'else'), old));
    const posted = await fake.fn.postMessage(91422, {
      text: '<p>Gate code 1 [CW#9]</p>\r\n',
      audience: 'provider',
      replyTo: null,
    });
    expect(posted).toMatchObject({ id: '3', audience: 'provider', type: 'ASSIGNEDTECH' });
    expect(sent().map((each) => each.json())).toEqual([{ message: 'Gate code 1 [CW#9]', type: 'ASSIGNEDTECH' }]);
  });

  it('goes to the company alone as INTERNAL, and keeps that where the answer names no type', async () => {
    fake.on(`GET ${path}`, list());
    fake.on(`POST ${path}`, list(message(3, 'Margin is thin\r\n')));
    expect(
      await fake.fn.postMessage(91422, { text: 'Margin is thin', audience: 'buyer', replyTo: null }),
    ).toMatchObject({
      id: '3',
      audience: 'buyer',
    });
    expect(sent()[0]?.json()).toMatchObject({ type: 'INTERNAL' });
    fake.on(`POST ${path}`, list(message(4, 'See you')));
    expect(await fake.fn.postMessage(91422, { text: 'See you', audience: 'provider', replyTo: null })).toMatchObject({
      id: '4',
      audience: 'provider',
    });
  });

  it('keeps the thread, at its root', async () => {
    const root = message(1, 'When?', {
      role: 'FROMTECH',
      from: diaz,
      replies: [message(2, 'Soon', { role: 'REPLY', parent_id: '1' })],
    });
    fake.on(`GET ${path}`, list(root));
    fake.on(`POST ${path}/1`, list({ ...root, replies: [message(3, 'At nine', { role: 'REPLY', parent_id: '1' })] }));
    expect(await fake.fn.postMessage(91422, { text: 'At nine', audience: 'provider', replyTo: '2' })).toMatchObject({
      id: '3',
      parentId: '1',
    });
    expect(sent()[0]?.json()).toEqual({ message: 'At nine' });
  });

  it.each([
    ['a provider reads', { role: 'ASSIGNEDTECH' }],
    ['nobody says who reads', {}],
  ])('puts an internal reply into no thread that %s', async (_, root) => {
    fake.on(`GET ${path}`, list(message(1, 'When?', root)));
    fake.on(`POST ${path}`, list(message(1, 'When?', root), message(2, 'They overcharge', { role: 'INTERNAL' })));
    await fake.fn.postMessage(91422, { text: 'They overcharge', audience: 'buyer', replyTo: '1' });
    expect(sent().map((each) => [each.path.endsWith('/messages'), each.json()])).toEqual([
      [true, { message: 'They overcharge', type: 'INTERNAL' }],
    ]);
  });

  it('begins a new thread when what it answers is gone, or is internal while the provider is to read it', async () => {
    fake.on(`GET ${path}`, list(message(1, 'Staff', { role: 'INTERNAL' })));
    fake.on(`POST ${path}`, list(message(2, 'Come at nine', { role: 'ASSIGNEDTECH' })));
    await fake.fn.postMessage(91422, { text: 'Come at nine', audience: 'provider', replyTo: '1' });
    await fake.fn.postMessage(91422, { text: 'Come at nine', audience: 'provider', replyTo: '77' });
    expect(sent().map((each) => each.path.endsWith('/messages'))).toEqual([true, true]);
  });

  it('reads the list once more when the answer does not hold the new message yet', async () => {
    fake.on(`GET ${path}`, list(), list(message(2, 'Hello')));
    fake.on(`POST ${path}`, list());
    expect((await fake.fn.postMessage(91422, { text: 'Hello', audience: 'provider', replyTo: null })).id).toBe('2');
  });

  it.each([
    ['of another shape', { json: { results: 'queued' } }],
    ['empty', { status: 204 }],
  ])('reads the list when the answer is %s', async (_, answer) => {
    fake.on(`GET ${path}`, list(), list(message(2, 'Hello')));
    fake.on(`POST ${path}`, answer);
    expect((await fake.fn.postMessage(91422, { text: 'Hello', audience: 'buyer', replyTo: null })).id).toBe('2');
  });

  it('is found again where Field Nation dropped what looks like markup', async () => {
    fake.on(`GET ${path}`, list());
    fake.on(`POST ${path}`, list(message(2, 'Replace  now [CW#4]'), message(3, 'Replace now')));
    const text = 'Replace <serial number> now [CW#4]';
    expect((await fake.fn.postMessage(91422, { text, audience: 'buyer', replyTo: null })).id).toBe('2');
    expect(sent()[0]?.json()).toMatchObject({ message: text });
  });

  it("prefers our own user's among equal new texts", async () => {
    fake.on(`GET ${path}`, list());
    fake.on(`POST ${path}`, list(message(3, 'OK', { from: diaz }), message(2, 'OK')));
    expect((await fake.fn.postMessage(91422, { text: 'OK', audience: 'provider', replyTo: null })).id).toBe('2');
  });

  it.each([
    ['none has the text', [message(2, 'Something else')]],
    ['several of ours have it', [message(2, 'Hello'), message(3, 'Hello')]],
  ])('is ambiguous when %s', async (_, results) => {
    fake.on(`GET ${path}`, list(), list(...results));
    fake.on(`POST ${path}`, list(...results));
    const error = await failure(fake.fn.postMessage(91422, { text: 'Hello', audience: 'provider', replyTo: null }));
    expect(error).toMatchObject({ kind: 'ambiguous', code: 'fieldnation.ambiguous' });
    expect(error.message).toContain('work order 91422');
  });

  it.each([
    ['of another shape', { json: { results: 'queued' } }],
    ['a web page', { text: '<html>gateway</html>' }],
  ])('is ambiguous when the answer is %s and the list cannot be read', async (_, answer) => {
    fake.on(`GET ${path}`, list(), { status: 500, json: {} });
    fake.on(`POST ${path}`, answer);
    expect((await failure(fake.fn.postMessage(91422, { text: 'x', audience: 'buyer', replyTo: null }))).kind).toBe(
      'ambiguous',
    );
  });

  it('is ambiguous after a lost answer, and not sent again', async () => {
    await fake.close();
    const clock = new VirtualClock();
    fake = await fakeFieldNation({ clock });
    fake.on(`GET ${path}`, list());
    for (const lost of ['drop', 'hang'] as const) {
      fake.on(`POST ${path}`, lost);
      const call = failure(fake.fn.postMessage(91422, { text: 'x', audience: 'buyer', replyTo: null }));
      let done = false;
      void call.then(() => {
        done = true;
      });
      await clock.runUntil(() => done, { maxMs: 300_000, what: 'the call' });
      expect((await call).kind).toBe('ambiguous');
    }
    expect(sent().length).toBe(2);
  });

  it('tells a refusal in Field Nation’s words', async () => {
    fake.on(`GET ${path}`, list());
    fake.on(`POST ${path}`, { status: 403, json: { status: 403, message: 'No provider is assigned.' } });
    const error = await failure(fake.fn.postMessage(91422, { text: 'x', audience: 'provider', replyTo: null }));
    expect(error).toMatchObject({ kind: 'permanent', code: 'fieldnation.forbidden' });
    expect(error.message).toContain('No provider is assigned');
  });
});
