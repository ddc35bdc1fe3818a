import { afterEach, describe, expect, it, vi } from 'vitest';
import { configSchema } from '../../../src/shared/config.ts';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import type { Promotion } from '../../../src/shared/domain/promotion.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

// Two engines with two sandboxes; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });

const open: Bridge[] = [];
afterEach(async () => {
  for (const bridge of open.splice(0)) await bridge.stop();
});

async function bridge(options: Parameters<typeof startBridge>[0] = {}): Promise<Bridge> {
  const made = await startBridge(options);
  open.push(made);
  return made;
}

/** The same company in another environment: all its numbers are others. */
const elsewhere = { sandbox: { idsHigherBy: 4000 } } as const;

/** Staging as somebody set it up: every kind of id is in it. */
async function staging(): Promise<{ readonly at: Bridge; readonly text: string }> {
  const at = await bridge({ begin: false });
  const { engine } = at;
  const [types, clients, pools, fields] = await at.during(
    Promise.all([
      engine.typesOfWork(),
      engine.lookUps.list('clients', ''),
      engine.lookUps.list('talent-pools', ''),
      engine.lookUps.list('fn-custom-fields', ''),
    ]),
  );
  const [companies, members, psaFields] = await at.during(
    Promise.all([
      engine.lookUps.list('psa-companies', 'Harbor'),
      at.engine.lookUps.members(),
      engine.lookUps.list('psa-custom-fields', ''),
    ]),
  );
  const first = <T>(list: readonly T[]): T => {
    const [one] = list;
    if (one === undefined) throw new Error('The seed has none');
    return one;
  };
  const config = engine.config();
  const pair = members.find(({ member }) => member !== null);
  await engine.saveConfig((now) =>
    configSchema.parse({
      ...now,
      create: { ...now.create, typeOfWork: first(types) },
      sync: {
        ...now.sync,
        events: { ...now.sync.events, filters: { clients: [first(clients)], companies: [first(companies)] } },
        outbound: {
          ...now.sync.outbound,
          providerNameField: `customFields.${first(psaFields).id}`,
          members: [
            {
              fieldNationUserId: pair?.fieldNationUser.id ?? 0,
              fieldNationName: pair?.fieldNationUser.name ?? '',
              memberId: pair?.member?.id ?? 0,
              memberIdentifier: pair?.member?.identifier ?? '',
            },
          ],
        },
        inbound: {
          ...now.sync.inbound,
          statusActions: [
            {
              ticketStatusId: config.trigger?.statusId ?? 0,
              ticketStatusName: config.trigger?.statusName ?? '',
              action: { do: 'route-pool', poolId: first(pools).id, poolName: first(pools).name },
            },
          ],
        },
      },
    }),
  );
  const { mapping } = await engine.mapping();
  await at.during(engine.mappings.refreshCatalog());
  await engine.saveMapping(
    mappingSchema.parse({
      ...mapping,
      name: 'Staging',
      rules: [
        ...mapping.rules,
        {
          id: 'kind',
          direction: 'inbound',
          action: 'SET_STATIC',
          target: 'types_of_work.0.id',
          value: first(types).id,
        },
        {
          id: 'extra',
          direction: 'inbound',
          action: 'SYNC',
          source: 'id',
          target: `custom_fields.${first(fields).id}`,
        },
      ],
    }),
    'kim',
  );
  return { at, text: await at.during(engine.configurations.document()) };
}

const states = (report: Promotion) => new Set(report.ids.map(({ state }) => state));

describe('a configuration on its way from staging to production', () => {
  it('finds every id by what it is called there, and dispatches with the numbers of production afterwards', async () => {
    const { text } = await staging();
    const production = await bridge({ ...elsewhere, begin: false });
    const { engine } = production;
    const report = await production.during(engine.configurations.compare(text, 'staging'));
    expect(report.problems).toEqual([]);
    expect([...states(report)].sort()).toEqual(['moved', 'same']);
    expect(report.ids.filter(({ state }) => state === 'same').map(({ kind }) => kind)).toEqual(['manager']);
    expect(new Set(report.ids.map(({ kind }) => kind))).toEqual(
      new Set([
        'board',
        'ticket-status',
        'type-of-work',
        'client',
        'company',
        'custom-field',
        'member',
        'manager',
        'talent-pool',
      ]),
    );
    expect(report.source).toBe('staging');
    expect(report.madeAt).toBeGreaterThan(0);
    expect(report.mappingDifferences.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['Name of the mapping', 'Rule kind', 'Rule extra']),
    );
    expect(report.differences.map(({ what }) => what)).toContain('Type of work');

    const told = await production.during(engine.configurations.takeOver([]));
    expect(told.applied).toBe(true);
    const { trigger, create, connectwise, started } = engine.config();
    const { info } = production.sandbox;
    expect(trigger).toMatchObject({ boardId: info.demo.boardId, statusId: info.demo.triggerStatusId });
    expect(create.typeOfWork?.id).toBe(4064);
    expect(connectwise?.site).toBe(info.connectwise.url);
    expect(started).toBe(false);
    const { mapping, createdBy } = await engine.mapping();
    expect(mapping.rules.find(({ id }) => id === 'kind')).toMatchObject({ value: 4064 });
    expect(createdBy).not.toBe('');

    await production.during(engine.begin([], { takeOver: false }));
    const [ticketId = 0] = info.demo.ticketIds;
    production.sandbox.people.dispatcher.moveTicket({ ticketId });
    const made = () => production.sandbox.workOrders().find((one) => one.descriptionHtml.includes(`-${ticketId}-`));
    await production.until('a work order', () => made() !== undefined);
    expect(made()?.typesOfWork.map(({ id }) => id)).toEqual([4064]);
  });

  it('reports a status that is not on the board there, changes nothing before one is chosen, and takes the chosen one', async () => {
    const { text } = await staging();
    const production = await bridge({ ...elsewhere, begin: false });
    const { engine } = production;
    const renamed = text.replaceAll('"Scheduled"', '"Technician booked"');
    const report = await production.during(engine.configurations.compare(renamed, 'file'));
    const missing = report.ids.filter(({ state }) => state === 'missing');
    expect(missing.map(({ path, kind, name }) => [path, kind, name])).toEqual([
      ['config.statusMap[3]', 'ticket-status', 'Technician booked'],
    ]);
    const before = JSON.stringify(engine.config());
    const open = await production.during(engine.configurations.takeOver([]));
    expect(open.applied).toBe(false);
    expect(JSON.stringify(engine.config())).toBe(before);
    const scheduled = missing[0]?.choices.find(({ name }) => name === 'Scheduled')?.id ?? 0;
    const done = await production.during(
      engine.configurations.takeOver([{ path: 'config.statusMap[3]', id: scheduled }]),
    );
    expect(done.applied).toBe(true);
    expect(engine.config().statusMap[3]).toEqual({
      workOrderStatus: 'Assigned',
      ticketStatusId: scheduled,
      ticketStatusName: 'Scheduled',
    });
  });

  it('takes what is left out away, but never the last entry of a filter, nor the board', async () => {
    const { text } = await staging();
    const production = await bridge({ ...elsewhere, begin: false });
    const { configurations, config } = production.engine;
    const renamed = text.replaceAll('"Scheduled"', '"Technician booked"');
    await production.during(configurations.compare(renamed, 'file'));
    const filter = 'config.sync.events.filters.clients[0]';
    const status = { path: 'config.statusMap[3]', id: null };
    await expect(
      production.during(configurations.takeOver([status, { path: filter, id: null }])),
    ).rejects.toMatchObject({
      code: 'config.filter-emptied',
    });
    const board = await production.during(
      configurations.takeOver([status, { path: 'config.trigger.boardId', id: null }]),
    );
    expect(board.applied).toBe(false);
    const done = await production.during(configurations.takeOver([status]));
    expect(done.applied).toBe(true);
    expect(config().statusMap.map(({ workOrderStatus }) => workOrderStatus)).not.toContain('Assigned');
  });

  it('finds the statuses on the board a person chose for one that has another name, and shows them before it takes over', async () => {
    const { at, text } = await staging();
    const { boardName } = at.sandbox.info.demo;
    const production = await bridge({ ...elsewhere, begin: false });
    const { engine } = production;
    const moved = text.replaceAll(`"${boardName}"`, '"Field dispatch (old)"');
    const report = await production.during(engine.configurations.compare(moved, 'file'));
    expect(report.ids.find(({ path }) => path === 'config.trigger.boardId')?.state).toBe('missing');
    const { boardId, triggerStatusId } = production.sandbox.info.demo;
    const chosen = [{ path: 'config.trigger.boardId', id: boardId }];
    const before = JSON.stringify(engine.config());
    // What was found on that board nobody has seen yet.
    const shown = await production.during(engine.configurations.takeOver(chosen));
    expect(shown.applied).toBe(false);
    expect(shown.ids.find(({ path }) => path === 'config.trigger.statusId')).toMatchObject({
      targetId: triggerStatusId,
    });
    expect(JSON.stringify(engine.config())).toBe(before);
    const done = await production.during(engine.configurations.takeOver(chosen));
    expect(done.applied).toBe(true);
    expect(engine.config().trigger).toMatchObject({ boardId, boardName, statusId: triggerStatusId });
  });

  it('shows anew what an id means here by now instead of taking over what nobody has seen', async () => {
    const { text } = await staging();
    const production = await bridge({ ...elsewhere, begin: false });
    const { configurations, config } = production.engine;
    const { administrator } = production.sandbox.people;
    const report = await production.during(configurations.compare(text, 'staging'));
    const typeOfWork = (of: Promotion) => of.ids.find(({ path }) => path === 'config.create.typeOfWork');
    const shown = typeOfWork(report);
    expect(shown).toMatchObject({ state: 'moved', targetId: 4064 });
    const list = 'fieldnation.typesOfWork';
    administrator.renameEntry({ list, id: 4064, name: 'Retired' });
    const { id } = administrator.addEntry({ list, name: shown?.name ?? '' });
    const before = JSON.stringify(config());
    const told = await production.during(configurations.takeOver([]));
    expect([told.applied, typeOfWork(told)?.targetId]).toEqual([false, id]);
    expect(JSON.stringify(config())).toBe(before);
    expect((await production.during(configurations.takeOver([]))).applied).toBe(true);
    expect(config().create.typeOfWork?.id).toBe(id);
  });

  it('stops dispatching where it changes what is written, until a person has seen the plan; and not where it does not', async () => {
    const { text } = await staging();
    const production = await bridge(elsewhere);
    const { engine } = production;
    const own = await production.during(engine.configurations.document());
    const quieter = own.replace('"native": true', '"native": false');
    expect(quieter).not.toBe(own);
    const harmless = await production.during(engine.configurations.compare(quieter, 'file'));
    expect(harmless.differences.map(({ area }) => area)).toEqual(['alerts']);
    await production.during(engine.configurations.takeOver([]));
    expect(engine.config()).toMatchObject({ started: true, alerts: { native: false } });

    const report = await production.during(engine.configurations.compare(text, 'staging'));
    expect(report.differences[0]).toMatchObject({ what: 'Dispatching', before: 'started' });
    await production.during(engine.configurations.takeOver([]));
    expect(engine.config().started).toBe(false);
    const trail = await engine.recovery.audit(null, 100);
    expect(trail.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'Configuration taken over from profile staging',
        'Mapping in force',
        'Dispatching',
        'Type of work',
      ]),
    );
    expect((await engine.activities({ text: 'taken' }, null, 5)).map(({ kind }) => kind)).toContain(
      'config.taken-over',
    );
  });

  it('keeps the limits of this environment: how much is made without approval, and how long a new work order is looked for', async () => {
    const production = await bridge({ begin: false });
    const { engine } = production;
    const before = engine.config().limits;
    const own = JSON.parse(await production.during(engine.configurations.document()));
    const limits = { ...before, createsPerTenMinutes: 900, searchLagSeconds: 1, pollSeconds: 90 };
    const other = { ...own, limits, alerts: { ...own.alerts, native: false } };
    const report = await production.during(engine.configurations.compare(JSON.stringify(other), 'staging'));
    expect(report.differences.map(({ area }) => area)).toEqual(['alerts']);
    expect(report.kept.join(' ')).toContain('Limits');
    expect((await production.during(engine.configurations.takeOver([]))).applied).toBe(true);
    expect(engine.config().limits).toEqual(before);
  });

  it('says that nobody can tell what the ids mean while a side does not answer, and changes nothing', async () => {
    const { text } = await staging();
    const production = await bridge({ ...elsewhere, begin: false });
    const { configurations, config } = production.engine;
    production.sandbox.addFault({ vendor: 'connectwise', on: 'request', path: '/boards', kind: '500', times: 1000 });
    const report = await production.during(configurations.compare(text, 'staging'));
    expect(report.problems.join(' ')).toContain('ConnectWise could not be asked what its ids mean here');
    const before = JSON.stringify(config());
    expect((await production.during(configurations.takeOver([]))).applied).toBe(false);
    expect(JSON.stringify(config())).toBe(before);
  });
});
