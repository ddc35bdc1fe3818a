import type { FeatureHandlers } from '../ipc-gate.ts';
import { NewestOnly } from '../newest-only.ts';
import type { Services } from './services.ts';

/** The mapping editor: draft, preview, examples, plan, versions, and the catalog of fields. */
export function mappingHandlers(
  services: Services,
): FeatureHandlers<
  | 'mapping:state'
  | 'mapping:script-engines'
  | 'mapping:save-draft'
  | 'mapping:discard-draft'
  | 'mapping:check'
  | 'mapping:sample'
  | 'mapping:preview'
  | 'mapping:plan'
  | 'mapping:activate'
  | 'mapping:versions'
  | 'mapping:version'
  | 'mapping:examples'
  | 'mapping:keep-example'
  | 'mapping:accept-example'
  | 'mapping:remove-example'
  | 'mapping:run-examples'
  | 'mapping:presets'
  | 'mapping:export'
  | 'mapping:import-file'
  | 'mapping:import-text'
  | 'catalog:read'
  | 'catalog:refresh'
> {
  const { host, pushes, person } = services;
  const mappings = async () => (await host.engine()).mappings;
  // A person types: what an older text would have given is of no use any more.
  const [previews, checks, plans, exampleRuns] = [
    new NewestOnly(),
    new NewestOnly(),
    new NewestOnly(),
    new NewestOnly(),
  ];
  return {
    async 'mapping:state'() {
      return (await mappings()).state();
    },
    async 'mapping:script-engines'() {
      const { jsonnet, lacks } = await (await mappings()).scriptEngines();
      return { jsonnet, lacks: [...lacks] };
    },
    async 'mapping:save-draft'({ mapping, basedOn }) {
      const { mapping: _saved, ...draft } = await (await mappings()).saveDraft(mapping, basedOn, person);
      return draft;
    },
    async 'mapping:discard-draft'() {
      await (await mappings()).discardDraft();
    },
    async 'mapping:check'({ mapping }) {
      const engine = await mappings();
      return [...(await checks.run((signal) => engine.check(mapping, signal)))];
    },
    async 'mapping:sample'({ fresh, ...record }) {
      return (await mappings()).sample(record, { fresh });
    },
    async 'mapping:preview'({ mapping, record, occasion }) {
      const engine = await mappings();
      return previews.run((signal) => engine.preview(mapping, record, occasion, signal));
    },
    async 'mapping:plan'({ mapping }) {
      const engine = await mappings();
      return plans.run((signal) => engine.plan(mapping, signal));
    },
    async 'mapping:activate'({ mapping, note, override, basedOn }) {
      const row = await (await mappings()).activate(mapping, { by: person, note, override, basedOn });
      // Who wins per field is part of the mapping.
      pushes.changed('mapping', 'setup');
      return row;
    },
    async 'mapping:versions'() {
      return [...(await (await mappings()).versions())];
    },
    async 'mapping:version'({ version }) {
      return (await mappings()).version(version);
    },
    async 'mapping:examples'() {
      return [...(await (await mappings()).examples())];
    },
    async 'mapping:keep-example'({ mapping, name, record }) {
      return (await mappings()).keepExample(mapping, name, record, person);
    },
    async 'mapping:accept-example'({ mapping, id }) {
      return (await mappings()).acceptExample(mapping, id);
    },
    async 'mapping:remove-example'({ id }) {
      await (await mappings()).removeExample(id);
    },
    async 'mapping:run-examples'({ mapping }) {
      const engine = await mappings();
      return [...(await exampleRuns.run((signal) => engine.runExamples(mapping, signal)))];
    },
    async 'mapping:presets'() {
      return [...(await (await mappings()).presets())];
    },
    async 'mapping:export'({ mapping }) {
      const file = await services.saveAs(fileName(mapping.name), (await mappings()).exportText(mapping));
      return file === null ? null : { file };
    },
    async 'mapping:import-file'() {
      const text = await services.openText();
      return text === null ? null : (await mappings()).importText(text);
    },
    async 'mapping:import-text'({ text }) {
      return (await mappings()).importText(text);
    },
    async 'catalog:read'() {
      return (await mappings()).catalog();
    },
    async 'catalog:refresh'() {
      const { catalog, changes } = await (await mappings()).refreshCatalog();
      return { catalog, changes: [...changes] };
    },
  };
}

/** The mapping's name as the name of a file on every system. */
function fileName(name: string): string {
  const plain = name
    .replace(/[^\p{L}\p{N}_-]+/gu, ' ')
    .trim()
    .slice(0, 60);
  return `${plain || 'mapping'}.mapping.json`;
}
