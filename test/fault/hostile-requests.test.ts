import { Agent, request } from 'undici';
import { describe, expect, it } from 'vitest';
import { campaign } from './hostile-requests/campaign.ts';
import { startIntake } from './hostile-requests/intake.ts';
import { callback, callbackBody, type Parts, webhook, webhookBody } from './hostile-requests/messages.ts';
import { seeded } from './hostile-requests/random.ts';

/*
 * Requests that mean harm, over raw sockets, against intake in a process of its own with a real database. None may count, none may end the process or
 * make it grow, and the true sender is answered meanwhile. `SEED=...` plays one campaign again.
 */

const proof = process.env.PROOF === '1';
const count = Number(process.env.ATTACKS ?? (proof ? 12_000 : 1_500));
const seed = Number(process.env.SEED ?? 20_261_122);
/** Short times, so that slow attackers do not keep the test waiting. */
const limits = { headersMs: 600, requestMs: 600, checkMs: 150 };
const growthBytes = 8_000_000;

describe('the listener under attack', () => {
  it(
    `lets none of ${count} hostile requests count, does not crash or grow, and answers the true sender meanwhile`,
    async () => {
      const intake = await startIntake(limits);
      const random = seeded(seed + 1);
      const agent = new Agent({ connections: 4 });
      const due: string[] = [];
      async function send(parts: Parts): Promise<number> {
        const { statusCode, body } = await request(`http://127.0.0.1:${intake.port}${parts.target}`, {
          method: 'POST',
          headers: Object.fromEntries(parts.headers),
          body: parts.body,
          dispatcher: agent,
        });
        await body.dump();
        return statusCode;
      }
      async function trueCallback(): Promise<Buffer> {
        const body = callbackBody(random);
        due.push((JSON.parse(body.toString('utf8')) as { MessageId: string }).MessageId);
        expect(await send(callback(body))).toBe(202);
        return body;
      }
      // The first one waits for its key; by the end of it the key is known, as on any day.
      const taken = { callback: await trueCallback(), webhook: webhookBody(random) };
      const deliveryId = random.guid();
      due.push(deliveryId);
      expect(await send(webhook(taken.webhook, `${deliveryId}:1`))).toBe(202);
      while ((await intake.report()).queued.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));

      const first = Math.ceil(count / 4);
      const times: number[] = [];
      let attacking = true;
      const sender = (async () => {
        while (attacking) {
          const began = performance.now();
          await trueCallback();
          times.push(performance.now() - began);
          await new Promise((resolve) => setTimeout(resolve, 25));
        }
      })();
      const warm = await campaign({ seed, count: first, side: 24, port: intake.port, taken });
      const before = await intake.report();
      const rest = await campaign({ seed: seed + 2, count: count - first, side: 24, port: intake.port, taken });
      attacking = false;
      await sender;
      const arrived = async () => {
        const report = await intake.report();
        const queued = new Set(report.queued);
        return due.every((id) => queued.has(id)) ? report : null;
      };
      let after = await arrived();
      while (after === null) after = await arrived();

      expect([...warm.admitted, ...rest.admitted]).toEqual([]);
      expect([...warm.talkative, ...rest.talkative]).toEqual([]);
      const wanted = new Set(due);
      expect(
        after.queued.filter((id) => !wanted.has(id)).map((id) => warm.sent.get(id) ?? rest.sent.get(id) ?? id),
      ).toEqual([]);
      expect(after.queued).toHaveLength(due.length);
      expect(after.crashes).toBe(0);
      expect(after.heapBytes - before.heapBytes).toBeLessThan(growthBytes);
      expect(after.refused).toBeGreaterThan(count / 2);
      expect(times.length).toBeGreaterThan(10);
      await agent.close();
      expect(await intake.stop()).toBe(0);
      expect(intake.complaints()).toBe('');
      if (process.env.TELL === '1') {
        console.log(
          JSON.stringify({
            seed,
            sent: Object.fromEntries([...warm.byKind].map(([kind, n]) => [kind, n + (rest.byKind.get(kind) ?? 0)])),
            answered: Object.fromEntries(rest.statuses),
            trueCallbacks: times.length,
            slowestMs: Math.max(...times),
            keyFetches: after.keyFetches,
            stored: after.stored,
            heap: [before.heapBytes, after.heapBytes],
            rss: [before.rssBytes, after.rssBytes],
          }),
        );
      }
    },
    proof ? 600_000 : 60_000,
  );
});
