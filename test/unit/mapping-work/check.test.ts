import { describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../../src/core/catalog/catalog.ts';
import type { CheckInput } from '../../../src/core/mapping/validate/port.ts';
import { MappingCheck } from '../../../src/core/mapping-work/check.ts';
import { emptyConfig, plainTrigger } from '../../../src/shared/config.ts';
import { type Mapping, mappingSchema } from '../../../src/shared/domain/mapping.ts';

const script = (id: string, text: string) => ({
  id,
  direction: 'inbound',
  action: 'CUSTOM',
  language: 'jsonata',
  script: text,
  target: id,
});
const mapping = (rules: readonly object[], boards: readonly number[] = []): Mapping =>
  mappingSchema.parse({
    formatVersion: 1,
    name: 'M',
    rules,
    statusMaps: boards.map((boardId) => ({ boardId, boardName: `Mapped ${boardId}`, toTicket: [] })),
  });

function setUp() {
  const asked = { scripts: [] as string[], boards: 0 };
  const inputs: CheckInput[] = [];
  let now = 0;
  const config = {
    ...emptyConfig,
    trigger: { boardId: 1, boardName: 'Trigger', statusId: 5, statusName: 'Dispatch', ...plainTrigger },
    create: { publish: false, typeOfWork: { id: 63, name: 'Networking' }, pay: null },
  };
  const checking = new MappingCheck({
    store: {
      linkedBoards: async () => {
        asked.boards += 1;
        return [
          { id: 1, name: 'Trigger as a ticket says' },
          { id: 3, name: 'Linked' },
        ];
      },
    },
    clock: { now: () => now },
    config: () => config,
    scripts: {
      check: async ({ text }) => {
        asked.scripts.push(text);
        return text === 'broken' ? [{ line: 1, column: 2, message: 'Broken.' }] : [];
      },
    },
    catalog: async () => builtInCatalog(),
    checkMapping: (input) => {
      inputs.push(input);
      return [];
    },
  });
  return { checking, asked, inputs, later: (ms: number) => (now += ms) };
}

describe('the check while somebody types', () => {
  it('asks about each script once, as long as its text stays, wherever it stands', async () => {
    const { checking, asked, inputs } = setUp();
    await checking.check(mapping([script('a', 'x'), script('b', 'broken')]));
    await checking.check(mapping([script('b', 'broken'), script('c', 'x'), { ...script('d', 'y') }]));
    expect(asked.scripts).toEqual(['x', 'broken', 'y']);
    expect(Object.fromEntries(inputs[1]?.scripts ?? [])).toEqual({
      b: [{ line: 1, column: 2, message: 'Broken.' }],
      c: [],
      d: [],
    });
  });

  it('looks for the boards of links now and then, and names each board once', async () => {
    const { checking, asked, inputs, later } = setUp();
    for (let n = 0; n < 3; n += 1) await checking.check(mapping([], [2, 3]));
    expect(asked.boards).toBe(1);
    expect(inputs[0]?.boards).toEqual([
      { id: 1, name: 'Trigger' },
      { id: 2, name: 'Mapped 2' },
      { id: 3, name: 'Mapped 3' },
    ]);
    later(3_600_000);
    await checking.check(mapping([]));
    expect(asked.boards).toBe(2);
  });

  it('knows what the settings fill by themselves', async () => {
    const { checking, inputs } = setUp();
    await checking.check(mapping([]));
    expect(inputs[0]?.given).toEqual(['types_of_work.0.id']);
  });

  it('that was ended answers nothing', async () => {
    const { checking } = setUp();
    await expect(checking.check(mapping([]), AbortSignal.abort(new Error('newer')))).rejects.toThrow('newer');
  });
});
