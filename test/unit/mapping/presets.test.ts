import { describe, expect, it } from 'vitest';
import { mappingPresets } from '../../../src/core/mapping/presets.ts';
import { checkMapping } from '../../../src/core/mapping/validate/check.ts';
import type { Catalog } from '../../../src/shared/domain/catalog.ts';
import { mappingPresetSchema } from '../../../src/shared/domain/mapping-work.ts';
import { readCatalog, unreadCatalog } from './known-catalog.ts';

const errorsOf = (mapping: Parameters<typeof checkMapping>[0]['mapping'], catalog: Catalog) =>
  checkMapping({ mapping, catalog, boards: [], scripts: new Map(), given: [] }).filter(
    ({ severity }) => severity === 'error',
  );

describe('presets', () => {
  it('are empty, minimal, standard and full', () => {
    expect(mappingPresets().map((preset) => mappingPresetSchema.parse(preset).id)).toEqual([
      'empty',
      'minimal',
      'standard',
      'full',
    ]);
  });

  it.each(['minimal', 'standard', 'full'])('%s has no error, whether or not the fields were read', (id) => {
    for (const catalog of [unreadCatalog, readCatalog]) {
      const preset = mappingPresets(catalog).find((one) => one.id === id);
      if (preset === undefined) throw new Error(`There is no preset ${id}`);
      expect(errorsOf(preset.mapping, catalog)).toEqual([]);
    }
  });

  it('grow: each has the rules of the one before it', () => {
    const [empty, minimal, standard, full] = mappingPresets().map(({ mapping }) => mapping.rules.map(({ id }) => id));
    expect(empty).toEqual([]);
    expect(standard).toEqual(expect.arrayContaining(minimal ?? ['none']));
    expect(full).toEqual(expect.arrayContaining(standard ?? ['none']));
  });
});

describe('the full preset', () => {
  function withFields(...captions: readonly (readonly [string, string, string?])[]): Catalog {
    const fields = captions.map(([label, type, dateFormat = ''], index) => ({
      path: `customFields.${50 + index}`,
      label,
      group: 'Custom fields',
      type: type as 'text',
      maxLength: null,
      read: true,
      write: true,
      required: 'no' as const,
      options: null,
      dateFormat,
      note: '',
    }));
    const { connectwise } = readCatalog;
    return { ...readCatalog, connectwise: { ...connectwise, fields: [...connectwise.fields, ...fields] } };
  }
  const rulesFor = (catalog: Catalog) => mappingPresets(catalog).find(({ id }) => id === 'full')?.mapping.rules ?? [];

  it('fills custom fields that are named for what a work order tells', () => {
    const catalog = withFields(
      ['FN Provider', 'text'],
      ['Field Nation Closing Notes', 'text'],
      ['Check-in time', 'date-time', 'iso'],
      ['FN Hours', 'number'],
      ['FN Total Pay', 'text'],
    );
    const rules = rulesFor(catalog);
    expect(rules.slice(-5).map((rule) => [rule.action, 'source' in rule ? rule.source : '', rule.target])).toEqual([
      ['SYNC', 'provider.name', 'customFields.50'],
      ['SYNC', 'closing_notes', 'customFields.51'],
      ['DATE_CONVERT', 'time_logs.results.0.in.created.utc', 'customFields.52'],
      ['SYNC', 'time_logs.hours', 'customFields.53'],
      ['SYNC', 'totals.pay', 'customFields.54'],
    ]);
    expect(errorsOf({ formatVersion: 1, name: 'Full', rules: [...rules], statusMaps: [] }, catalog)).toEqual([]);
  });

  it('leaves fields alone that are named for something else, or hold something else', () => {
    const catalog = withFields(['Status', 'text'], ['Hours', 'number'], ['FN Closing Notes', 'boolean']);
    expect(rulesFor(catalog)).toHaveLength(rulesFor(readCatalog).length);
  });
});
