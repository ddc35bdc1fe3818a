import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notesConfigSchema } from '../../../src/shared/config-sync.ts';
import { type Fault, Pair } from './pair.ts';

/*
 * Random people on both sides: notes, messages and answers, edits, deletions, tabs that change, settings that change, providers who come and
 * go, quoted copies, with crashes between any two steps and requests that fail in every way.
 */

const tabs = fc.constantFrom('discussion', 'internal', 'both', 'resolution');
const settings = fc.record({
  toWorkOrder: fc.constantFrom('off', 'public', 'internal', 'both', 'both'),
  toTicket: fc.constantFrom('off', 'public', 'internal'),
  staffMessages: fc.boolean(),
  timeEntryNotes: fc.boolean(),
  corrections: fc.boolean(),
});
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('note' as const), tab: tabs, time: fc.boolean(), quote: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('message' as const),
      staff: fc.boolean(),
      answer: fc.nat(5),
      quote: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), which: fc.nat(20), tab: fc.option(tabs) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), which: fc.nat(20), tab: tabs }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settings' as const), settings }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('provider' as const), assigned: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('run' as const),
      crashAt: fc.nat(12),
      fault: fc.constantFrom<Fault | null>(null, null, 'lost-answer', 'lost-request', 'refused'),
      asked: fc.boolean(),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

interface Flags {
  readonly discussion: boolean;
  readonly internal: boolean;
  readonly resolution: boolean;
}
function flagsOf(tab: 'discussion' | 'internal' | 'both' | 'resolution'): Flags {
  return {
    discussion: tab === 'discussion' || tab === 'both',
    internal: tab === 'internal' || tab === 'both',
    resolution: tab === 'resolution',
  };
}
const isPublic = (flags: Flags): boolean => flags.discussion && !flags.internal && !flags.resolution;

/** A pair with people, and what they know: which words may be read by whom. */
class World {
  readonly pair = new Pair();
  /** Words that were, at some time, on Discussion alone; or that a provider could read. */
  readonly maybePublic = new Set<string>();
  readonly words: string[] = [];
  /** By source: what was switched on when it was made, until something about it or the settings changed. */
  readonly expected = new Map<string, 'copied'>();
  readonly people: { readonly id: string; flags: Flags }[] = [];
  readonly ours = { notes: new Set<string>(), messages: new Set<string>() };
  #next = 1;

  word(): string {
    const word = `word${this.#next++}x`;
    this.words.push(word);
    return word;
  }

  async do(one: Act): Promise<void> {
    const { pair } = this;
    pair.now += 3_000;
    switch (one.do) {
      case 'note': {
        const flags = flagsOf(one.tab);
        const word = this.word();
        if (isPublic(flags)) this.maybePublic.add(word);
        const text = one.quote ? `${word} about this:\n\n${this.#quotable('note') ?? 'nothing'}` : word;
        const note = pair.addNote(text, { ...flags, kind: one.time ? 'time-entry' : 'note' });
        this.people.push({ id: note.id, flags });
        this.ours.notes.add(note.id);
        if (this.#wantsNote(flags, one.time)) this.expected.set(note.id, 'copied');
        return;
      }
      case 'message': {
        const word = this.word();
        const parent = pair.messages.at(-one.answer - 1);
        if (!one.staff) this.maybePublic.add(word);
        const text = one.quote ? `${word} about this:\n\n${this.#quotable('message') ?? 'nothing'}` : word;
        const message = pair.addMessage(text, {
          audience: one.staff ? 'buyer' : 'provider',
          fromProvider: !one.staff,
          parentId: parent === undefined || one.answer > 3 ? null : parent.id,
        });
        this.ours.messages.add(message.id);
        const { toTicket, staffMessages } = pair.settings;
        if (toTicket !== 'off' && (!one.staff || staffMessages)) this.expected.set(message.id, 'copied');
        return;
      }
      case 'edit': {
        const known = this.#pick(one.which);
        if (known === undefined) return;
        const word = this.word();
        if (one.tab !== null) {
          known.flags = flagsOf(one.tab);
          this.expected.delete(known.id);
        }
        if (isPublic(known.flags)) this.maybePublic.add(word);
        pair.editNote(known.id, { text: word, ...known.flags });
        return;
      }
      case 'move': {
        const known = this.#pick(one.which);
        if (known === undefined) return;
        known.flags = flagsOf(one.tab);
        if (isPublic(known.flags)) for (const word of this.#wordsIn(known.id)) this.maybePublic.add(word);
        pair.editNote(known.id, known.flags);
        this.expected.delete(known.id);
        return;
      }
      case 'delete': {
        const known = this.#pick(one.which);
        if (known !== undefined) pair.deleteNote(known.id);
        if (known !== undefined) this.expected.delete(known.id);
        return;
      }
      case 'settings':
        pair.settings = notesConfigSchema.parse(one.settings);
        this.expected.clear();
        // A run sees the change before anybody writes again.
        await pair.run();
        return;
      case 'provider':
        pair.provider = one.assigned ? { id: 70, name: 'Ana Ruiz', phone: '' } : null;
        return;
      case 'run':
        pair.crashAt = one.crashAt;
        pair.fault = one.fault;
        await pair.run({ asked: one.asked });
        pair.crashAt = 0;
        pair.fault = null;
        this.check();
        return;
    }
  }

  /** What must hold at any moment, whatever happened. */
  check(): void {
    const { pair } = this;
    for (const text of pair.publicMessages()) this.#allPublic(text);
    for (const note of pair.notes) if (isPublic(note) && !this.ours.notes.has(note.id)) this.#allPublic(note.text);
    const copies = [
      ...pair.messages.filter((one) => !this.ours.messages.has(one.id)),
      ...pair.notes.filter((one) => !this.ours.notes.has(one.id)),
    ].map((one) => one.text);
    const markers = copies.map((text) => text.split('\n').at(-1));
    expect(new Set(markers).size, `twice the same copy: ${markers.join(' ')}`).toBe(markers.length);
    // A copy begins once: nothing was carried back or on.
    for (const text of copies)
      expect(text.replace(/ about this:[\s\S]*/, '').match(/ in (ConnectWise|Field Nation):/g)).toHaveLength(1);
  }

  /** What must hold once everything came to rest with a provider there. */
  checkEnd(): void {
    this.check();
    const { pair } = this;
    for (const id of this.expected.keys()) {
      const marker = id.includes(':') ? `[CW#${id.replace('note:', '')}]` : `[FN#${id}]`;
      const others = id.includes(':')
        ? pair.messages.filter((one) => !this.ours.messages.has(one.id))
        : pair.notes.filter((one) => !this.ours.notes.has(one.id));
      expect(
        others.filter((one) => one.text.endsWith(marker)),
        `the copy of ${id}`,
      ).toHaveLength(1);
    }
    expect(pair.store.rows.filter((row) => row.state === 'intended')).toEqual([]);
  }

  #allPublic(text: string): void {
    for (const word of this.words) {
      if (text.includes(word)) expect(this.maybePublic.has(word), `${word} must not be public: ${text}`).toBe(true);
    }
  }

  /** A copy anybody may repeat. */
  #quotable(side: 'note' | 'message'): string | undefined {
    const { pair } = this;
    const texts =
      side === 'note'
        ? pair.notes.filter((one) => !this.ours.notes.has(one.id)).map((one) => one.text)
        : pair.messages.filter((one) => !this.ours.messages.has(one.id)).map((one) => one.text);
    return texts.find((text) => this.words.every((word) => !text.includes(word) || this.maybePublic.has(word)));
  }

  #pick(which: number) {
    const here = this.people.filter(({ id }) => this.pair.notes.some((note) => note.id === id));
    return here[which % Math.max(1, here.length)];
  }

  #wordsIn(id: string): string[] {
    const text = this.pair.notes.find((note) => note.id === id)?.text ?? '';
    return this.words.filter((word) => text.includes(word));
  }

  #wantsNote(flags: Flags, time: boolean): boolean {
    const { toWorkOrder, timeEntryNotes } = this.pair.settings;
    if (flags.resolution || (time && !timeEntryNotes)) return false;
    const own = flags.internal ? 'internal' : 'public';
    return toWorkOrder === own || toWorkOrder === 'both';
  }
}

describe('notes and messages, whatever people and networks do', () => {
  it('keep internal text internal, copy each source once and nothing twice, and come to rest', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.array(act, { maxLength: 40, size: 'max' }), async (first, acts) => {
        const world = new World();
        world.pair.settings = notesConfigSchema.parse(first);
        for (const one of acts) await world.do(one);
        world.pair.provider = { id: 70, name: 'Ana Ruiz', phone: '' };
        await world.pair.run({ asked: true });
        await world.pair.rest();
        world.checkEnd();
      }),
      { numRuns: process.env.PROOF === '1' ? 5000 : 600 },
    );
  });
});
