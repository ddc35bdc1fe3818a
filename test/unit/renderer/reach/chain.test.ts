import { describe, expect, it } from 'vitest';
import {
  chainSum,
  countdown,
  heardBefore,
  lampAsText,
  lampWord,
  litUpTo,
  spoken,
  tellingLamp,
} from '../../../../src/renderer/features/reach/chain/lamps.ts';
import { type ChainLamp, type ChainReport, chainLinks } from '../../../../src/shared/domain/reach.ts';

type State = ChainLamp['state'];

function lamps(...states: readonly State[]): ChainLamp[] {
  return chainLinks.map((link, index) => ({
    link,
    state: states[index] ?? 'unknown',
    message: `${link} says`,
    detail: '',
    at: null,
    durationMs: null,
  }));
}

function report(states: readonly State[], change: Partial<ChainReport> = {}): ChainReport {
  return {
    doing: 'idle',
    url: 'https://bridge.example.com',
    lamps: lamps(...states),
    watchEndsAt: null,
    provenAt: null,
    proof: '',
    ...change,
  };
}

describe('the lamps of the chain', () => {
  it('tell what failed before what runs, and what runs before what is worth a look', () => {
    expect(tellingLamp(lamps('ok', 'warning', 'ok', 'ok', 'running', 'failed'))?.link).toBe('inbox');
    expect(tellingLamp(lamps('ok', 'warning', 'ok', 'ok', 'running'))?.link).toBe('signature');
    expect(tellingLamp(lamps('ok', 'warning', 'ok', 'ok'))?.link).toBe('dns');
    expect(tellingLamp(lamps('ok', 'failed', 'failed'))?.link).toBe('dns');
  });

  it('leave the word to the whole chain when none has more to say', () => {
    expect(tellingLamp(lamps('ok', 'ok', 'ok', 'ok'))).toBeNull();
    expect(tellingLamp(lamps())).toBeNull();
  });

  it('are not called tested before one was looked at', () => {
    expect(chainSum(report([]))).toBe('untested');
    expect(chainSum(report(['unneeded', 'unneeded', 'unneeded']))).toBe('untested');
    expect(chainSum(report(['ok']))).toBe('partly');
  });

  it('are reached from outside without a signed message, and proven only by one', () => {
    expect(chainSum(report(['ok', 'ok', 'warning', 'ok']))).toBe('reached');
    expect(chainSum(report(['unneeded', 'unneeded', 'unneeded', 'ok']))).toBe('reached');
    expect(chainSum(report(['ok', 'ok', 'ok', 'failed']))).toBe('partly');
    expect(chainSum(report(['ok', 'ok', 'ok', 'ok', 'ok', 'ok']))).toBe('reached');
    expect(chainSum(report(['ok', 'ok', 'ok', 'ok', 'ok', 'ok'], { provenAt: 5 }))).toBe('proven');
  });

  it('does not ask for a first message when one has come in already, only not since the test', () => {
    const all = ['ok', 'ok', 'ok', 'ok', 'ok', 'ok'] as const;
    expect(heardBefore(report([...all]))).toBe(true);
    expect(heardBefore(report([...all], { provenAt: 5 }))).toBe(false);
    expect(heardBefore(report(['ok', 'ok', 'ok', 'ok', 'ok', 'unknown']))).toBe(false);
  });

  it('light the line up to the first link that does not hold', () => {
    expect(litUpTo(lamps('ok', 'ok', 'failed', 'ok'))).toBe(2);
    expect(litUpTo(lamps('unneeded', 'unneeded', 'unneeded', 'ok', 'unknown'))).toBe(4);
    expect(litUpTo(lamps('unneeded', 'unneeded', 'unneeded', 'unknown'))).toBe(0);
    expect(litUpTo(lamps('ok', 'ok', 'warning', 'ok', 'ok', 'ok'))).toBe(6);
  });

  it('say that a watch waits and a test tests', () => {
    const [lamp] = lamps('running');
    if (lamp === undefined) throw new Error('no lamp');
    expect(lampWord(lamp, 'testing')).toBe('Testing');
    expect(lampWord(lamp, 'watching')).toBe('Waiting');
    expect(lampWord({ ...lamp, state: 'unneeded' }, 'idle')).toBe('Not needed');
  });

  it('are read aloud as what runs and how it ended, not lamp by lamp', () => {
    expect(spoken(report(['ok', 'running'], { doing: 'testing' }))).toBe(spoken(report([], { doing: 'testing' })));
    expect(spoken(report(['ok', 'failed']))).toBe('DNS: dns says');
    expect(spoken(report(['ok', 'ok', 'ok', 'ok', 'ok', 'ok'], { provenAt: 5 }))).toContain('Every link holds');
  });

  it('count what is left of a watch like a clock, never below nothing', () => {
    expect([600_900, 600_000, 61_000, 59_999, 1000, -5000].map(countdown)).toEqual([
      '10:00',
      '10:00',
      '1:01',
      '0:59',
      '0:01',
      '0:00',
    ]);
  });

  it('are copied with what was found and where', () => {
    const [lamp] = lamps('failed');
    if (lamp === undefined) throw new Error('no lamp');
    expect(lampAsText({ ...lamp, detail: 'CN=other' }, 'https://bridge.example.com')).toBe(
      'tunnel: failed\ntunnel says\nCN=other\nhttps://bridge.example.com',
    );
    expect(lampAsText(lamp, null)).toBe('tunnel: failed\ntunnel says');
  });
});
