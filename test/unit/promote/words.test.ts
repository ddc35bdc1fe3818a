import { describe, expect, it } from 'vitest';
import { differences } from '../../../src/core/promote/difference.ts';
import { changesInWords } from '../../../src/core/promote/words/changes.ts';
import { mappingChangesInWords } from '../../../src/core/promote/words/mapping-changes.ts';
import { type Config, configSchema, emptyConfig } from '../../../src/shared/config.ts';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { auditAreas } from '../../../src/shared/domain/recovery.ts';

const full: Config = configSchema.parse({
  formatVersion: 1,
  started: true,
  connectwise: { site: 'na.myconnectwise.net', company: 'acme', publicKey: 'PUBLICKEY123456' },
  fieldnation: {
    environment: 'custom',
    baseUrl: 'https://fn.example',
    clientId: 'client-id-one',
    username: 'dispatch',
    companyId: '7',
  },
  trigger: {
    boardId: 20,
    boardName: 'Service Desk',
    statusId: 501,
    statusName: 'Send',
    kind: 'conditions',
    conditions: 'priority/id = 3',
    customFieldConditions: 'caption="On site" and value = true',
    sentFieldId: 12,
  },
  create: {
    publish: true,
    typeOfWork: { id: 62, name: 'Point of Sale' },
    pay: { type: 'hourly', amount: 50, units: 2 },
  },
  statusMap: [{ workOrderStatus: 'Assigned', ticketStatusId: 502, ticketStatusName: 'Scheduled' }],
  sync: {
    events: {
      rules: { FN_WO_ASSIGNED: { on: true, action: { do: 'note', tab: 'internal', text: 'Here' } } },
      filters: {
        clients: [{ id: 1, name: 'A' }],
        projects: [{ id: 2, name: 'B' }],
        boards: [{ id: 3, name: 'C' }],
        companies: [{ id: 4, name: 'D' }],
        customFields: [{ side: 'fieldnation', id: 5, name: 'E', values: ['x'] }],
      },
    },
    outbound: {
      members: [{ fieldNationUserId: 6, fieldNationName: 'F', memberId: 7, memberIdentifier: 'g' }],
      schedule: { on: true, memberId: 11, memberIdentifier: 'l' },
      visits: { as: 'time-entry', memberId: 12, memberIdentifier: 'm' },
      createTickets: {
        on: true,
        boardId: 13,
        boardName: 'N',
        statusId: 14,
        statusName: 'O',
        companyId: 15,
        companyName: 'P',
        clients: [{ clientId: 8, clientName: 'H', companyId: 9, companyName: 'I' }],
      },
    },
    inbound: { statusActions: [{ ticketStatusId: 10, ticketStatusName: 'J', action: { do: 'cancel', reason: 'k' } }] },
  },
  intake: {
    port: 8300,
    tunnel: { kind: 'own-url', url: 'https://cb.example' },
    brokerBoards: [{ boardId: 20, createdBy: 'broker' }],
  },
  network: { proxy: 'http://proxy.example:8080', caFile: 'ca.pem' },
});

/** The same document with one leaf changed, wherever that gives a document that still is one. */
function changedLeaves(): readonly (readonly [string, Config])[] {
  const found: (readonly [string, Config])[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) walk(item, [...path, Array.isArray(value) ? Number(key) : key]);
      return;
    }
    for (const next of others(value)) {
      const copy = structuredClone(full) as unknown as Record<string, unknown>;
      let at: Record<string | number, unknown> = copy;
      for (const part of path.slice(0, -1)) at = at[part] as Record<string | number, unknown>;
      at[path.at(-1) ?? ''] = next;
      const parsed = configSchema.safeParse(copy);
      if (parsed.success && differences(full, parsed.data).length > 0) {
        found.push([path.join('.'), parsed.data]);
        return;
      }
    }
  };
  walk(full, []);
  return found;
}

function others(value: unknown): readonly unknown[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, value - 1];
  const words = [
    'off',
    'status',
    'sandbox',
    'workstation',
    'public',
    'both',
    'assigned',
    'note',
    'discussion',
    'Billable',
  ];
  return [`${String(value)}x`, '21:30', ...words, 'internal', 'create', 'slack', 'tls', 'fixed', 'connectwise'];
}

const words = (before: Config, after: Config) =>
  changesInWords(before, after).map(({ what, before: was, after: is }) => [what, was, is]);

describe('a change of the settings in words', () => {
  it('is told for every setting there is, in words of its own and not by its path', () => {
    const leaves = changedLeaves();
    expect(leaves.length).toBeGreaterThan(100);
    const silent = leaves.filter(([, after]) => changesInWords(full, after).length === 0);
    expect(silent.map(([path]) => path)).toEqual([]);
    const byPath = leaves.flatMap(([, after]) =>
      changesInWords(full, after).filter(({ what }) => /^[a-z]+\./.test(what)),
    );
    expect(byPath).toEqual([]);
  });

  it('says nothing where nothing changed', () => {
    expect(changesInWords(full, structuredClone(full))).toEqual([]);
    expect(changesInWords(emptyConfig, emptyConfig)).toEqual([]);
  });

  it('names boards, statuses and people, with both values', () => {
    if (full.trigger === null) throw new Error('no trigger');
    const after = { ...full, trigger: { ...full.trigger, boardId: 21, boardName: 'Field Desk' } };
    expect(words(full, after)).toEqual([['Trigger board', 'Service Desk (20)', 'Field Desk (21)']]);
    const [row] = full.statusMap;
    if (row === undefined) throw new Error('no row');
    const left = { ...full, statusMap: [{ ...row, ticketStatusId: null, ticketStatusName: '' }] };
    expect(words(full, left)).toEqual([
      ['Ticket status for work order status: Assigned', 'Scheduled (502)', 'leave the ticket alone'],
    ]);
    const taken = { ...full, statusMap: [] };
    expect(words(full, taken)).toEqual([['Ticket status for work order status: Assigned', 'Scheduled (502)', '']]);
  });

  it('holds no name and password of an address, and still says that they changed', () => {
    const secret = 'planted-password-5521';
    const url = (user: string) => `http://${user}:${secret}@proxy.example:8080`;
    const after = { ...full, network: { ...full.network, proxy: url('kim') } };
    const later = { ...full, network: { ...full.network, proxy: url('lee') } };
    const tunnel = { kind: 'own-url' as const, url: `https://kim:${secret}@cb2.example` };
    const all = [
      ...changesInWords(full, after),
      ...changesInWords(after, later),
      ...changesInWords(full, { ...full, intake: { ...full.intake, tunnel } }),
      ...changesInWords(
        { ...full, intake: { ...full.intake, tunnel } },
        { ...full, intake: { ...full.intake, tunnel: { ...tunnel, url: `https://lee:${secret}@cb2.example` } } },
      ),
    ];
    expect(JSON.stringify(all)).not.toContain(secret);
    expect(all.map(({ after: is }) => is)).toEqual([
      'name or password in it changed',
      'name or password in it changed',
      'https://cb2.example',
      'changed',
    ]);
  });

  it('belongs to an area the trail knows', () => {
    for (const { area } of changesInWords(emptyConfig, full)) expect(auditAreas).toContain(area);
  });
});

describe('a change of the mapping in words', () => {
  it('names rules, their parts, their order and the statuses of boards', () => {
    const rule = (id: string, target: string) => ({
      id,
      direction: 'inbound',
      action: 'SYNC',
      source: 'summary',
      target,
    });
    const map = (id: number | null) => ({
      boardId: 20,
      boardName: 'Service Desk',
      toTicket: [{ workOrderStatus: 'Assigned', ticketStatusId: id, ticketStatusName: id === null ? '' : 'Scheduled' }],
    });
    const mapping = (rules: unknown[], id: number | null) =>
      mappingSchema.parse({ formatVersion: 1, name: 'Mine', rules, statusMaps: [map(id)] });
    const before = mapping([rule('a', 'title'), rule('b', 'incident_id')], 5);
    const after = mapping([rule('a', 'description.html'), rule('c', 'x')], null);
    expect(mappingChangesInWords(before, after)).toEqual([
      { what: 'Rule a: target', before: 'title', after: 'description.html' },
      { what: 'Rule b', before: 'SYNC summary to incident_id', after: '' },
      { what: 'Rule c', before: '', after: 'SYNC summary to x' },
      { what: 'Service Desk: Assigned', before: 'Scheduled (5)', after: 'leave the ticket alone' },
    ]);
  });
});
