import { describe, expect, it } from 'vitest';
import { groupFindings } from '../../../../src/renderer/features/reach/health/health-groups.ts';
import type { HealthFinding } from '../../../../src/shared/domain/reach.ts';

const finding = (id: string, state: HealthFinding['state']): HealthFinding => ({
  id,
  subject: 'callback',
  state,
  message: id,
  offer: null,
});

describe('health', () => {
  it('shows what could not be mended, then what a person decides, then what was mended, and loses nothing', () => {
    const { forPerson, repaired, ok } = groupFindings([
      finding('fine', 'ok'),
      finding('offer', 'offered'),
      finding('mended', 'repaired'),
      finding('broken', 'failed'),
      finding('fine too', 'ok'),
    ]);
    expect(forPerson.map(({ id }) => id)).toEqual(['broken', 'offer']);
    expect(repaired.map(({ id }) => id)).toEqual(['mended']);
    expect(ok.map(({ id }) => id)).toEqual(['fine', 'fine too']);
  });
});
