import { describe, expect, it } from 'vitest';
import type { Webhook } from '../../../src/core/fieldnation/port.ts';
import { spareWebhooks } from '../../../src/core/reach/health/health-webhooks.ts';
import { webhookUrl } from '../../../src/core/webhooks/address.ts';

const station = { pathToken: 'f00d', baseUrl: 'https://here.example', rememberedId: 'w1' };
const hook = (webhookId: string, more: Partial<Webhook> = {}): Webhook => ({
  webhookId,
  url: webhookUrl(station.baseUrl, station.pathToken),
  status: 'active',
  events: [],
  notificationEmail: '',
  updatedAt: null,
  ...more,
});

describe('a second webhook of this workstation', () => {
  async function taken(now: readonly Webhook[]) {
    const deleted: string[] = [];
    const fieldNation = { webhooks: async () => now, deleteWebhook: async (id: string) => void deleted.push(id) };
    const [finding] = spareWebhooks(() => fieldNation, [hook('w1'), hook('w2')], station);
    expect(finding).toMatchObject({ id: 'double:w2', offer: 'Delete webhook w2' });
    const error = await finding?.act?.().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    return { deleted, error };
  }

  it('is deleted when that is asked for', async () => {
    expect(await taken([hook('w1'), hook('w2')])).toEqual({ deleted: ['w2'], error: null });
  });

  it('is not deleted when it is the only one left by now', async () => {
    for (const now of [[hook('w2')], [hook('w1', { status: 'archived' }), hook('w2')], [hook('w1')]]) {
      const { deleted, error } = await taken(now);
      expect(error).toMatchObject({ code: 'health.finding-gone' });
      expect(deleted).toEqual([]);
    }
  });
});
