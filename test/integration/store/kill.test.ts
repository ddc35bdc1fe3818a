import { describe, expect, it } from 'vitest';
import { aDataDir, openHere, startChild, t0 } from './harness.ts';

describe('a kill while writing', () => {
  it('loses nothing that was acknowledged, and what ran is ready again', async () => {
    const dataDir = aDataDir();
    for (const enough of [40, 151]) {
      const child = startChild(new URL('./busy-writer.ts', import.meta.url), `${dataDir}-${enough}`);
      await child.printed(enough);
      await child.kill('SIGKILL');
      const store = openHere(`${dataDir}-${enough}`);

      const said = (what: string): number => child.lines.filter((line) => line.startsWith(what)).length;
      const pending = store.pendingDeliveries(1000);
      const before = store.queueCounts();
      const queued = before.ready + before.running;
      expect(pending.length).toBeLessThanOrEqual(1);
      expect(pending.length + queued).toBeGreaterThanOrEqual(said('accepted'));
      expect(queued).toBeGreaterThanOrEqual(said('queued'));
      expect(before.running).toBeGreaterThanOrEqual(said('claimed'));

      expect(store.recoverInterrupted(t0)).toEqual({ resumed: before.running, dead: 0 });
      const claimed = new Set<string>();
      for (let job = store.claimJob(t0); job !== null; job = store.claimJob(t0)) {
        expect(job.events).toHaveLength(1);
        claimed.add(job.entityKey);
      }
      expect(claimed.size).toBe(queued);
      store.close();
    }
  });
});
