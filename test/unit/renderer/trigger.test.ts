import { describe, expect, it } from 'vitest';
import {
  conditionExamples,
  readTriggerForm,
  type TriggerForm,
  triggerForm,
  withExample,
} from '../../../src/renderer/features/setup/trigger-form.ts';
import { triggerPlace, triggerSentence } from '../../../src/renderer/features/setup/trigger-words.ts';
import { plainTrigger } from '../../../src/shared/config.ts';

const board = { id: 11, name: 'Field Services' };
const status = { id: 502, name: 'Dispatch' };
const form: TriggerForm = { boardId: 11, statusId: 502, kind: 'status', conditions: '', customFieldConditions: '' };
const saved = { boardId: 11, boardName: 'Field Services', statusId: 502, statusName: 'Dispatch', ...plainTrigger };

describe('the trigger', () => {
  it('by status needs a status, by board none', () => {
    expect(readTriggerForm(form, board, undefined).ok).toBe(false);
    const read = readTriggerForm({ ...form, kind: 'board' }, board, status);
    expect(read.ok && read.trigger).toMatchObject({ kind: 'board', statusId: 0, statusName: '' });
  });

  it('by conditions needs one of the two, and a status only if one is chosen', () => {
    const empty = readTriggerForm({ ...form, kind: 'conditions', conditions: '  ' }, board, status);
    expect(empty).toEqual({ ok: false, reason: 'trigger.conditionsNeeded' });
    const read = readTriggerForm({ ...form, kind: 'conditions', customFieldConditions: 'a = 1 ' }, board, undefined);
    expect(read.ok && read.trigger).toMatchObject({ statusId: 0, customFieldConditions: 'a = 1' });
  });

  it('keeps conditions that another kind does not use', () => {
    const read = readTriggerForm({ ...form, conditions: 'priority/id = 3' }, board, status);
    expect(read.ok && read.trigger.conditions).toBe('priority/id = 3');
  });

  it('opens as it was saved', () => {
    const conditions = { ...saved, kind: 'conditions' as const, statusId: 0, statusName: '', conditions: 'x = 1' };
    expect(triggerForm(conditions)).toMatchObject({ kind: 'conditions', statusId: null, conditions: 'x = 1' });
    expect(triggerForm(null).kind).toBe('status');
  });

  it('says in words where tickets have to be', () => {
    expect(triggerPlace(saved)).toBe('"Dispatch" on Field Services');
    expect(triggerPlace({ ...saved, kind: 'board', statusId: 0, statusName: '' })).toBe('any status on Field Services');
    expect(triggerPlace({ ...saved, kind: 'conditions', statusId: 0 })).toBe('the conditions on Field Services');
    expect(triggerSentence({ ...saved, kind: 'board', statusId: 0, statusName: '' }, true)).toBe(
      'Every open ticket saved on Field Services becomes a published work order.',
    );
    expect(triggerSentence({ ...saved, kind: 'conditions' }, false)).toContain('is in "Dispatch" and meets');
  });

  it('joins an example to what is typed', () => {
    const [first, second] = conditionExamples;
    expect(withExample('', first)).toBe(first);
    expect(withExample(`${first} `, second)).toBe(`${first} and ${second}`);
  });
});
