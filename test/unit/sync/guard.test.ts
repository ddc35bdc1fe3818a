import { describe, expect, it } from 'vitest';
import type { ClaimedJob } from '../../../src/core/store/port.ts';
import type { SyncContext } from '../../../src/core/sync/context.ts';
import { publishHeld } from '../../../src/core/sync/guard.ts';
import type { Json } from '../../../src/shared/json.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

function contextWith(limit: number, approved = false): SyncContext {
  const values = new Map<string, Json>();
  return {
    clock: new VirtualClock(),
    config: () => ({ limits: { publishesPerTenMinutes: limit } }),
    store: {
      isApproved: async () => approved,
      value: async (key: string) => values.get(key),
      setValue: async (key: string, value: Json) => void values.set(key, value),
    },
  } as unknown as SyncContext;
}

describe('the limit on publishing', () => {
  it('lets no more through when many runs ask at the same moment', async () => {
    const context = contextWith(5);
    const asked = await Promise.all(
      Array.from({ length: 12 }, (_, id) => publishHeld(context, { id } as ClaimedJob, 90_000 + id)),
    );
    expect(asked.filter((held) => held === null)).toHaveLength(5);
  });

  it('is lifted by an approval of publishing, not by one that was given for creating', async () => {
    const context = contextWith(1, true);
    const ask = (code: string) => publishHeld(context, { id: 1, lastError: { code } } as ClaimedJob, 90_000);
    expect(await ask('')).toBeNull();
    expect(await ask('guard.bulk-create')).toMatchObject({ code: 'guard.bulk-publish' });
    expect(await ask('guard.bulk-publish')).toBeNull();
  });
});
