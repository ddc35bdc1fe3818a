import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useEditor } from '../../../../src/renderer/features/mapping/editor-store.ts';
import type { Mapping, MappingRule } from '../../../../src/shared/domain/mapping.ts';
import { applyEdit, type MappingEdit } from '../../../../src/shared/domain/mapping-edits.ts';
import type { MappingState } from '../../../../src/shared/domain/mapping-work.ts';

const initial = useEditor.getInitialState();
const refused = { code: 'store.full', kind: 'permanent', message: 'The disk is full.', context: {} };

const rule = (id: string, source = 'summary'): MappingRule => ({
  id,
  direction: 'inbound',
  action: 'SYNC',
  source,
  target: `custom_fields.${id}`,
  when: 'always',
  onMissing: 'skip',
  onConflict: 'ask',
});
const mappingOf = (...rules: readonly MappingRule[]): Mapping => ({
  formatVersion: 1,
  name: 'Standard',
  rules: [...rules],
  statusMaps: [],
});

function stateOf(version: number, mapping: Mapping, draft: MappingState['draft'] = null): MappingState {
  const active = { version, name: mapping.name, createdAt: 0, createdBy: 'Alex', note: '', active: true, rules: 1 };
  return { active, mapping, draft };
}

type Call = readonly [channel: string, input: Record<string, unknown> | undefined];

/** The app as the editor meets it. `answers` replaces single channels. */
function app(active: Mapping, answers: Record<string, (input: never) => unknown> = {}) {
  let state = stateOf(3, active);
  const calls: Call[] = [];
  const known: Record<string, (input: never) => unknown> = {
    'mapping:state': () => state,
    'mapping:save-draft': ({ mapping, basedOn }: { mapping: Mapping; basedOn: number }) => {
      state = { ...state, draft: { mapping, basedOn, changedAt: 1, changedBy: 'Alex' } };
      return { basedOn, changedAt: 1, changedBy: 'Alex' };
    },
    'mapping:discard-draft': () => {
      state = { ...state, draft: null };
    },
    'mapping:check': () => [],
    'mapping:sample': () => ({ ticket: null, workOrder: null, linkId: null }),
    'mapping:preview': () => ({ rows: [], ms: 1, remarks: [] }),
    'catalog:read': () => Promise.reject(refused),
    ...answers,
  };
  const bridge = Object.fromEntries(
    Object.entries(known).map(([channel, answer]) => [
      channel,
      async (input: never) => {
        calls.push([channel, input]);
        return answer(input);
      },
    ]),
  );
  vi.stubGlobal('window', { dispatchBridge: bridge });
  return {
    calls,
    asked: (channel: string) => calls.filter(([one]) => one === channel).length,
    last: (channel: string) => calls.findLast(([one]) => one === channel)?.[1],
    /** Somebody else activates. */
    activate: (version: number, mapping: Mapping, draft: MappingState['draft'] = null): void => {
      state = stateOf(version, mapping, draft);
    },
  };
}

const editor = () => useEditor.getState();
const add = (id: string): MappingEdit => ({ kind: 'add-rule', rule: rule(id) });
const type = (id: string, source: string): MappingEdit => ({
  kind: 'replace-rule',
  ruleId: id,
  rule: rule(id, source),
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(async () => {
  vi.useFakeTimers();
  useEditor.setState(initial, true);
});
afterEach(async () => {
  await pass(10_000);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the working copy of the mapping', () => {
  it('is the version in force until something is changed', async () => {
    const { asked } = app(mappingOf(rule('1')));
    await editor().load();
    await pass(2000);
    expect(editor()).toMatchObject({ phase: 'ready', dirty: false, basedOn: 3, saving: false });
    expect(asked('mapping:save-draft') + asked('mapping:discard-draft')).toBe(0);
  });

  it('is the draft when the app keeps one', async () => {
    const door = app(mappingOf(rule('1')));
    door.activate(4, mappingOf(rule('1')), {
      mapping: mappingOf(rule('1'), rule('2')),
      basedOn: 2,
      changedAt: 1,
      changedBy: 'Kim',
    });
    await editor().load();
    expect(editor()).toMatchObject({ dirty: true, basedOn: 2 });
    expect(editor().mapping.rules).toHaveLength(2);
  });

  it('is sent once, a moment after the last change', async () => {
    const { asked, last } = app(mappingOf(rule('1')));
    await editor().load();
    for (const text of ['s', 'si', 'sit']) {
      editor().edit(type('1', text), 'Source of 1', 'source:1');
      await pass(300);
    }
    expect(asked('mapping:save-draft')).toBe(0);
    await pass(800);
    expect(asked('mapping:save-draft')).toBe(1);
    expect(last('mapping:save-draft')).toMatchObject({ basedOn: 3, mapping: mappingOf(rule('1', 'sit')) });
  });

  it('is no draft any more once it says again what is in force', async () => {
    const { asked } = app(mappingOf(rule('1')));
    await editor().load();
    editor().edit(add('2'), 'Add 2');
    await pass(1000);
    editor().undo();
    expect(editor().dirty).toBe(false);
    await pass(1000);
    expect(asked('mapping:discard-draft')).toBe(1);
    expect(editor().state?.draft).toBeNull();
  });

  it('stays whole when it cannot be kept, with the reason, and is sent again', async () => {
    let full = true;
    const { asked } = app(mappingOf(rule('1')), {
      'mapping:save-draft': () => (full ? Promise.reject(refused) : { basedOn: 3, changedAt: 1, changedBy: 'Alex' }),
    });
    await editor().load();
    editor().edit(add('2'), 'Add 2');
    await pass(1000);
    expect(editor().saveError?.message).toBe('The disk is full.');
    full = false;
    await editor().flush();
    expect(editor().saveError).toBeNull();
    expect(asked('mapping:save-draft')).toBe(2);
    expect(editor().mapping.rules).toHaveLength(2);
  });

  it('follows another activation when nothing was changed here', async () => {
    const door = app(mappingOf(rule('1')));
    await editor().load();
    door.activate(4, mappingOf(rule('9')));
    await editor().reload();
    expect(editor()).toMatchObject({ basedOn: 4, dirty: false, mapping: mappingOf(rule('9')) });
  });

  it('keeps what waits to be sent when another version was activated, and can go on from that one', async () => {
    const door = app(mappingOf(rule('1')));
    await editor().load();
    editor().edit(add('2'), 'Add 2');
    door.activate(4, mappingOf(rule('9')));
    await editor().reload();
    expect(editor()).toMatchObject({ basedOn: 3, dirty: true });
    expect(editor().mapping.rules).toHaveLength(2);
    editor().rebase();
    await editor().flush();
    expect(door.last('mapping:save-draft')).toMatchObject({ basedOn: 4 });
  });

  it('keeps its steps when it is the one that was activated', async () => {
    const door = app(mappingOf(rule('1')));
    await editor().load();
    editor().edit(add('2'), 'Add 2');
    await editor().flush();
    door.activate(4, editor().mapping);
    await editor().reload();
    expect(editor()).toMatchObject({ basedOn: 4, dirty: false });
    editor().undo();
    expect(editor().mapping.rules).toHaveLength(1);
    expect(editor().dirty).toBe(true);
  });

  it('comes back after it was discarded', async () => {
    app(mappingOf(rule('1')));
    await editor().load();
    editor().edit(add('2'), 'Add 2');
    editor().discard();
    expect(editor()).toMatchObject({ dirty: false, mapping: mappingOf(rule('1')) });
    editor().undo();
    expect(editor().mapping.rules).toHaveLength(2);
  });
});

describe('undo and redo', () => {
  const ids = fc.constantFrom('1', '2', '3', '4');
  const edits = fc.array(
    fc.oneof(
      ids.map((id): MappingEdit => ({ kind: 'add-rule', rule: rule(id), before: '2' })),
      ids.map((id): MappingEdit => ({ kind: 'remove-rule', ruleId: id })),
      fc.tuple(ids, fc.string()).map(([id, source]): MappingEdit => type(id, source)),
      fc.tuple(ids, fc.nat(4)).map(([id, to]): MappingEdit => ({ kind: 'move-rule', ruleId: id, to })),
      fc.string({ minLength: 1 }).map((name): MappingEdit => ({ kind: 'rename', name })),
    ),
    { maxLength: 20 },
  );

  it('go back to the very beginning and to the very end', async () => {
    await fc.assert(
      fc.asyncProperty(edits, async (list) => {
        useEditor.setState(initial, true);
        const first = mappingOf(rule('1'), rule('2'));
        app(first);
        await editor().load();
        for (const edit of list) editor().edit(edit, edit.kind);
        const end = list.reduce(applyEdit, first);
        expect(editor().mapping).toEqual(end);
        const steps = editor().history.past.length;
        for (let step = 0; step < steps; step += 1) editor().undo();
        expect(editor().mapping).toEqual(first);
        expect(editor().dirty).toBe(false);
        for (let step = 0; step < steps; step += 1) editor().redo();
        expect(editor().mapping).toEqual(end);
        expect(editor().history.future).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('take a run of typing as one step, and what follows a pause as the next', async () => {
    app(mappingOf(rule('1')));
    await editor().load();
    for (const text of ['s', 'si', 'sit']) editor().edit(type('1', text), 'Source of 1', 'source:1');
    await pass(5000);
    editor().edit(type('1', 'site'), 'Source of 1', 'source:1');
    editor().edit(type('1', 'site'), 'Nothing new');
    expect(editor().history.past.map((step) => step.label)).toEqual(['Source of 1', 'Source of 1']);
    editor().undo();
    expect(editor().mapping).toEqual(mappingOf(rule('1', 'sit')));
    editor().edit(type('1', 'sites'), 'Source of 1', 'source:1');
    editor().undo();
    expect(editor().mapping).toEqual(mappingOf(rule('1', 'sit')));
    editor().undo();
    expect(editor().mapping).toEqual(mappingOf(rule('1')));
  });

  it('have nothing to do again after a new change', async () => {
    app(mappingOf(rule('1')));
    await editor().load();
    editor().edit(add('2'), 'Add 2');
    editor().undo();
    editor().edit(add('3'), 'Add 3');
    editor().redo();
    expect(editor().mapping).toEqual(mappingOf(rule('1'), rule('3')));
  });
});

describe('checks and previews', () => {
  it('are asked for once a run of typing, the preview first', async () => {
    const { asked, calls } = app(mappingOf(rule('1')));
    await editor().load();
    await editor().chooseRecord({ kind: 'ticket', id: 1042 });
    await pass(1000);
    calls.length = 0;
    for (const text of ['s', 'si', 'sit']) editor().edit(type('1', text), 'Source of 1', 'source:1');
    expect(editor()).toMatchObject({ checking: true, previewing: true });
    await pass(60);
    expect([asked('mapping:preview'), asked('mapping:check')]).toEqual([1, 0]);
    await pass(100);
    expect([asked('mapping:preview'), asked('mapping:check')]).toEqual([1, 1]);
    expect(editor()).toMatchObject({ checking: false, previewing: false });
  });

  it('never show the answer to an older question', async () => {
    const waiting: ((ms: number) => void)[] = [];
    app(mappingOf(rule('1')), {
      'mapping:preview': () => new Promise((resolve) => waiting.push((ms) => resolve({ rows: [], ms, remarks: [] }))),
    });
    await editor().load();
    void editor().chooseRecord({ kind: 'ticket', id: 1042 });
    await pass(0);
    editor().edit(add('2'), 'Add 2');
    await pass(60);
    waiting[1]?.(2);
    await pass(0);
    waiting[0]?.(1);
    await pass(0);
    expect(waiting).toHaveLength(2);
    expect(editor().preview?.ms).toBe(2);
  });

  it('keep the last preview when a newer one fails', async () => {
    let fails = false;
    app(mappingOf(rule('1')), {
      'mapping:preview': () => (fails ? Promise.reject(refused) : { rows: [], ms: 7, remarks: [] }),
    });
    await editor().load();
    await editor().chooseRecord({ kind: 'ticket', id: 1042 });
    fails = true;
    editor().edit(add('2'), 'Add 2');
    await pass(100);
    expect(editor()).toMatchObject({ preview: { ms: 7 }, previewError: { code: 'store.full' }, previewing: false });
  });

  it('say why a record cannot be read, and forget another record', async () => {
    app(mappingOf(rule('1')), {
      'mapping:sample': ({ id }: { id: number }) =>
        id === 404 ? Promise.reject(refused) : { ticket: null, workOrder: null, linkId: null },
    });
    await editor().load();
    await editor().chooseRecord({ kind: 'ticket', id: 1042 });
    expect(editor().preview).not.toBeNull();
    await editor().chooseRecord({ kind: 'ticket', id: 404 });
    expect(editor()).toMatchObject({ sample: null, preview: null, sampling: false });
    expect(editor().sampleError?.message).toBe('The disk is full.');
  });
});
