import type { Mapping } from '../../../src/shared/domain/mapping.ts';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import type {
  ExampleResult,
  MappingDraft,
  MappingExample,
  MappingPlan,
  MappingVersionRow,
  RecordRef,
  Sample,
} from '../../../src/shared/domain/mapping-work.ts';
import type { LinkRow } from '../../../src/shared/domain/views.ts';
import type { AppErrorInfo } from '../../../src/shared/errors.ts';
import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';
import { dayCatalog, dayCatalogChanges } from './day/catalog.ts';
import { dayDraft, dayMapping, dayPresets } from './day/mapping.ts';
import { dayTicketDocument, dayWorkOrderDocument } from './day/samples.ts';
import { fakePreview, fakeProblems } from './mapping-evaluation.ts';

/*
 * The mapping editor on the made-up day. Scenario `quiet` has no draft, `first-use` version 1 only, `failing` cannot read records, `one` has no
 * example that fails.
 */

type Channels = Extract<keyof DispatchBridgeApi, `mapping:${string}` | `catalog:${string}`>;

const dayMs = 86_400_000;
const later = <T>(value: T, ms = 20): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), ms));

function refusal(code: string, message: string): AppErrorInfo {
  return { code, kind: 'permanent', message, context: {} };
}

interface Day {
  readonly now: number;
  readonly links: readonly LinkRow[];
  readonly changed: () => void;
}

export function mappingBridge(scenario: string, { now, links, changed }: Day): Pick<DispatchBridgeApi, Channels> {
  const history: { readonly row: Omit<MappingVersionRow, 'active'>; readonly mapping: Mapping }[] = [];
  const add = (mapping: Mapping, createdBy: string, note: string, createdAt: number): void => {
    const row = { version: history.length + 1, name: mapping.name, createdAt, createdBy, note };
    history.push({ row: { ...row, rules: mapping.rules.length }, mapping });
  };
  const some = (count: number): Mapping => ({ ...dayMapping, rules: dayMapping.rules.slice(0, count), statusMaps: [] });
  add({ ...some(11), name: 'Standard' }, 'Dispatch Bridge', 'standard preset', now - 41 * dayMs);
  if (scenario !== 'first-use') {
    add(some(13), 'areed', 'Hours by budget', now - 30 * dayMs);
    add(some(15), 'areed', '', now - 29.9 * dayMs);
    add(some(16), 'dwu', 'Contact and phone for the provider, asked for by Northwind', now - 12 * dayMs);
    add(some(15), 'dwu', 'Version 3 again', now - 11.8 * dayMs);
    add({ ...dayMapping, statusMaps: dayMapping.statusMaps.slice(0, 1) }, 'areed', 'Pay and provider', now - 4 * dayMs);
    add(dayMapping, 'areed', 'Help Desk is dispatched as well', now - 2 * dayMs);
  }
  const rows = (): MappingVersionRow[] =>
    history.map(({ row }) => ({ ...row, active: row.version === history.length })).reverse();
  const active = (): MappingVersionRow => {
    const [first] = rows();
    if (first === undefined) throw new Error('The day has no mapping');
    return first;
  };
  const inForce = (): Mapping => history.at(-1)?.mapping ?? dayMapping;

  let draft: MappingDraft | null = ['quiet', 'first-use', 'one'].includes(scenario)
    ? null
    : { mapping: dayDraft, basedOn: history.length, changedAt: now - 240_000, changedBy: 'areed' };

  let examples: MappingExample[] =
    scenario === 'first-use'
      ? []
      : links.slice(1, 5).map((link, index) => ({
          id: index + 1,
          name: ['Printer at the front desk', 'Two drops', 'Firewall at night', 'POS with long summary'][index] ?? '',
          kind: index === 2 ? 'workorder' : 'ticket',
          recordId: index === 2 ? (link.workOrderId ?? link.ticketId) : link.ticketId,
          title: link.ticketSummary,
          createdAt: now - (index + 2) * dayMs,
          createdBy: index === 1 ? 'dwu' : 'areed',
        }));
  const results = (): ExampleResult[] =>
    examples.map(({ id }) => ({
      exampleId: id,
      pass: id !== 2 || scenario === 'one' || draft === null,
      differences:
        id !== 2 || scenario === 'one' || draft === null
          ? []
          : [
              {
                ruleId: 'priority-access',
                label: 'Site access',
                expected: 'After hours',
                got: 'Anytime',
                message: '',
              },
              {
                ruleId: 'instructions',
                label: 'Confidential information',
                expected: '<p>Site contact: Pat Morgan<br>Phone: 3195550142</p>',
                got: null,
                message: 'The script stopped in line 4: RUNTIME ERROR: field does not exist: contactFax.',
              },
            ],
    }));

  function sampleOf({ kind, id }: RecordRef): Sample {
    const link = links.find((one) => (kind === 'ticket' ? one.ticketId === id : one.workOrderId === id));
    const system = kind === 'ticket' ? 'ConnectWise has no ticket' : 'Field Nation has no work order';
    if (scenario === 'failing')
      throw refusal('network.offline', 'ConnectWise could not be reached: this computer has no network.');
    if (link === undefined) throw refusal('record.unknown', `${system} ${String(id)}. Check the number.`);
    const readAt = scenario === 'offline' ? now - 7_200_000 : Date.now();
    const common = { title: link.ticketSummary, readAt };
    return {
      ticket: { kind: 'ticket', id: link.ticketId, ...common, document: dayTicketDocument(link) },
      workOrder:
        link.workOrderId === null
          ? null
          : { kind: 'workorder', id: link.workOrderId, ...common, document: dayWorkOrderDocument(link) },
      linkId: link.id,
    };
  }
  const asked = (ref: RecordRef): Promise<Sample> => later(null, 120).then(() => sampleOf(ref));

  function activate(mapping: Mapping, note: string): MappingVersionRow {
    add(mapping, 'areed', note, Date.now());
    draft = null;
    changed();
    return active();
  }

  return {
    'mapping:state': () =>
      later({
        active: active(),
        mapping: inForce(),
        draft,
      }),
    'mapping:script-engines': () =>
      later({
        jsonnet: scenario === 'one' ? 'portable' : 'native',
        lacks: scenario === 'one' ? ['std.native is not there'] : [],
      }),
    'mapping:save-draft': ({ mapping, basedOn }) => {
      draft = { mapping: mappingSchema.parse(mapping), basedOn, changedAt: Date.now(), changedBy: 'areed' };
      const { mapping: _kept, ...rest } = draft;
      return later(rest);
    },
    'mapping:discard-draft': () => {
      draft = null;
      return later(undefined);
    },
    'mapping:check': ({ mapping }) => later(fakeProblems(mappingSchema.parse(mapping)), 40),
    'mapping:sample': ({ kind, id }) => asked({ kind, id }),
    'mapping:preview': async ({ mapping, record, occasion = 'update' }) => {
      const { ticket, workOrder } = sampleOf(record);
      return fakePreview(mappingSchema.parse(mapping), occasion, ticket?.document ?? null, workOrder?.document ?? null);
    },
    'mapping:plan': () => later(dayMappingPlan(links), 600),
    'mapping:activate': ({ mapping, note = '', override = false, basedOn }) => {
      const given = mappingSchema.parse(mapping);
      if (basedOn !== history.length)
        return Promise.reject(
          refusal(
            'mapping.changed-meanwhile',
            `Version ${String(history.length)} was activated by dwu meanwhile. Look at what differs, then activate again.`,
          ),
        );
      const errors = fakeProblems(given).filter(({ severity }) => severity === 'error').length;
      if (errors > 0)
        return Promise.reject(
          refusal('mapping.invalid', `The mapping has ${String(errors)} errors. Correct them, then activate it.`),
        );
      const failing = results().filter(({ pass }) => !pass).length;
      if (failing > 0 && !override)
        return Promise.reject(
          refusal(
            'mapping.examples-fail',
            `${String(failing)} of ${String(examples.length)} examples give other values than were kept.`,
          ),
        );
      return later(activate(given, note), 200);
    },
    'mapping:versions': () => later(rows()),
    'mapping:version': ({ version }) => {
      const found = history[version - 1];
      if (found === undefined)
        return Promise.reject(refusal('mapping.unknown-version', `There is no version ${String(version)}.`));
      return later({ mapping: found.mapping, row: { ...found.row, active: version === history.length } });
    },
    'mapping:examples': () => later(examples),
    'mapping:keep-example': async ({ name, record }) => {
      const { ticket, workOrder } = await asked(record);
      const example: MappingExample = {
        id: Math.max(0, ...examples.map(({ id }) => id)) + 1,
        name,
        kind: record.kind,
        recordId: record.id,
        title: ticket?.title ?? workOrder?.title ?? '',
        createdAt: Date.now(),
        createdBy: 'areed',
      };
      examples = [...examples, example];
      return example;
    },
    'mapping:accept-example': ({ id }) => {
      const found = examples.find((one) => one.id === id);
      return found === undefined
        ? Promise.reject(refusal('mapping.unknown-example', 'The example is gone.'))
        : later(found);
    },
    'mapping:remove-example': ({ id }) => {
      examples = examples.filter((one) => one.id !== id);
      return later(undefined);
    },
    'mapping:run-examples': () => later(results(), 80),
    'mapping:presets': () => later([...dayPresets]),
    'mapping:export': ({ mapping }) => later({ file: `/home/alex/Documents/${mapping.name}.mapping.json` }),
    'mapping:import-file': () =>
      later({
        mapping: dayDraft,
        from: 'field-nation',
        remarks: ['Rule 4 maps a list: only exact values are taken over.'],
      }),
    'mapping:import-text': ({ text }) => {
      try {
        return later({ mapping: mappingSchema.parse(JSON.parse(text)), from: 'dispatch-bridge', remarks: [] });
      } catch {
        return Promise.reject(
          refusal('mapping.unreadable', 'This is no mapping: JSON was expected in line 1, column 1.'),
        );
      }
    },
    'catalog:read': () => later(dayCatalog(scenario, now)),
    'catalog:refresh': () =>
      scenario === 'offline'
        ? Promise.reject(refusal('network.offline', 'ConnectWise could not be reached: this computer has no network.'))
        : later({ catalog: dayCatalog('day', Date.now()), changes: [...dayCatalogChanges] }, 900),
  };
}

function dayMappingPlan(links: readonly LinkRow[]): MappingPlan {
  const [first, second, third] = links.slice(2, 5);
  const row = (link: LinkRow) => ({
    linkId: link.id,
    ticketId: link.ticketId,
    workOrderId: link.workOrderId,
    title: link.ticketSummary,
  });
  return {
    links: 42,
    unchanged: 37,
    wouldChange: 2,
    wouldStop: 1,
    unknown: 2,
    rows: [
      ...[first, second].flatMap((link) =>
        link === undefined
          ? []
          : [
              {
                ...row(link),
                changes: [
                  {
                    side: 'fieldnation' as const,
                    target: 'custom_fields.131',
                    label: 'Site access',
                    from: 'Business hours',
                    to: 'After hours',
                  },
                  { side: 'connectwise' as const, target: 'customFields.23', label: 'FN Pay', from: 120, to: 140 },
                ],
                problems: [],
              },
            ],
      ),
      ...(third === undefined
        ? []
        : [
            {
              ...row(third),
              changes: [],
              problems: [
                {
                  code: 'mapping.no-value',
                  kind: 'permanent' as const,
                  message: `Ticket ${String(third.ticketId)} has no value for location.country: "Mexico" is not in the map. Map it, then retry.`,
                  context: { ruleId: 'country', target: 'location.country' },
                  action: { do: 'open-mapping' as const, ruleId: 'country' },
                },
              ],
            },
          ]),
    ],
  };
}
