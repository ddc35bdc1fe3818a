import type { Config } from '../../shared/config.ts';
import type { Promotion } from '../../shared/domain/promotion.ts';
import { AppError } from '../../shared/errors.ts';
import { FieldCatalog } from '../catalog/catalog.ts';
import { refuseErrors } from '../mapping-work/activate.ts';
import { appLine } from '../monitor/app-line.ts';
import { userName } from '../user-name.ts';
import type { WatchOptions } from '../watch-commands.ts';
import { type Difference, differences } from './difference.ts';
import { type About, type ConfigDocument, documentText, readDocumentText } from './document.ts';
import { Directory } from './ids/directory.ts';
import { namesOf } from './ids/names.ts';
import { type Choices, type Resolved, resolveIds } from './ids/resolve.ts';
import { mappingDifferencesByPath } from './mapping-differences-by-path.ts';
import { placed, refuseOtherSystem, wantedConfig } from './place.ts';
import type { ConfigurationCommands } from './port.ts';
import { changesInWords } from './words/changes.ts';
import { mappingChangesInWords } from './words/mapping-changes.ts';

/** What was compared last, until it is taken over or another one is compared. */
interface Compared {
  readonly source: string;
  readonly document: ConfigDocument;
  readonly about: About;
  /** Which number each id that was found here was shown with, by its path. */
  readonly shown: ReadonlyMap<string, number>;
}

/** Export, comparison and taking over of configurations. */
export function configurationCommands(options: WatchOptions): ConfigurationCommands {
  const { context, engine, saveWhole, people } = options;
  const { store, clock } = context;
  const person = engine.person ?? userName();
  const catalog = new FieldCatalog(context);
  let compared: Compared | null = null;

  /** The ids of the document as they are here, asked anew: what is there may have changed since. */
  async function look(
    { document, about }: Compared,
    choices: Choices,
  ): Promise<Resolved & { readonly asked: Directory }> {
    const fresh = document.mapping === null ? null : catalog.refresh().then(({ catalog: read }) => read);
    fresh?.catch(() => {});
    const asked = new Directory(context, () => fresh ?? catalog.read());
    return { ...(await resolveIds(document, about.names, asked, choices)), asked };
  }

  async function report(
    { source, about }: Compared,
    { findings, document, asked }: Awaited<ReturnType<typeof look>>,
    current: Config,
  ): Promise<Promotion> {
    const after = broughtIn(current, document);
    const inForce = (await context.mapping()).mapping;
    const rules = document.mapping === null ? [] : mappingChangesInWords(inForce, document.mapping);
    const stops = stopsDispatching(current, after, rules.length > 0);
    const madeAt = Date.parse(about.madeAt);
    return {
      source,
      madeAt: Number.isNaN(madeAt) ? null : madeAt,
      differences: changesInWords(current, stops ? { ...after, started: false } : after).map((one) => ({ ...one })),
      mappingDifferences: [...rules],
      ids: [...findings],
      problems: [...notConnected(current), ...asked.problems],
      kept: keptWords(current),
      applied: false,
    };
  }

  return {
    async document() {
      const [config, { mapping }, known] = [context.config(), await context.mapping(), await catalog.read()];
      const document = { config, mapping };
      return documentText(document, { profile: engine.profile, madeAt: clock.now(), names: namesOf(document, known) });
    },
    async compare(text, source) {
      const name = source === 'file' ? 'The file' : `The configuration of profile "${source}"`;
      const next = { source, ...readDocumentText(text, name), shown: new Map() };
      compared = next;
      const found = await look(next, new Map());
      if (compared === next) compared = { ...next, shown: foundHere(found) };
      return report(next, found, context.config());
    },
    async takeOver(ids) {
      const chosen = compared;
      if (chosen === null) throw notCompared();
      const choices = new Map(ids.map(({ path, id }) => [path, id]));
      const found = await look(chosen, choices);
      const before = context.config();
      const told = await report(chosen, found, before);
      // A name may stand for another number by now, or for one only since a board was chosen: nobody agreed to that one yet.
      const isNews = found.findings.some(
        ({ path, targetId }) => targetId !== null && !choices.has(path) && chosen.shown.get(path) !== targetId,
      );
      if (told.problems.length > 0 || found.open.length > 0 || isNews) {
        if (compared === chosen) compared = { ...chosen, shown: new Map([...chosen.shown, ...foundHere(found)]) };
        return told;
      }
      const { document } = found;
      if (document.mapping !== null && told.mappingDifferences.length > 0)
        refuseErrors(await people.mappings.check(document.mapping));
      const where = chosen.source === 'file' ? 'a file' : `profile ${chosen.source}`;
      await saveWhole(async (current) => {
        const inForce = await context.mapping();
        const after = broughtIn(current, document);
        const rules = document.mapping === null ? [] : mappingDifferencesByPath(inForce.mapping, document.mapping);
        const started = current.started && !stopsDispatching(current, after, rules.length > 0);
        const how = { by: person, note: `taken over from ${where}`, now: clock.now() };
        return placed({ config: current, mapping: inForce }, { ...after, started }, document, how);
      }, person);
      compared = null;
      const stopped = before.started && !context.config().started;
      const line = `The configuration of ${where} was taken over${stopped ? ': dispatching is off until you have seen the plan and pressed Start' : ''}`;
      await store.appendActivities([appLine(clock.now(), 'config.taken-over', 'ok', line)]);
      await store.appendAudit([
        {
          at: clock.now(),
          who: person,
          area: 'app',
          what: `Configuration taken over from ${where}`,
          before: '',
          after: '',
        },
      ]);
      return { ...told, applied: true };
    },
    async apply(document, { otherSystem, by }) {
      let changed: readonly Difference[] = [];
      await saveWhole(async (current) => {
        const after = wantedConfig(current, document);
        if (!otherSystem) refuseOtherSystem(current, after);
        const mapping = await context.mapping();
        const rules = document.mapping === null ? [] : mappingDifferencesByPath(mapping.mapping, document.mapping);
        changed = [...differences(current, after), ...rules];
        if (changed.length === 0) return { config: current, mappings: [] };
        const how = { by, note: 'configuration document', now: clock.now() };
        return placed({ config: current, mapping }, after, document, how);
      }, by);
      return changed;
    },
  };
}

function foundHere({ findings }: Resolved): ReadonlyMap<string, number> {
  return new Map(findings.flatMap(({ path, targetId }) => (targetId === null ? [] : [[path, targetId] as const])));
}

/**
 * The document with what stays as it is here: who it talks to, how this computer is reached, its limits, and whether dispatching was started. What is
 * made without approval, and how long a new work order is looked for before another one is made, was chosen for these two systems and no others.
 */
function broughtIn(here: Config, { config }: ConfigDocument): Config {
  const { connectwise, fieldnation, intake, network, limits, started } = here;
  return { ...config, connectwise, fieldnation, intake, network, limits, started };
}

/**
 * Whether the plan a person accepted says nothing any more: what is written to either side would follow from settings nobody has seen in a plan.
 */
function stopsDispatching(before: Config, after: Config, mappingChanges: boolean): boolean {
  if (!before.started) return false;
  const writes = ({ trigger, create, statusMap, sync }: Config) => JSON.stringify([trigger, create, statusMap, sync]);
  return mappingChanges || writes(before) !== writes(after);
}

function keptWords({ connectwise, fieldnation, intake }: Config): string[] {
  const to = [
    connectwise === null ? '' : `ConnectWise ${connectwise.company}`,
    fieldnation === null ? '' : `Field Nation ${fieldnation.username}`,
  ];
  const named = to.filter((one) => one !== '').join(' and ');
  return [
    named === '' ? 'The connections: none are set up here' : `The connections: ${named}`,
    'Passwords, keys and tokens in the keychain of this computer',
    intake.tunnel.kind === 'none'
      ? 'How this computer is reached: polling only'
      : `How this computer is reached: ${intake.tunnel.kind}`,
    'The proxy and the certificate authorities',
    'Limits: polling, requests per minute, what needs approval, and how long Field Nation takes to find a new work order',
    'Links and history',
  ];
}

function notConnected({ connectwise, fieldnation }: Config): readonly string[] {
  const missing = [connectwise === null ? 'ConnectWise' : '', fieldnation === null ? 'Field Nation' : ''];
  const named = missing.filter((one) => one !== '').join(' and ');
  if (named === '') return [];
  return [
    `${named} is not connected in this profile yet, so nobody can tell what the ids mean here. Connect it under Setup first, then compare again.`,
  ];
}

function notCompared(): AppError {
  return new AppError({
    code: 'config.not-compared',
    kind: 'permanent',
    message: 'Nothing was taken over: the configuration was not compared since the last time. Choose it again.',
  });
}
