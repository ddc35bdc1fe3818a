import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../builders/bridge.ts';

/*
 * Random people on both sides, random misbehaviour in between, engine and sandbox on one virtual clock over real sockets and a real
 * database file. When all is quiet: one work order per sent ticket, both sides equal under the mapping (unless a person on the other side named
 * it too), and the writing has stopped.
 */

const tickets = 3;
const requestFaults = [
  '429',
  '500',
  '503',
  'timeout-after-commit',
  'timeout-before',
  'drop-connection',
  'drop-after-commit',
] as const;
const deliveryFaults = ['duplicate', 'delay', 'lose', 'reorder'] as const;
const which = fc.nat({ max: tickets - 1 });

const move = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), ticket: which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('rename' as const),
      ticket: which,
      text: fc.stringMatching(/^[A-Za-z0-9 <&"é-]{1,60}$/),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('progress' as const), ticket: which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('note' as const), ticket: which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      vendor: fc.constantFrom('connectwise' as const, 'fieldnation' as const),
      fault: fc.oneof(
        fc.record({ on: fc.constant('request' as const), kind: fc.constantFrom(...requestFaults) }),
        fc.record({ on: fc.constant('delivery' as const), kind: fc.constantFrom(...deliveryFaults) }),
      ),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('away' as const), hours: fc.integer({ min: 1, max: 96 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pause' as const), minutes: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('buyer-renames' as const), ticket: which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('upgrade' as const), to: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('new-signing-key' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('tokens-expire' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 100, max: 90_000 }) }) },
);
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

/** The steps of a work order's life that a person takes next. */
const life = ['assign', 'checkIn', 'checkOut', 'markDone', 'approve'] as const;

class History {
  readonly bridge: Bridge;
  readonly #sent = new Set<number>();
  readonly #steps = new Map<number, number>();
  /** Tickets whose work order a person named: a name that then differs is theirs, and a clash is a question. */
  readonly named = new Set<number>();

  constructor(bridge: Bridge) {
    this.bridge = bridge;
  }

  get sent(): readonly number[] {
    return [...this.#sent];
  }

  ticketId(index: number): number {
    return this.bridge.sandbox.info.demo.ticketIds[index] ?? 0;
  }

  workOrders(ticketId: number) {
    return this.bridge.sandbox.workOrders().filter((workOrder) => workOrder.descriptionHtml.includes(`-${ticketId}-`));
  }

  async play(step: Move): Promise<void> {
    const { sandbox, clock } = this.bridge;
    switch (step.do) {
      case 'send': {
        const ticketId = this.ticketId(step.ticket);
        if (this.#sent.has(ticketId)) return;
        this.#sent.add(ticketId);
        sandbox.people.dispatcher.moveTicket({ ticketId });
        return;
      }
      case 'rename': {
        const summary = step.text.trim() === '' ? 'Renamed' : step.text.trim();
        const ticketId = this.ticketId(step.ticket);
        // A finished work order is not touched any more, so a later name would rightly differ.
        if ((this.#steps.get(ticketId) ?? 0) < life.length)
          sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary } });
        return;
      }
      case 'note':
        sandbox.people.dispatcher.addNote({ ticketId: this.ticketId(step.ticket), text: 'Called', tab: 'internal' });
        return;
      case 'progress':
        return this.#progress(this.ticketId(step.ticket));
      case 'fault':
        sandbox.addFault({
          ...step.fault,
          vendor: step.vendor,
          times: step.times,
          delayMs: 7_000,
          retryAfterSeconds: 15,
        });
        return;
      case 'restart':
        await this.bridge.restart();
        return;
      case 'away':
        await this.bridge.during(this.bridge.engine.stop());
        await clock.advance(step.hours * 3_600_000);
        await this.bridge.restart();
        return;
      case 'pause':
        await this.bridge.during(this.bridge.engine.pause(step.minutes));
        return;
      case 'buyer-renames': {
        const ticketId = this.ticketId(step.ticket);
        const [workOrder] = this.workOrders(ticketId);
        if (workOrder === undefined || (this.#steps.get(ticketId) ?? 0) >= life.length) return;
        this.named.add(ticketId);
        sandbox.people.buyer.edit({ workOrderId: workOrder.id, changes: { title: 'Named by the buyer' } });
        return;
      }
      case 'upgrade':
        sandbox.people.administrator.upgrade({ codebase: `v2026_${step.to}/` });
        return;
      case 'new-signing-key':
        sandbox.people.administrator.rotateSigningKey();
        return;
      case 'tokens-expire':
        sandbox.expireTokens();
        return;
      case 'wait':
        await clock.advance(step.ms);
    }
  }

  #progress(ticketId: number): void {
    const { people } = this.bridge.sandbox;
    const [workOrder] = this.workOrders(ticketId);
    const next = life[this.#steps.get(ticketId) ?? 0];
    if (workOrder === undefined || next === undefined) return;
    // Only when the last name has arrived, so that approving never hides a change that was under way.
    if (next === 'approve' && workOrder.title !== this.bridge.sandbox.ticket(ticketId)?.summary) return;
    this.#steps.set(ticketId, (this.#steps.get(ticketId) ?? 0) + 1);
    const on = { workOrderId: workOrder.id };
    if (next === 'assign') people.buyer.assign(on);
    else if (next === 'approve') people.buyer.approve(on);
    else people.provider[next](on);
  }

  writes(): number {
    const writing = ['POST', 'PUT', 'PATCH', 'DELETE'];
    return this.bridge.sandbox
      .journal()
      .filter(
        (entry) =>
          entry.kind === 'request' && writing.includes(String(entry.method)) && !String(entry.path).includes('oauth'),
      ).length;
  }
}

const expectedStatus: Readonly<Record<string, string>> = {
  draft: 'Dispatch to FN',
  assigned: 'Scheduled',
  'work-done': 'Work complete',
  approved: 'Completed',
};

async function check(history: History): Promise<void> {
  const { sandbox, engine, clock } = history.bridge;
  sandbox.clearFaults();
  await clock.advance(45 * 60_000);
  const log = (await history.bridge.messages()).slice(0, 40).join('\n');
  for (const ticketId of history.sent) {
    const found = history.workOrders(ticketId);
    expect(found, `ticket ${ticketId}\n${log}`).toHaveLength(1);
    const [workOrder] = found;
    const ticket = sandbox.ticket(ticketId);
    expect(ticket?.externalXRef, log).toBe(`FN-${workOrder?.id}`);
    if (!history.named.has(ticketId)) expect(workOrder?.title, log).toBe(ticket?.summary);
    expect((ticket?.status as { name: string } | undefined)?.name, `${workOrder?.status}\n${log}`).toBe(
      expectedStatus[String(workOrder?.status).replace(/[ _]/g, '-')],
    );
  }
  const questions = await engine.attention();
  const clashes = questions.filter(
    (item) => item.cause === 'sync.conflict' && item.ticketId !== null && history.named.has(item.ticketId),
  );
  expect(questions, log).toEqual(clashes);
  const before = history.writes();
  await clock.advance(15 * 60_000);
  expect(history.writes(), `writes go on\n${log}`).toBe(before);
}

describe('any history of people and faults', () => {
  const runs = Number(process.env.HISTORIES ?? (process.env.PROOF === '1' ? 200 : 6));
  it(
    'ends with one work order per sent ticket, both sides equal or a question asked, and silence',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(move, { minLength: 3, maxLength: 18 }),
          fc.integer({ min: 1, max: 9 }),
          async (steps, seed) => {
            const bridge = await startBridge({ sandbox: { seed } });
            try {
              const history = new History(bridge);
              for (const step of steps) await history.play(step);
              await check(history);
            } finally {
              await bridge.stop();
            }
          },
        ),
        { numRuns: runs, endOnFailure: process.env.SHRINK !== '1' },
      );
    },
    runs * 30_000,
  );
});
