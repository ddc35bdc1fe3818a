import { describe, expect, it } from 'vitest';
import type { ConfigDocument } from '../../../src/core/promote/document.ts';
import { documentText, readDocumentText } from '../../../src/core/promote/document.ts';
import type { Directory, Known } from '../../../src/core/promote/ids/directory.ts';
import { draftOf, type IdList } from '../../../src/core/promote/ids/draft.ts';
import { type Choices, resolveIds } from '../../../src/core/promote/ids/resolve.ts';
import { sitesOf } from '../../../src/core/promote/ids/sites.ts';
import { configSchema, emptyConfig } from '../../../src/shared/config.ts';
import { type Mapping, mappingSchema } from '../../../src/shared/domain/mapping.ts';

const mapped = (rules: unknown[], statusMaps: unknown[] = []): Mapping =>
  mappingSchema.parse({ formatVersion: 1, name: 'Mine', rules, statusMaps });
const base = { id: 'r', direction: 'inbound' } as const;
const document = (mapping: Mapping | null, config: Record<string, unknown> = {}): ConfigDocument => ({
  config: configSchema.parse({ formatVersion: 1, ...config }),
  mapping,
});
const placesOf = (made: ConfigDocument) => sitesOf(draftOf(made)).map(({ path, kind, id }) => [path, kind, id]);

/** An environment that has these records and nothing else. */
function environment(lists: Readonly<Record<string, readonly (readonly [number, string])[] | null>>) {
  const named = (list: IdList): string =>
    typeof list === 'string' ? list : 'statusesOf' in list ? 'statuses' : list.field;
  const entries = ({ list }: { readonly list: IdList }): Promise<readonly Known[] | null> =>
    Promise.resolve(
      lists[named(list)]?.map(([id, name]) => ({ id, name, label: name })) ?? (named(list) in lists ? null : []),
    );
  return { entries, problems: [] } as unknown as Directory;
}
const resolve = (
  made: ConfigDocument,
  lists: Parameters<typeof environment>[0],
  names: Record<string, string> = {},
  choices: Choices = new Map(),
) => resolveIds(made, names, environment(lists), choices);

describe('the ids of a mapping', () => {
  it('are custom fields in paths and scripts, and values of fields that hold records', () => {
    const rules = [
      { ...base, action: 'SYNC', source: 'customFields.12', target: 'custom_fields.129' },
      { ...base, action: 'SET_STATIC', target: 'types_of_work.0.id', value: 62 },
      { ...base, action: 'SET_STATIC', target: 'pay.base.units', value: 62 },
      {
        ...base,
        action: 'ARRAY_MAP',
        source: 'priority.id',
        target: 'template.id',
        mappings: [{ compare: 3, value: 68 }],
      },
      { ...base, action: 'CONCAT', target: 'title', parts: [{ type: 'field', value: 'customFields.13' }] },
      {
        ...base,
        action: 'CUSTOM',
        language: 'jsonata',
        target: 'title',
        script: 'custom_fields.7 & custom_fields.`7` & custom_fields[0] & 8 & lookup_custom_field(12, x)',
      },
    ];
    expect(placesOf(document(mapped(rules)))).toEqual([
      ['mapping.rules[0].target', 'custom-field', 129],
      ['mapping.rules[0].source', 'custom-field', 12],
      ['mapping.rules[1].value', 'type-of-work', 62],
      ['mapping.rules[3].mappings[0].compare', 'option', 3],
      ['mapping.rules[3].mappings[0].value', 'option', 68],
      ['mapping.rules[4].parts[0]', 'custom-field', 13],
      ['mapping.rules[5].script: custom_fields.7', 'custom-field', 7],
      ['mapping.rules[5].script: lookup_custom_field 12', 'custom-field', 12],
    ]);
  });

  it('change places without one change undoing another', async () => {
    const script = 'custom_fields.7 & custom_fields.8 & custom_fields.70';
    const rules = [{ ...base, action: 'CUSTOM', language: 'jsonata', target: 'title', script }];
    const at = (id: number) => `mapping.rules[0].script: custom_fields.${id}`;
    const names = { [at(7)]: 'Seven', [at(8)]: 'Eight', [at(70)]: 'Seventy' };
    const lists = {
      'fn-fields': [
        [8, 'Seven'],
        [7, 'Eight'],
        [71, 'Seventy'],
      ] as const,
    };
    const { document: made, open } = await resolve(document(mapped(rules)), lists, names);
    expect(open).toEqual([]);
    expect(made.mapping?.rules[0]).toMatchObject({ script: 'custom_fields.8 & custom_fields.7 & custom_fields.71' });
  });

  it('take their rule with them when they are left out, and their entry of a map only that entry', async () => {
    const rules = [
      { ...base, id: 'gone', action: 'SYNC', source: 'summary', target: 'custom_fields.129' },
      {
        ...base,
        id: 'kept',
        action: 'ARRAY_MAP',
        source: 'summary',
        target: 'client.id',
        mappings: [
          { compare: 'a', value: 1 },
          { compare: 'b', value: 2 },
        ],
      },
    ];
    const choices = new Map([
      ['mapping.rules[0].target', null],
      ['mapping.rules[1].mappings[0].value', null],
      ['mapping.rules[1].mappings[1].value', 5],
    ]);
    const { document: made } = await resolve(
      document(mapped(rules)),
      { clients: [[5, 'Acme']], 'fn-fields': [] },
      {},
      choices,
    );
    expect(made.mapping?.rules).toMatchObject([{ id: 'kept', mappings: [{ compare: 'b', value: 5 }] }]);
  });
});

describe('an id', () => {
  const trigger = {
    boardId: 20,
    boardName: 'Desk',
    statusId: 0,
    statusName: '',
    conditions: 'priority/id = 3 and board/id in (20, 21)',
  };
  const state = async (boards: readonly (readonly [number, string])[] | null) =>
    (await resolve(document(null, { trigger: { ...trigger, conditions: '' } }), { boards })).findings[0];

  it('is the same, moved, missing, ambiguous or unknown here', async () => {
    expect(
      await state([
        [20, 'desk '],
        [21, 'Other'],
      ]),
    ).toMatchObject({ state: 'same', targetId: 20 });
    expect(
      await state([
        [20, 'Other'],
        [21, 'Desk'],
      ]),
    ).toMatchObject({ state: 'moved', targetId: 21 });
    expect(await state([[20, 'Other']])).toMatchObject({
      state: 'missing',
      targetId: null,
      choices: [{ id: 20, name: 'Other' }],
    });
    expect(
      await state([
        [21, 'Desk'],
        [22, 'Desk'],
      ]),
    ).toMatchObject({ state: 'ambiguous', targetId: null });
    expect(
      await state([
        [20, 'Desk'],
        [22, 'Desk'],
      ]),
    ).toMatchObject({ state: 'same' });
    expect(await state(null)).toMatchObject({ state: 'unknown', targetId: null });
  });

  it('in conditions a person wrote is pointed out, and stays as it is', async () => {
    const { findings, document: made } = await resolve(document(null, { trigger }), {
      boards: [[20, 'Desk']],
      none: null,
    });
    const unknown = findings.filter(({ state: is }) => is === 'unknown');
    expect(unknown.map(({ kind, sourceId }) => [kind, sourceId])).toEqual([
      ['board', 20],
      ['board', 21],
      ['option', 3],
    ]);
    expect(unknown[2]?.path).toContain('priority/id = 3');
    expect(made.config.trigger?.conditions).toBe(trigger.conditions);
  });

  it('nobody can tell the name of waits for a person, who keeps it or leaves it out', async () => {
    const made = document(null, { trigger });
    const lists = { boards: [[20, 'Desk'] as const], none: null };
    const answers = (of: readonly { readonly path: string; readonly sourceId: number }[]) =>
      new Map(of.map(({ path, sourceId }) => [path, sourceId]));
    const { open } = await resolve(made, lists);
    expect(open.map(({ sourceId, state: is }) => [sourceId, is])).toEqual([
      [20, 'unknown'],
      [21, 'unknown'],
      [3, 'unknown'],
    ]);
    const kept = await resolve(made, lists, {}, answers(open));
    expect(kept.open).toEqual([]);
    expect(kept.document).toEqual(made);
    // One condition less would let other tickets through.
    const [first] = open;
    const without = await resolve(made, lists, {}, new Map([...answers(open), [first?.path ?? '', null]]));
    expect(without.open).toEqual([first]);

    const script = '"x" & custom_fields.7';
    const rules = { FN_WO_ASSIGNED: { on: true, action: { do: 'script', language: 'jsonata', script } } };
    const scripted = document(null, { sync: { events: { rules } } });
    const asked = await resolve(scripted, { 'fn-fields': null });
    expect(asked.open).toHaveLength(1);
    const path = asked.open[0]?.path ?? '';
    const stays = await resolve(scripted, { 'fn-fields': null }, {}, new Map([[path, 7]]));
    expect(stays.document.config.sync.events.rules).toEqual(scripted.config.sync.events.rules);
    const gone = await resolve(scripted, { 'fn-fields': null }, {}, new Map([[path, null]]));
    expect([gone.open, gone.document.config.sync.events.rules]).toEqual([[], {}]);
  });
});

describe('the text of an exported document', () => {
  it('says what it is, what is not in it, and what its ids are called; and is read again', () => {
    const made = document(mapped([]), { started: true });
    const names = { 'config.trigger.sentFieldId': 'Sent' };
    const text = documentText(made, { profile: 'staging', madeAt: Date.UTC(2026, 10, 22), names });
    const { about } = JSON.parse(text);
    expect(about).toMatchObject({ product: 'Dispatch Bridge', profile: 'staging', names });
    expect(about.leftOut).toContain('Passwords');
    expect(text).not.toContain('"started"');
    expect(readDocumentText(text, 'The file')).toMatchObject({
      document: { config: { ...made.config, started: false }, mapping: made.mapping },
      about: { profile: 'staging', names },
    });
  });

  it('holds no name and password of any address', () => {
    const secret = 'planted-secret-77';
    const config = configSchema.parse({
      formatVersion: 1,
      connectwise: { site: `https://kim:${secret}@na.example`, company: 'a', publicKey: 'k' },
      fieldnation: { environment: 'custom', baseUrl: `https://kim:${secret}@fn.example`, clientId: 'c', username: 'u' },
      intake: { tunnel: { kind: 'own-url', url: `https://kim:${secret}@cb.example` } },
      network: { proxy: `http://kim:${secret}@proxy.example:3128` },
    });
    expect(documentText({ config, mapping: null }, { profile: 'p', madeAt: 0 })).not.toContain(secret);
  });

  it('is refused in words when it is something else', () => {
    const why = (text: string): string => {
      try {
        readDocumentText(text, 'The file');
      } catch (error) {
        return String(error instanceof Error ? error.message : error);
      }
      throw new Error('It was not refused');
    };
    const whole = documentText({ config: emptyConfig, mapping: null }, { profile: 'p', madeAt: 0 });
    expect(why(whole.slice(0, whole.length / 2))).toContain('only part of one');
    expect(why('a,b,c')).toContain('not JSON');
    expect(why('[]')).toContain('a list or a single value');
    expect(why(JSON.stringify(mapped([])))).toContain('it is a mapping. Import it under Mapping');
    expect(why('{"name":"x"}')).toContain('no formatVersion');
    expect(why('{"formatVersion":1,"about":{"product":"Otherware"}}')).toContain('Otherware wrote it');
    expect(why('{"formatVersion":2}')).toContain('Install the newer version');
    expect(why('{"formatVersion":1,"sync":{"notez":{}}}')).toContain('sync.notez: there is no such setting');
  });
});
