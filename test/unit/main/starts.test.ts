import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartsFile, safeStart } from '../../../src/main/recovery/starts.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'starts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = (clock: VirtualClock): StartsFile => new StartsFile(folder, clock, silentLogger);

describe('a start of the app', () => {
  it('is paused after three that crashed within minutes, and says how many', async () => {
    const clock = new VirtualClock();
    for (let crashes = 0; crashes < 3; crashes += 1) {
      expect(safeStart(false, start(clock).begin())).toBeNull();
      await clock.advance(60_000);
    }
    expect(safeStart(false, start(clock).begin())).toEqual({ because: 'crashes', times: 3 });
  });

  it('is not paused when the app quit in order, or ran for a while in between', async () => {
    const clock = new VirtualClock();
    for (const between of ['quits', 'runs']) {
      for (let n = 0; n < 2; n += 1) start(clock).begin();
      const one = start(clock);
      one.begin();
      if (between === 'quits') one.ended();
      else await clock.advance(5 * 60_000);
      const next = start(clock);
      expect(next.begin()).toBe(0);
      next.ended();
    }
  });

  it('forgets crashes of an earlier hour, and those a wrong clock put into the future', async () => {
    const clock = new VirtualClock();
    writeFileSync(
      join(folder, 'starts.json'),
      JSON.stringify({ unfinished: [clock.now() - 3_600_000, clock.now() + 5, clock.now() + 6] }),
    );
    expect(start(clock).begin()).toBe(0);
  });

  it('is as usual when the file is half written', () => {
    writeFileSync(join(folder, 'starts.json'), '{"unfinis');
    expect(start(new VirtualClock()).begin()).toBe(0);
  });

  it('is paused after a restore until somebody resumed, however the app ended in between', () => {
    const clock = new VirtualClock();
    const first = start(clock);
    first.begin();
    first.pausedFor({ because: 'restored', backup: 'one.db' });
    const second = start(clock);
    expect(safeStart(true, second.begin(), second.kept)).toEqual({ because: 'restored', backup: 'one.db' });
    second.ended();
    const third = start(clock);
    third.pausedFor(null);
    expect(safeStart(false, third.begin(), third.kept)).toBeNull();
    expect(start(clock).kept).toBeNull();
  });

  it('is paused after a start with empty data until somebody resumed', () => {
    const clock = new VirtualClock();
    const first = start(clock);
    first.begin();
    first.pausedFor({ because: 'fresh' });
    first.ended();
    const second = start(clock);
    expect(safeStart(false, second.begin(), second.kept)).toEqual({ because: 'fresh' });
    // Another backup was restored since.
    second.pausedFor({ because: 'restored', backup: 'one.db' });
    expect(start(clock).kept).toEqual({ because: 'restored', backup: 'one.db' });
    second.pausedFor(null);
    expect(start(clock).kept).toBeNull();
  });

  it('is paused because a person asked, whatever happened before', () => {
    expect(safeStart(true, 9)).toEqual({ because: 'asked' });
  });
});
