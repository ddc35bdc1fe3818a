import type { Config } from '../../shared/config.ts';
import type { Catalog, CatalogChange } from '../../shared/domain/catalog.ts';
import { type Mapping, mappingSchema } from '../../shared/domain/mapping.ts';
import type { ExampleResult, ImportedMapping, MappingPreset } from '../../shared/domain/mapping-work.ts';
import { AppError } from '../../shared/errors.ts';
import type { CheckMapping } from '../mapping/validate/port.ts';
import type { MappingInForce } from '../mapping-in-force.ts';
import { Activation, refuseErrors, refuseFailingExamples } from '../mapping-work/activate.ts';
import { MappingCheck } from '../mapping-work/check.ts';
import { runExample, valuesOf } from '../mapping-work/examples.ts';
import { planMapping } from '../mapping-work/plan.ts';
import { preview } from '../mapping-work/preview.ts';
import { Samples, shownSample } from '../mapping-work/sample.ts';
import { versionRow, withSetupStatuses } from '../mapping-work/state.ts';
import type { ExpectedValue, KeptExample } from '../store/mappings-port.ts';
import type { SyncContext } from '../sync/context.ts';
import type { MappingCommands } from './mapping-port.ts';

/** What the commands are made of beside the context; the model's functions come in here, so that tests can stand in. */
export interface MappingMeans {
  readonly context: SyncContext;
  readonly save: MappingInForce['save'];
  readonly saveConfig: (change: (config: Config) => Config) => Promise<Config>;
  readonly onChange: () => void;
  readonly catalog: {
    read(signal?: AbortSignal): Promise<Catalog>;
    refresh(signal?: AbortSignal): Promise<{ readonly catalog: Catalog; readonly changes: readonly CatalogChange[] }>;
  };
  readonly checkMapping: CheckMapping;
  readonly presets: (catalog: Catalog) => readonly MappingPreset[];
  readonly importMapping: (text: string) => ImportedMapping;
}

/** Newest versions in the history; older ones stay in the store and are found by their number. */
const versionsShown = 500;

export function mappingCommands(means: MappingMeans): MappingCommands {
  const { context, catalog } = means;
  const { store, clock } = context;
  const samples = new Samples(context);
  const checking = new MappingCheck({ ...means, ...context, catalog: (signal) => catalog.read(signal) });
  const activation = new Activation({ ...means, current: context.mapping, config: context.config });

  async function runAll(mapping: Mapping, signal?: AbortSignal): Promise<readonly ExampleResult[]> {
    const results: ExampleResult[] = [];
    for (const example of await store.mappingExamples()) {
      signal?.throwIfAborted();
      results.push(await runExample(context, mapping, example, signal));
    }
    return results;
  }

  async function expectedOf(mapping: Mapping, records: KeptExample['records']): Promise<readonly ExpectedValue[]> {
    const values = await valuesOf(context, mapping, records);
    return values.map(({ message: _message, ...value }) => value);
  }

  return {
    async state() {
      const active = await context.mapping();
      return {
        active: versionRow(active, true),
        mapping: withSetupStatuses(active.mapping, context.config()),
        draft: await store.mappingDraft(),
      };
    },
    scriptEngines: () => context.scripts.engines(),
    async saveDraft(mapping, basedOn, by) {
      const draft = { mapping: mappingSchema.parse(mapping), basedOn, changedAt: clock.now(), changedBy: by };
      await store.saveMappingDraft(draft);
      return draft;
    },
    discardDraft: () => store.discardMappingDraft(),
    check: (mapping, signal) => checking.check(mapping, signal),
    sample: async (record, options) => shownSample(await samples.of(record, options)),
    async preview(mapping, record, occasion, signal) {
      return preview(context, { mapping, tried: await samples.of(record, { signal }), occasion, signal });
    },
    plan: (mapping, signal) => planMapping(context, mapping, signal),
    async activate(mapping, { by, note, override, basedOn }) {
      // Asked first, so that nobody corrects a mapping that is out of date; the store asks again in the transaction that counts.
      const active = await context.mapping();
      if (active.version === basedOn) {
        refuseErrors(await checking.check(mapping));
        if (!override) {
          const names = new Map((await store.mappingExamples()).map(({ example }) => [example.id, example.name]));
          refuseFailingExamples(await runAll(mapping), names);
        }
      }
      const saved = await activation.put(mapping, { by, note, expected: basedOn, endsDraft: true });
      return versionRow(saved, true);
    },
    replace: (mapping, how) => activation.put(mapping, how),
    followSetup: (by) => activation.followSetup(by),
    async versions() {
      await context.mapping();
      return store.mappingVersions(versionsShown);
    },
    async version(number) {
      const [found, active] = await Promise.all([store.mappingVersion(number), context.mapping()]);
      if (found === null) throw unknownVersion(number);
      return { row: versionRow(found, found.version === active.version), mapping: found.mapping };
    },
    examples: async () => (await store.mappingExamples()).map(({ example }) => example),
    async keepExample(mapping, name, record, by) {
      const { ticket, workOrder } = shownSample(await samples.of(record));
      const records = { ticket: ticket?.document ?? null, workOrder: workOrder?.document ?? null };
      return store.addMappingExample({
        example: {
          name,
          kind: record.kind,
          recordId: record.id,
          title: (record.kind === 'ticket' ? ticket : workOrder)?.title ?? '',
          createdAt: clock.now(),
          createdBy: by,
        },
        records,
        expected: await expectedOf(mapping, records),
      });
    },
    async acceptExample(mapping, id) {
      const kept = (await store.mappingExamples()).find(({ example }) => example.id === id);
      if (kept === undefined) throw unknownExample(id);
      const accepted = await store.expectOfMappingExample(id, await expectedOf(mapping, kept.records));
      if (accepted === null) throw unknownExample(id);
      return accepted;
    },
    removeExample: (id) => store.removeMappingExample(id),
    runExamples: runAll,
    presets: async () => means.presets(await catalog.read()),
    importText: async (text) => means.importMapping(text),
    exportText: (mapping) => `${JSON.stringify(mappingSchema.parse(mapping), null, 2)}\n`,
    catalog: (signal) => catalog.read(signal),
    refreshCatalog: (signal) => catalog.refresh(signal),
  };
}

function unknownVersion(version: number): AppError {
  return new AppError({
    code: 'mapping.unknown-version',
    kind: 'permanent',
    message: `There is no version ${version} of the mapping.`,
    context: { version },
  });
}

function unknownExample(id: number): AppError {
  return new AppError({
    code: 'mapping.unknown-example',
    kind: 'permanent',
    message: 'This example was removed meanwhile.',
    context: { id },
  });
}
