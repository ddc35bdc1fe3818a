import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mappingPresets } from '../../../src/core/mapping/presets.ts';
import { checkMapping } from '../../../src/core/mapping/validate/check.ts';
import type { Catalog } from '../../../src/shared/domain/catalog.ts';
import type { Mapping } from '../../../src/shared/domain/mapping.ts';
import { applyEdit } from '../../../src/shared/domain/mapping-edits.ts';
import { type Clients, startClients } from '../clients/setup.ts';

let clients: Clients;
let catalog: Catalog;
beforeAll(async () => {
  clients = await startClients();
  const [ticket, workOrder] = await Promise.all([
    clients.during(clients.psa.discoverFields()),
    clients.during(clients.fn.discoverFields()),
  ]);
  catalog = {
    connectwise: { fields: [...ticket.fields], gaps: [], readAt: 1 },
    fieldnation: { fields: [...workOrder.fields], gaps: [], readAt: 1 },
  };
});
afterAll(() => clients.stop());

function check(mapping: Mapping) {
  const boards = (catalog.connectwise.fields.find(({ path }) => path === 'board')?.options ?? []).map(
    ({ value, label }) => ({ id: Number(value), name: label }),
  );
  const given = ['types_of_work.0.id', 'pay.type', 'pay.base.amount', 'pay.base.units'];
  return checkMapping({ mapping, catalog, boards, scripts: new Map(), given });
}

describe('the presets on an account whose fields were read', () => {
  it.each(['minimal', 'standard', 'full'])('%s has no error', (id) => {
    const preset = mappingPresets(catalog).find((one) => one.id === id);
    if (preset === undefined) throw new Error(`There is no preset ${id}`);
    expect(check(preset.mapping).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('are free of problems once every offered fix is taken, beginning with nothing', () => {
    const [empty] = mappingPresets(catalog);
    if (empty === undefined) throw new Error('There is no empty preset');
    let mapping: Mapping = empty.mapping;
    for (let step = 0; step < 60; step += 1) {
      const edits = check(mapping).find((problem) => problem.fix !== null)?.fix?.edits ?? [];
      if (edits.length === 0) break;
      mapping = edits.reduce(applyEdit, mapping);
    }
    expect(check(mapping)).toEqual([]);
    expect(mapping.statusMaps.map(({ boardName }) => boardName)).toContain('Service Desk');
    expect(mapping.rules.map(({ target }) => target)).toContain('title');
  });
});
