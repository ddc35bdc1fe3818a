import { describe, expect, it } from 'vitest';
import { storyOf } from '../../../src/renderer/features/events/story.ts';
import { placeOf } from '../../../src/renderer/stores/place.ts';
import { engineTone, intakeTone } from '../../../src/renderer/theme/tone.ts';
import { problemKind } from '../../../src/renderer/ui/frame/problem-kind.ts';
import { nextIndex } from '../../../src/renderer/ui/row-keys.ts';
import { showValue } from '../../../src/renderer/ui/value.ts';
import { matchesWords } from '../../../src/renderer/ui/words.ts';
import { dayStatus } from '../../fakes/renderer-harness/day/status.ts';

describe('an event’s details', () => {
  it('tells changes and requests apart from other facts and drops nothing', () => {
    const story = storyOf({
      changes: [{ target: 'title', from: 'a', to: 'b' }],
      change: { target: 'status', label: 'Status', from: null, to: 'Scheduled' },
      request: { method: 'POST', url: '/workorders', status: 201 },
      attempt: 2,
    });
    expect(story.changes.map((change) => [change.label, change.before, change.after])).toEqual([
      ['Title', 'a', 'b'],
      ['Status', null, 'Scheduled'],
    ]);
    expect(story.requests.map((request) => [request.method, request.url, request.status])).toEqual([
      ['POST', '/workorders', '201'],
    ]);
    expect(story.facts).toEqual([['attempt', 2]]);
  });

  it('names fields as the mapping does, and shows what a formatted text says instead of its markup', () => {
    const { changes, facts } = storyOf({
      changes: [
        { target: 'description.html', from: null, to: '<p>Ask for <b>Pat</b> &amp; sign in</p><p>1 &lt; 2</p>' },
        { target: 'custom_fields.5', from: '<b>', to: '<i>' },
        { target: 'unheard.of', to: 1 },
      ],
      ruleId: 'description',
      target: 'description.html',
    });
    expect(changes.map(({ label, before, after }) => [label, before, after])).toEqual([
      ['Description', null, 'Ask for Pat & sign in\n1 < 2'],
      ['Custom field 5', '<b>', '<i>'],
      ['unheard.of', undefined, 1],
    ]);
    expect(facts).toEqual([
      ['ruleId', 'description'],
      ['target', 'Description'],
    ]);
  });

  it('shows what it does not understand as a fact', () => {
    expect(storyOf({ changes: 'none', why: 'signature' }).facts).toEqual([
      ['changes', 'none'],
      ['why', 'signature'],
    ]);
  });
});

describe('status colours', () => {
  const now = 1_000_000;
  it('call for a person before anything else', () => {
    expect(engineTone(dayStatus('day', now))).toBe('attention');
    expect(engineTone(dayStatus('quiet', now))).toBe('ok');
    expect(engineTone(dayStatus('sign-in', now))).toBe('attention');
    expect(engineTone(dayStatus('stopped', now))).toBe('error');
    expect(engineTone(dayStatus('paused', now))).toBe('attention');
  });

  it('do not call polling without callbacks a fault', () => {
    const { intake } = dayStatus('first-use', now);
    expect(intakeTone(intake)).toBe('waiting');
    expect(intakeTone({ ...intake, state: 'failed' })).toBe('error');
  });
});

describe('pages', () => {
  it('open where the tray or a notification points, the dashboard when the name is unknown', () => {
    expect(placeOf('attention')).toEqual({ page: 'attention' });
    expect(placeOf('setup/trigger')).toEqual({ page: 'setup', step: 'trigger' });
    expect(placeOf('mapping/title')).toEqual({ page: 'mapping', ruleId: 'title' });
    expect(placeOf('links', 4)).toEqual({ page: 'links', linkId: 4 });
    expect(placeOf('no-such-page')).toEqual({ page: 'dashboard' });
  });

  it('move between rows by key and stop at both ends', () => {
    expect([nextIndex('ArrowDown', 8, 10, 5), nextIndex('ArrowDown', 9, 10, 5)]).toEqual([9, 9]);
    expect([nextIndex('PageUp', 3, 10, 5), nextIndex('Home', 7, 10, 5), nextIndex('End', 0, 10, 5)]).toEqual([0, 0, 9]);
    expect([nextIndex('ArrowDown', -1, 10, 5), nextIndex('a', 1, 10, 5), nextIndex('End', 0, 0, 5)]).toEqual([
      0,
      null,
      null,
    ]);
  });

  it('find settings and commands by any of their words', () => {
    expect(matchesWords('Use the dark theme', 'theme dark')).toBe(true);
    expect(matchesWords('Use the dark theme', 'light')).toBe(false);
    expect(matchesWords('Anything', '')).toBe(true);
  });
});

describe('what a page says', () => {
  it('shows values as people write them', () => {
    expect([null, '', [], true, 0, { id: 1, name: 'High' }, ['a', 'b']].map(showValue)).toEqual([
      'empty',
      'empty',
      'empty',
      'yes',
      '0',
      'High',
      'a, b',
    ]);
  });

  it('offers to restore only what is damaged', () => {
    const problem = (code: string) => ({ code, kind: 'permanent', message: '', context: {} }) as const;
    expect(
      ['store.corrupt', 'store.newer', 'store.locked', 'store.io'].map((code) => problemKind(problem(code))),
    ).toEqual(['damaged', 'newer', 'locked', 'other']);
  });
});
