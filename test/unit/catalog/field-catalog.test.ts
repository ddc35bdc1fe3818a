import { describe, expect, it } from 'vitest';
import { builtInCatalog, FieldCatalog } from '../../../src/core/catalog/catalog.ts';
import { describeField } from '../../../src/core/catalog/field.ts';
import type { Discovery } from '../../../src/core/catalog/port.ts';
import type { Clock } from '../../../src/shared/clock.ts';
import { type Config, configSchema } from '../../../src/shared/config.ts';
import { type Catalog, type CatalogSide, catalogSchema } from '../../../src/shared/domain/catalog.ts';
import { AppError } from '../../../src/shared/errors.ts';
import type { Json } from '../../../src/shared/json.ts';

const ticketField = describeField('Custom fields', 'customFields.7', 'Asset tag', 'text', { write: true });
const workOrderField = describeField('Custom fields', 'custom_fields.9', 'Floor', 'text', { write: true });
const offline = new AppError({
  code: 'connectwise.offline',
  kind: 'offline',
  message: 'ConnectWise cannot be reached. Check the network.',
});

/** A catalog over ports that answer what the test says. */
function harness() {
  const values = new Map<string, Json>();
  let now = 1_000;
  const asked = { connectwise: 0, fieldnation: 0 };
  let config: Config = configSchema.parse({
    formatVersion: 1,
    connectwise: { site: 'na.myconnectwise.net', company: 'acme', publicKey: 'k' },
    fieldnation: { environment: 'sandbox', clientId: 'c', username: 'u' },
  });
  const says: Record<'connectwise' | 'fieldnation', () => Promise<Discovery>> = {
    connectwise: async () => ({ fields: [...builtInCatalog().connectwise.fields, ticketField], gaps: [] }),
    fieldnation: async () => ({ fields: [...builtInCatalog().fieldnation.fields, workOrderField], gaps: [] }),
  };
  const port = (side: 'connectwise' | 'fieldnation') => ({
    discoverFields: (): Promise<Discovery> => {
      asked[side] += 1;
      return says[side]();
    },
  });
  const clock: Pick<Clock, 'now'> = { now: () => now };
  const made = (): FieldCatalog =>
    new FieldCatalog({
      store: {
        value: async (key) => values.get(key),
        setValue: async (key, value) => {
          values.set(key, JSON.parse(JSON.stringify(value)) as Json);
        },
      },
      clock,
      config: () => config,
      psa: () => port('connectwise'),
      fieldNation: () => port('fieldnation'),
    });
  return {
    catalog: made(),
    made,
    asked,
    says,
    values,
    wait: (ms: number) => {
      now += ms;
    },
    useCompany: (company: string) => {
      config = { ...config, connectwise: config.connectwise && { ...config.connectwise, company } };
    },
  };
}
const paths = (side: CatalogSide): readonly string[] => side.fields.map(({ path }) => path);
/** What only the account can tell. */
const custom = (side: CatalogSide): readonly string[] => paths(side).filter((path) => /^custom_?fields\./i.test(path));
const messages = (catalog: Catalog): readonly string[] =>
  [...catalog.connectwise.gaps, ...catalog.fieldnation.gaps].map(({ message }) => message);

describe('the built-in catalog', () => {
  it('is a valid one that was never read', () => {
    const catalog = builtInCatalog();
    expect(catalogSchema.parse(catalog)).toEqual(catalog);
    expect([catalog.connectwise.readAt, catalog.fieldnation.readAt]).toEqual([null, null]);
  });

  it('is a new one for each who asks', () => {
    builtInCatalog().connectwise.fields.pop();
    expect(paths(builtInCatalog().connectwise)).toContain('isInSla');
  });

  it('knows what a new ticket and a published work order cannot do without', () => {
    const { connectwise, fieldnation } = builtInCatalog();
    const required = (side: CatalogSide, kind: string) =>
      side.fields.filter((field) => field.required === kind).map(({ path }) => path);
    expect(required(connectwise, 'create')).toEqual(['summary', 'company']);
    expect(required(fieldnation, 'create')).toEqual(['title']);
    expect(required(fieldnation, 'publish')).toEqual([
      'types_of_work.0.id',
      'location.address1',
      'location.city',
      'location.state',
      'location.zip',
      'location.country',
      'schedule.service_window.start.utc',
      'pay.type',
      'pay.base.amount',
      'pay.base.units',
    ]);
  });
});

describe('reading the catalog', () => {
  it('asks both sides once and never again, also after a restart', async () => {
    const { catalog, made, asked } = harness();
    const first = await catalog.read();
    expect([custom(first.connectwise), custom(first.fieldnation)]).toEqual([['customFields.7'], ['custom_fields.9']]);
    expect(first.connectwise.readAt).toBe(1_000);
    expect(await catalog.read()).toEqual(first);
    expect(await made().read()).toEqual(first);
    expect(asked).toEqual({ connectwise: 1, fieldnation: 1 });
  });

  it('asks once for all who want it at the same time', async () => {
    const { catalog, asked } = harness();
    const [a, b, c] = await Promise.all([catalog.read(), catalog.refresh(), catalog.read()]);
    expect(a).toEqual(b.catalog);
    expect(a).toEqual(c);
    expect(asked).toEqual({ connectwise: 1, fieldnation: 1 });
  });

  it('works without a connection and without a cache: what every account has, and what to do', async () => {
    const { catalog, says } = harness();
    says.connectwise = () => Promise.reject(offline);
    const read = await catalog.read();
    expect(paths(read.connectwise)).toEqual(paths(builtInCatalog().connectwise));
    expect(read.connectwise.readAt).toBeNull();
    expect(messages(read)).toEqual([
      'ConnectWise could not be asked for its fields. ConnectWise cannot be reached. Check the network. Only what every account has is shown.',
    ]);
    expect(read.fieldnation.readAt).toBe(1_000);
  });

  it('asks a side that failed again after a while, and not at every reading', async () => {
    const { catalog, says, asked, wait } = harness();
    const answer = says.connectwise;
    says.connectwise = () => Promise.reject(offline);
    await catalog.read();
    expect(messages(await catalog.read())).toHaveLength(1);
    expect(asked.connectwise).toBe(1);
    says.connectwise = answer;
    wait(60_000);
    expect(custom((await catalog.read()).connectwise)).toEqual(['customFields.7']);
    expect(asked.connectwise).toBe(2);
  });

  it('forgets the fields of a company that was left, and finds them again on coming back', async () => {
    const { catalog, asked, says, useCompany } = harness();
    await catalog.read();
    useCompany('other');
    says.connectwise = () => Promise.reject(offline);
    expect(paths((await catalog.read()).connectwise)).toEqual(paths(builtInCatalog().connectwise));
    useCompany('ACME ');
    expect(custom((await catalog.read()).connectwise)).toEqual(['customFields.7']);
    expect(asked).toEqual({ connectwise: 2, fieldnation: 1 });
  });

  it('keeps no answer of a company that was left while it was asked', async () => {
    const { catalog, made, says, useCompany } = harness();
    let answer: (discovery: Discovery) => void = () => {};
    says.connectwise = () => new Promise((resolve) => (answer = resolve));
    const reading = catalog.read();
    await new Promise((resolve) => setImmediate(resolve));
    useCompany('other');
    answer({ fields: [ticketField], gaps: [] });
    await reading;
    says.connectwise = () => Promise.reject(offline);
    expect(paths((await made().read()).connectwise)).toEqual(paths(builtInCatalog().connectwise));
  });

  it('starts anew when what is kept is of no known form', async () => {
    const { catalog, values } = harness();
    values.set('catalog', { formatVersion: 9 });
    expect(custom((await catalog.read()).connectwise)).toEqual(['customFields.7']);
  });

  it('describes what an earlier version kept in the words of this one', async () => {
    const { catalog, made, values } = harness();
    await catalog.read();
    const kept = structuredClone(values.get('catalog')) as unknown as {
      connectwise: { side: { fields: { path: string; maxLength: number | null; options: unknown }[] } };
    };
    const { side } = kept.connectwise;
    side.fields = side.fields.filter(({ path }) => path !== 'poNumber');
    for (const field of side.fields) {
      if (field.path === 'summary') field.maxLength = 40;
      if (field.path === 'status') field.options = [{ value: 5, label: 'New', boardId: 2 }];
    }
    side.fields.push({ ...(side.fields[0] as (typeof side.fields)[number]), path: 'fieldOfOld' });
    values.set('catalog', kept as unknown as Json);
    const { connectwise } = await made().read();
    const found = (path: string) => connectwise.fields.find((field) => field.path === path);
    expect(found('summary')?.maxLength).toBe(100);
    expect(found('status')?.options).toEqual([{ value: 5, label: 'New', boardId: 2 }]);
    expect([found('poNumber')?.label, found('customFields.7')?.label]).toEqual(['Customer PO', 'Asset tag']);
    expect(found('fieldOfOld')).toBeUndefined();
  });

  it('lets a caller leave without taking the answer from the others', async () => {
    const { catalog, says } = harness();
    let answer: (discovery: Discovery) => void = () => {};
    says.connectwise = () => new Promise((resolve) => (answer = resolve));
    const leaving = new AbortController();
    const left = catalog.read(leaving.signal);
    const waits = catalog.read();
    await new Promise((resolve) => setImmediate(resolve));
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: 'http.aborted' });
    answer({ fields: [ticketField], gaps: [] });
    expect(custom((await waits).connectwise)).toEqual(['customFields.7']);
  });
});

describe('refreshing the catalog', () => {
  it('tells what is different now', async () => {
    const { catalog, says, wait } = harness();
    await catalog.read();
    const gate = describeField('Custom fields', 'customFields.8', 'Gate code', 'text', { write: true });
    says.connectwise = async () => ({ fields: [...builtInCatalog().connectwise.fields, gate], gaps: [] });
    wait(5_000);
    const { catalog: now, changes } = await catalog.refresh();
    expect(now.connectwise.readAt).toBe(6_000);
    expect(changes.map(({ message }) => message)).toEqual([
      'Gate code is new in ConnectWise',
      'Asset tag is gone from ConnectWise',
    ]);
    expect((await catalog.refresh()).changes).toEqual([]);
  });

  it('keeps what is known of a side that cannot be asked, with its age, and says so once', async () => {
    const { catalog, says, wait } = harness();
    await catalog.read();
    says.connectwise = () => Promise.reject(offline);
    wait(5_000);
    const { catalog: now, changes } = await catalog.refresh();
    expect(now.connectwise.readAt).toBe(1_000);
    expect(now.fieldnation.readAt).toBe(6_000);
    expect(custom(now.connectwise)).toEqual(['customFields.7']);
    expect(messages(now)).toEqual([expect.stringContaining('What was read before is shown.')]);
    expect(changes).toEqual([]);
    expect(messages((await catalog.refresh()).catalog)).toHaveLength(1);
    expect(messages(await catalog.read())).toEqual([]);
  });

  it('keeps the last known options of a list that is refused now, and only those', async () => {
    const { catalog, says, wait } = harness();
    const status = (labels: readonly (readonly [string, number])[]) =>
      describeField('Ticket', 'status', 'Status', 'picklist', {
        write: true,
        options: labels.map(([label, boardId]) => ({ value: label, label, boardId })),
      });
    says.connectwise = async () => ({
      fields: [
        status([
          ['New', 2],
          ['Open', 3],
        ]),
        ticketField,
      ],
      gaps: [],
    });
    await catalog.read();
    wait(1);
    says.connectwise = async () => ({
      fields: [status([['Fresh', 2]])],
      gaps: [
        { what: 'Statuses', message: 'Board 3 says no.', unread: [{ path: 'status', boardId: 3 }] },
        { what: 'Custom fields', message: 'No right.', unread: [{ path: 'customFields.*' }] },
      ],
    });
    const { catalog: now, changes } = await catalog.refresh();
    const found = now.connectwise.fields.find(({ path }) => path === 'status');
    expect(found?.options?.map(({ label }) => label)).toEqual(['Fresh', 'Open']);
    expect(custom(now.connectwise)).toEqual(['customFields.7']);
    expect(now.connectwise.gaps).toEqual([
      { what: 'Statuses', message: 'Board 3 says no.' },
      { what: 'Custom fields', message: 'No right.' },
    ]);
    expect(changes.map(({ message }) => message)).toEqual([
      'Status: Fresh is new on board 2',
      'Status: New is gone from board 2',
    ]);
  });
});
