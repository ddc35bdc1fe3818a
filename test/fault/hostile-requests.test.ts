import { describe, expect, it, onTestFinished } from 'vitest';
import { campaign } from './hostile-requests/campaign.ts';
import { startIntake } from './hostile-requests/intake.ts';
import { trueSender } from './hostile-requests/true-sender.ts';
import type { Report } from './hostile-requests/world.ts';

/*
 * Requests that mean harm, over raw sockets, against intake in a process of its own with a real database. None may count, none may end the process or
 * make it grow, and the true sender is answered meanwhile. `ATTACKS=...` chooses how many, `SEED=...` plays one campaign again.
 */

const proof = process.env.PROOF === '1';
const count = Number(process.env.ATTACKS ?? (proof ? 12_000 : 1_500));
const seed = Number(process.env.SEED ?? 20_261_122);
/** Short times, so that slow attackers do not keep the test waiting. */
const limits = { headersMs: 600, requestMs: 600, checkMs: 150 };
/** What the rest of an attack may add to the memory after its first quarter, however long it is: code that is compiled meanwhile, and this test's own lists. */
const growthBytes = 5_000_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('the listener under attack', () => {
  it(
    `lets none of ${count} hostile requests count, does not crash or grow, and answers the true sender meanwhile`,
    async () => {
      const intake = await startIntake(limits);
      onTestFinished(() => intake.kill());
      const sender = trueSender(intake.port, seed + 1);
      async function allQueued(): Promise<Report> {
        for (let tries = 0; ; tries += 1) {
          const report = await intake.report();
          const queued = new Set(report.queued);
          if (tries > 100 || sender.due.every((id) => queued.has(id))) return report;
          await pause(50);
        }
      }
      /** Bodies and sockets are let go of over several turns: the least of a second is what is really held. */
      async function heldBytes(): Promise<number> {
        let least = Number.POSITIVE_INFINITY;
        for (let n = 0; n < 10; n += 1) {
          least = Math.min(least, (await intake.report()).heapBytes);
          await pause(100);
        }
        return least;
      }
      // The first one waits for its key; from then on the key is known, as on any day.
      const taken = { callback: (await sender.callback()).body, webhook: (await sender.webhook()).body };
      await allQueued();

      const answers: { readonly status: number; readonly ms: number }[] = [];
      let attacking = true;
      const sending = (async () => {
        while (attacking) {
          answers.push(await sender.callback());
          await pause(25);
        }
      })();
      const begun = performance.now();
      const first = Math.ceil(count / 4);
      const target = { side: 24, port: intake.port, taken };
      const warm = await campaign({ ...target, seed, count: first });
      const before = await heldBytes();
      const rest = await campaign({ ...target, seed: seed + 2, count: count - first });
      attacking = false;
      await sending;
      const minutes = Math.ceil((performance.now() - begun) / 60_000);
      const after = await allQueued();
      const held = await heldBytes();
      const sent = new Map([...warm.sent, ...rest.sent]);
      const due = new Set(sender.due);

      expect([...warm.admitted, ...rest.admitted]).toEqual([]);
      expect(warm.putOff + rest.putOff).toBeLessThan(60 * minutes);
      expect([...warm.talkative, ...rest.talkative]).toEqual([]);
      expect(after.queued.filter((id) => !due.has(id)).map((id) => sent.get(id) ?? id)).toEqual([]);
      expect(sender.due.filter((id) => !after.queued.includes(id))).toEqual([]);
      expect(after.queued).toHaveLength(due.size);
      expect(after.crashes).toBe(0);
      expect(held - before, `heap ${before} -> ${held}`).toBeLessThan(growthBytes);
      expect(after.refused).toBeGreaterThan(count / 2);
      expect(answers.length).toBeGreaterThan(10);
      expect(answers.filter(({ status }) => status !== 202)).toEqual([]);
      await sender.close();
      expect(await intake.stop()).toBe(0);
      expect(intake.complaints()).toBe('');

      const mb = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
      const listed = (counts: Iterable<readonly [unknown, number]>): string =>
        [...counts]
          .sort((a, b) => b[1] - a[1])
          .map(([what, n]) => `${String(what)} ${n}`)
          .join(', ');
      const added = <K>(a: ReadonlyMap<K, number>, b: ReadonlyMap<K, number>): Map<K, number> =>
        new Map([...a.keys(), ...b.keys()].map((key) => [key, (a.get(key) ?? 0) + (b.get(key) ?? 0)]));
      const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
      const at = (part: number): string => (times[Math.floor((times.length - 1) * part)] ?? 0).toFixed(1);
      console.log(
        [
          `note: ${count} hostile requests in ${((performance.now() - begun) / 1000).toFixed(0)} s, 0 counted, 0 crashes`,
          `  sent: ${listed(added(warm.byKind, rest.byKind))}`,
          `  answered: ${listed(added(warm.statuses, rest.statuses))}`,
          `  refused: ${listed(Object.entries(after.refusedBy))}`,
          `  heap ${mb(before)} -> ${mb(held)} MB, rss ${mb(after.rssBytes)} MB; ${after.keyFetches} keys asked for`,
          `  ${answers.length} true callbacks meanwhile, all 202: p50 ${at(0.5)}, p99 ${at(0.99)}, slowest ${at(1)} ms`,
        ].join('\n'),
      );
    },
    count * 50 + 30_000,
  );
});
