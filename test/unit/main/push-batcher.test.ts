import { describe, expect, it } from 'vitest';
import { PushBatcher } from '../../../src/main/ipc/push-batcher.ts';
import { stoppedStatus } from '../../../src/main/stopped-status.ts';
import { type ChainReport, chainLinks } from '../../../src/shared/domain/reach.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

function setUp() {
  const clock = new VirtualClock();
  const sent: (readonly [string, unknown])[] = [];
  const batcher = new PushBatcher({ clock, logger: silentLogger, send: (push, payload) => sent.push([push, payload]) });
  return { clock, sent, batcher };
}

describe('pushes', () => {
  it('go out at most ten times a second, with only the newest of each kind', async () => {
    const { clock, sent, batcher } = setUp();
    let reads = 0;
    for (let index = 0; index < 500; index += 1) {
      batcher.log(index);
      batcher.status(() => {
        reads += 1;
        return stoppedStatus(index, 'x');
      });
      batcher.changed(index % 2 === 0 ? 'links' : 'attention');
    }
    expect(sent).toEqual([]);
    await clock.advance(100);
    expect(sent).toEqual([
      ['status', stoppedStatus(499, 'x')],
      ['log', { lastId: 499 }],
      ['changed', { topics: ['links', 'attention'] }],
    ]);
    expect(reads).toBe(1);
    await clock.advance(1000);
    expect(sent).toHaveLength(3);
  });

  it('keep the highest log id even when lines are announced out of order', async () => {
    const { clock, sent, batcher } = setUp();
    batcher.log(9);
    batcher.log(4);
    await clock.advance(100);
    expect(sent).toEqual([['log', { lastId: 9 }]]);
  });

  it('keep the tests of both sides apart', async () => {
    const { clock, sent, batcher } = setUp();
    const step = { id: 'sign-in', state: 'running' as const, message: 'Signing in', durationMs: null, error: null };
    batcher.probe({ remote: 'connectwise', steps: [] });
    batcher.probe({ remote: 'connectwise', steps: [step] });
    batcher.probe({ remote: 'fieldnation', steps: [] });
    await clock.advance(100);
    expect(sent).toEqual([
      ['probe', { remote: 'connectwise', steps: [step] }],
      ['probe', { remote: 'fieldnation', steps: [] }],
    ]);
  });

  it('show the lamps of the chain while it is tested, the newest of a burst', async () => {
    const { clock, sent, batcher } = setUp();
    const report = (running: string): ChainReport => ({
      doing: 'testing',
      url: 'https://bridge.example.com',
      lamps: chainLinks.map((link) => ({
        link,
        state: link === running ? 'running' : 'unknown',
        message: '',
        detail: '',
        at: null,
        durationMs: null,
      })),
      watchEndsAt: null,
      provenAt: null,
      proof: '',
    });
    batcher.chain(report('tunnel'));
    batcher.chain(report('dns'));
    await clock.advance(100);
    batcher.chain(report('tls'));
    await clock.advance(100);
    expect(sent).toEqual([
      ['chain', report('dns')],
      ['chain', report('tls')],
    ]);
  });

  it('do not leave when they break the contract', async () => {
    const { clock, sent, batcher } = setUp();
    batcher.log(Number.NaN);
    await clock.advance(100);
    expect(sent).toEqual([]);
  });

  it('stop with the app', async () => {
    const { clock, sent, batcher } = setUp();
    batcher.log(1);
    batcher.dispose();
    await clock.advance(1000);
    expect(sent).toEqual([]);
  });
});
