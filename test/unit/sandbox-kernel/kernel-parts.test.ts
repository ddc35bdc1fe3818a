import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaultBook } from '../../../src/sandbox/kernel/faults.ts';
import { createJournal } from '../../../src/sandbox/kernel/journal.ts';
import { createKernel } from '../../../src/sandbox/kernel/kernel.ts';
import { randomGuid, seededRandom } from '../../../src/sandbox/kernel/random.ts';
import { createRateLimit } from '../../../src/sandbox/kernel/rate-limit.ts';
import { createRouter } from '../../../src/sandbox/kernel/router.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

describe('seeded randomness', () => {
  it('repeats itself from the same seed and goes on from a kept state', () => {
    const first = seededRandom(7);
    const again = seededRandom(7);
    expect([first.next(), first.next()]).toEqual([again.next(), again.next()]);
    const continued = seededRandom(first.state());
    expect(continued.next()).toBe(first.next());
  });

  it('makes well-formed GUIDs that differ', () => {
    const random = seededRandom(1).next;
    const guids = Array.from({ length: 200 }, () => randomGuid(random));
    expect(new Set(guids).size).toBe(200);
    for (const guid of guids)
      expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('the router', () => {
  const handler = (): { status: number } => ({ status: 200 });
  const router = createRouter(
    [
      { method: 'GET', pattern: '/tickets/:id', handler, tag: 'one' },
      { method: 'GET', pattern: '/tickets/count', handler, tag: 'count' },
      { method: 'DELETE', pattern: '/tickets/:id', handler, tag: 'delete' },
      { method: 'GET', pattern: '/files/:rest*', handler, tag: 'files' },
    ],
    { caseInsensitive: true },
  );
  const tagOf = (method: string, path: string): unknown => {
    const match = router.match(method, path);
    return match.kind === 'found' ? [match.route.tag, match.params] : match.kind;
  };

  it('prefers the literal route and reads parameters', () => {
    expect(tagOf('GET', '/tickets/count')).toEqual(['count', {}]);
    expect(tagOf('GET', '/tickets/5')).toEqual(['one', { id: '5' }]);
  });
  it('ignores case and doubled slashes in the literal parts and keeps the case of parameters', () => {
    expect(tagOf('GET', '//TICKETS//AbC')).toEqual(['one', { id: 'AbC' }]);
  });
  it('decodes parameters and takes the rest of a path', () => {
    expect(tagOf('GET', '/tickets/a%20b')).toEqual(['one', { id: 'a b' }]);
    expect(tagOf('GET', '/files/a/b/c')).toEqual(['files', { rest: 'a/b/c' }]);
  });
  it('tells a wrong method from an unknown path', () => {
    expect(tagOf('PUT', '/tickets/5')).toBe('wrong-method');
    expect(tagOf('GET', '/nothing')).toBe('none');
  });
  it('does not let a parameter route answer for a literal one', () => {
    expect(tagOf('DELETE', '/tickets/count')).toBe('wrong-method');
  });
});

describe('the fault book', () => {
  it('hands each fault to matching traffic only, as often as it says', () => {
    const book = createFaultBook();
    book.add({ vendor: 'connectwise', on: 'request', method: 'POST', path: '/tickets$', kind: '500', times: 2 });
    expect(book.take('request', 'fieldnation', 'POST', '/tickets')).toBeNull();
    expect(book.take('request', 'connectwise', 'GET', '/tickets')).toBeNull();
    expect(book.take('delivery', 'connectwise', 'POST', '/tickets')).toBeNull();
    expect(book.take('request', 'connectwise', 'POST', '/tickets/5')).toBeNull();
    expect(book.take('request', 'connectwise', 'post', '/tickets')?.kind).toBe('500');
    expect(book.list()).toMatchObject([{ times: 1 }]);
    expect(book.take('request', 'connectwise', 'POST', '/tickets')?.kind).toBe('500');
    expect(book.take('request', 'connectwise', 'POST', '/tickets')).toBeNull();
  });

  it('refuses a path that is not a regular expression', () => {
    expect(() => createFaultBook().add({ vendor: 'connectwise', on: 'request', path: '(', kind: '500' })).toThrow();
  });
});

describe('the journal', () => {
  it('keeps the newest entries within its bound and numbers them all', () => {
    const journal = createJournal(new VirtualClock(), 10);
    for (let index = 0; index < 30; index += 1) journal.write({ vendor: 'connectwise', kind: 'request' });
    const kept = journal.entries();
    expect(kept.length).toBeLessThanOrEqual(12);
    expect(kept.at(-1)?.seq).toBe(30);
    expect(journal.entries(29)).toHaveLength(1);
  });
});

describe('the request budget', () => {
  it('gives room again as the minute slides on', async () => {
    const clock = new VirtualClock();
    const budget = createRateLimit(clock);
    expect([budget.take(2), budget.take(2)]).toEqual([null, null]);
    expect(budget.take(2)).toBe(60);
    await clock.advance(45_000);
    expect(budget.take(2)).toBe(15);
    await clock.advance(15_000);
    expect(budget.take(2)).toBeNull();
  });
});

describe('saved state', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-kernel-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('comes back in the next run, with randomness going on rather than repeating', async () => {
    const stateFile = join(folder, 'state.json');
    const clock = new VirtualClock();
    const first = createKernel({ clock, seed: 5, stateFile });
    const state = first.state('connectwise', () => ({ tickets: [1] }));
    state.tickets.push(2);
    const used = first.context.random();
    first.context.touch();
    await first.close();

    const second = createKernel({ clock, seed: 5, stateFile });
    expect(second.state('connectwise', () => ({ tickets: [] as number[] })).tickets).toEqual([1, 2]);
    expect(second.context.random()).not.toBe(used);
    expect(readdirSync(folder)).toEqual(['state.json']);
  });

  it('names the file when it is damaged', () => {
    const stateFile = join(folder, 'state.json');
    writeFileSync(stateFile, '{"formatVersion":1,');
    expect(() => createKernel({ clock: new VirtualClock(), seed: 1, stateFile })).toThrow(/state\.json is damaged/);
  });
});
