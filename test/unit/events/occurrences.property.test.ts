import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventRow } from '../../../src/core/store/intake-port.ts';
import type { WorkOrder } from '../../../src/shared/domain/records.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { created, startMs, utc, Watch, webhook, workOrder } from './work-order.ts';

/*
 * Random life of a work order, random webhooks about it (lost, repeated, late, out of order) and looks in between, some of whose runs are not
 * kept. Whatever was told, kept or not, is gathered by event and occurrence: that is what copies and event rows are unique by.
 */

const minute = 60_000;
/** Field Nation's last repetition of a webhook comes about this late. */
const latest = 21 * minute;
const apart = 60 * minute;

type Fate = 'lost' | 'prompt' | 'late' | 'twice';
const fate = fc.constantFrom<Fate>('lost', 'prompt', 'late', 'twice');

const happening = fc.oneof(
  fc.record({ do: fc.constant('visit' as const), fate }),
  fc.record({ do: fc.constant('leave' as const), fate }),
  fc.record({ do: fc.constant('upload' as const), fate }),
  fc.record({ do: fc.constant('expense' as const), fate }),
  fc.record({ do: fc.constant('task' as const), fate }),
  fc.record({ do: fc.constant('problem' as const), fate }),
  fc.record({ do: fc.constant('messages' as const), fate, count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('decline' as const), fate }),
  fc.record({ do: fc.constant('published' as const), fate }),
  fc.record({ do: fc.constant('on-my-way' as const), fate, shownAt: fc.boolean() }),
  fc.record({ do: fc.constant('look' as const), kept: fc.boolean() }),
);

class World {
  readonly watch = new Watch();
  readonly told = new Set<string>();
  readonly #logs: { id: number; in: number; out: number | null }[] = [];
  readonly #uploads: string[] = [];
  readonly #tasks: { id: number; at: number }[] = [];
  readonly #problems: number[] = [];
  readonly #expenses: number[] = [];
  readonly #milestones: Record<string, number> = {};
  #messages = 0;
  #ids = 0;
  onMyWay = false;
  /** Sent and not yet arrived. */
  #underWay: { readonly at: number; readonly row: EventRow }[] = [];
  /** Arrived and not yet settled, by occurrence: the store keeps one row per delivery. */
  #open = new Map<string, EventRow>();
  readonly #known = new Set<string>();
  readonly expected: Record<string, number> = {};

  happen(name: string, count = 1): void {
    this.expected[name] = (this.expected[name] ?? 0) + count;
  }

  send(name: string, how: Fate): void {
    if (how === 'lost') return;
    this.#ids += 1;
    const late = how === 'late' ? latest : 0;
    const row = { ...webhook(name, this.watch.now + late), occurrence: `delivery:d${this.#ids}` };
    this.#underWay.push({ at: row.at, row });
    if (how === 'twice') this.#underWay.push({ at: row.at + minute, row });
  }

  visit(): void {
    this.#logs.push({ id: this.#id(), in: this.watch.now, out: null });
  }

  leave(): boolean {
    const log = this.#logs.find(({ out }) => out === null);
    if (log === undefined) return false;
    log.out = this.watch.now;
    return true;
  }

  upload = () => this.#uploads.push(`file-${this.#id()}`);
  expense = () => this.#expenses.push(this.#id());
  task = () => this.#tasks.push({ id: this.#id(), at: this.watch.now });
  problem = () => this.#problems.push(this.#id());
  message = (count: number) => {
    this.#messages += count;
  };

  publish(): boolean {
    if (this.#milestones.published !== undefined) return false;
    this.#milestones.published = this.watch.now;
    return true;
  }

  look(kept: boolean): void {
    this.#arrive();
    const rows = [...this.#open.values()];
    for (const { event } of this.watch.look(this.#record(), rows, kept).all) {
      const key = `${event.name} ${event.occurrence}`;
      this.told.add(key);
    }
    if (kept) this.#open.clear();
  }

  /** Time in which whatever arrives is looked at, as the engine does. */
  pass(ms: number): void {
    const until = this.watch.now + ms;
    const times = this.#underWay.map(({ at }) => at).filter((at) => at <= until);
    for (const at of times.toSorted((a, b) => a - b)) {
      this.watch.now = Math.max(this.watch.now, at);
      this.look(true);
    }
    this.watch.now = until;
    this.look(true);
  }

  /** Everything that is still to arrive does, and is looked at. */
  settle(): void {
    this.pass(apart);
    this.look(true);
  }

  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const key of this.told) {
      const name = key.split(' ', 1)[0] ?? '';
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  #arrive(): void {
    const here = this.#underWay.filter(({ at }) => at <= this.watch.now);
    this.#underWay = this.#underWay.filter(({ at }) => at > this.watch.now);
    for (const { row } of here) {
      if (this.#known.has(row.occurrence)) continue;
      this.#known.add(row.occurrence);
      this.#open.set(row.occurrence, row);
    }
  }

  #id(): number {
    this.#ids += 1;
    return this.#ids;
  }

  #record(): WorkOrder {
    const code = this.onMyWay ? 'on_my_way' : 'assigned';
    return workOrder({
      status: { id: 3, name: 'Assigned', code },
      milestones: { ...this.#milestones },
      more: {
        time_logs: {
          results: this.#logs.map(
            (log): JsonObject => ({
              id: log.id,
              in: created(log.in),
              ...(log.out === null ? {} : { out: created(log.out) }),
            }),
          ),
        },
        attachments: { results: [{ id: 1, results: this.#uploads.map((id) => ({ upload_unique_id: id })) }] },
        pay: { expenses: { results: this.#expenses.map((id) => ({ id, amount: 1 })) } },
        tasks: { results: this.#tasks.map(({ id, at }) => ({ id, completed: { utc: utc(at) } })) },
        problems: { results: this.#problems.map((id) => ({ id })) },
        messages: { metadata: { total: this.#messages } },
      },
    });
  }
}

test('every occurrence is told once, however looks and webhooks are lost, repeated, late or out of order', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      const world = new World();
      world.look(true);
      for (const one of happenings) {
        world.watch.now += minute;
        switch (one.do) {
          case 'visit':
            world.visit();
            world.happen('FN_WO_PROVIDER_CHECKED_IN');
            world.send('FN_WO_PROVIDER_CHECKED_IN', one.fate);
            break;
          case 'leave':
            if (!world.leave()) break;
            world.happen('FN_WO_PROVIDER_CHECKED_OUT');
            world.send('FN_WO_PROVIDER_CHECKED_OUT', one.fate);
            break;
          case 'upload':
            world.upload();
            world.happen('FN_WO_ATTACHMENT_ADDED');
            world.send('FN_WO_ATTACHMENT_ADDED', one.fate);
            break;
          case 'expense':
            world.expense();
            world.happen('FN_WO_EXPENSE_ADDED');
            break;
          case 'task':
            world.task();
            world.happen('FN_WO_TASK_COMPLETED');
            world.send('FN_WO_TASK_COMPLETED', one.fate);
            break;
          case 'problem':
            world.problem();
            world.happen('FN_WO_PROBLEM_REPORTED');
            world.send('FN_WO_PROBLEM_REPORTED', one.fate);
            break;
          case 'messages':
            world.message(one.count);
            world.happen('FN_WO_MESSAGE_ADDED', one.count);
            world.send('FN_WO_MESSAGE_ADDED', one.fate);
            break;
          case 'decline':
            // Nothing but its webhook tells it.
            if (one.fate !== 'lost') world.happen('FN_WO_DECLINED');
            world.send('FN_WO_DECLINED', one.fate);
            break;
          case 'published':
            if (world.publish()) world.happen('FN_WO_PUBLISHED');
            world.send('FN_WO_PUBLISHED', one.fate);
            break;
          case 'on-my-way':
            // Whether a look falls into it or not; the next one is on another day.
            if (one.fate !== 'lost' || one.shownAt) world.happen('FN_WO_ON_MY_WAY');
            world.send('FN_WO_ON_MY_WAY', one.fate);
            if (one.shownAt) {
              world.onMyWay = true;
              world.look(true);
              world.onMyWay = false;
            }
            world.pass(apart);
            break;
          case 'look':
            world.look(one.kept);
            break;
        }
      }
      world.settle();
      expect(world.counts()).toEqual(world.expected);
      const before = world.told.size;
      world.watch.now += minute;
      world.look(true);
      expect(world.told.size).toBe(before);
    }),
    { numRuns: 300 },
  );
});

test('a look finds the same facts with the same occurrences as long as no run was kept', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (visits, repeats) => {
      const world = new World();
      world.look(true);
      for (let n = 0; n < visits; n += 1) world.visit();
      for (let n = 0; n < repeats; n += 1) {
        world.watch.now += minute;
        world.look(false);
      }
      expect(world.told.size).toBe(visits);
      expect(world.watch.now).toBeGreaterThan(startMs);
    }),
    { numRuns: 50 },
  );
});
