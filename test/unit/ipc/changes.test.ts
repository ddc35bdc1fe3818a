import { describe, expect, it } from 'vitest';
import { emptyConfig } from '../../../src/shared/config.ts';
import { channels, preferencesSchema } from '../../../src/shared/ipc/contract.ts';

describe('a change sent by the window', () => {
  it.each(['app:save-preferences', 'sync:save'] as const)('of %s says nothing of what it leaves out', (channel) => {
    expect(channels[channel].input.parse({})).toEqual({});
  });

  it('of one preference is that one alone', () => {
    expect(channels['app:save-preferences'].input.parse({ contrast: 'high' })).toEqual({ contrast: 'high' });
    const every = preferencesSchema.parse({});
    expect(channels['app:save-preferences'].input.parse(every)).toEqual(every);
  });

  it('of one part of the sync is that one alone', () => {
    const { sync } = emptyConfig;
    expect(channels['sync:save'].input.parse({ notes: sync.notes })).toEqual({ notes: sync.notes });
    expect(channels['sync:save'].input.parse(sync)).toEqual(sync);
  });
});
