import { describe, expect, it } from 'vitest';
import { publishBaseKey, publishing } from '../../../src/core/sync/publish.ts';
import type { Base } from '../../../src/shared/domain/records.ts';

const draft = { status: { id: 1, name: 'Draft' }, milestones: { created: 1 } };
const fresh = { base: {}, seenMilestones: {} };
const waiting = { base: { [publishBaseKey]: { source: true, target: false } } as Base, seenMilestones: { created: 1 } };

describe('whether a work order is to be published', () => {
  it('is decided when it is made', () => {
    expect(publishing(fresh, draft, [], true)).toEqual({ wanted: true, done: false });
    expect(publishing(fresh, draft, [], false)).toEqual({ wanted: false, done: false });
  });

  it('is not decided anew by a later run', () => {
    expect(publishing(fresh, draft, [], null).wanted).toBe(false);
    expect(publishing(waiting, draft, [], null)).toEqual({ wanted: true, done: false });
  });

  it.each([
    ['it is past a draft', waiting, { ...draft, status: { id: 9, name: 'Routed' } }, []],
    ['it shows the milestone', waiting, { ...draft, milestones: { published: 5 } }, []],
    ['the milestone was seen once', { ...waiting, seenMilestones: { published: 5 } }, draft, []],
    ['news of it came, though it is a draft again', waiting, draft, ['FN_WO_PUBLISHED', 'FN_WO_DRAFT']],
    ['it was seen published', { ...waiting, base: { [publishBaseKey]: { source: true, target: true } } }, draft, []],
  ])('is over once %s', (_what, link, workOrder, events) => {
    expect(publishing(link, workOrder, events, null).done).toBe(true);
  });
});
