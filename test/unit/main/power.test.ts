import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { watchPower } from '../../../src/main/power/power.ts';
import { silentLogger } from '../../../src/shared/logger.ts';

function watched() {
  const power = new EventEmitter();
  const happened: string[] = [];
  watchPower({
    power,
    logger: silentLogger,
    online: () => true,
    wake: () => happened.push('wake'),
    quit: () => happened.push('quit'),
  });
  return { power, happened };
}

describe('the computer', () => {
  it('that wakes up makes the engine look at once', () => {
    const { power, happened } = watched();
    power.emit('suspend');
    expect(happened).toEqual([]);
    power.emit('resume');
    expect(happened).toEqual(['wake']);
  });

  it('that shuts down is asked to wait while the app drains and quits', () => {
    const { power, happened } = watched();
    power.emit('shutdown', { preventDefault: () => happened.push('wait') });
    expect(happened).toEqual(['wait', 'quit']);
  });
});
