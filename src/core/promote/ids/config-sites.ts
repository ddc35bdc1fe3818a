import type { StatusAction } from '../../../shared/config-sync.ts';
import type { Draft, IdKind, IdList, IdSite } from './draft.ts';
import { namedSite, recordSite, ticketStatusSites } from './record-site.ts';
import { textSites } from './text-sites.ts';

/** Every place of the settings that holds an id of one of the two sides. Numbers that mean "none" are no ids. */
export function configSites({ document, dropped }: Draft): readonly IdSite[] {
  const { config } = document;
  const { trigger, create, statusMap, sync } = config;
  const { events, outbound, inbound } = sync;
  const { filters } = events;
  const { createTickets } = outbound;
  const drop = (entry: object) => () => void dropped.add(entry);
  const sites: IdSite[] = [];

  if (trigger !== null) {
    sites.push({
      path: 'config.trigger.boardId',
      kind: 'board',
      list: 'boards',
      id: trigger.boardId,
      name: trigger.boardName,
      required: true,
      put: (to) => void (to !== null && Object.assign(trigger, { boardId: to.id, boardName: to.name })),
    });
    if (trigger.statusId !== 0)
      sites.push({
        path: 'config.trigger.statusId',
        kind: 'ticket-status',
        list: { statusesOf: 'config.trigger.boardId' },
        id: trigger.statusId,
        name: trigger.statusName,
        required: true,
        put: (to) => void (to !== null && Object.assign(trigger, { statusId: to.id, statusName: to.name })),
      });
    if (trigger.sentFieldId !== 0)
      sites.push({
        path: 'config.trigger.sentFieldId',
        kind: 'custom-field',
        list: 'psa-fields',
        id: trigger.sentFieldId,
        name: '',
        put: (to) => {
          trigger.sentFieldId = to?.id ?? 0;
        },
      });
    sites.push(...conditionSites('config.trigger.conditions', trigger.conditions));
  }

  const { typeOfWork } = create;
  if (typeOfWork !== null)
    sites.push(
      namedSite('config.create.typeOfWork', 'type-of-work', 'types-of-work', typeOfWork, () => {
        create.typeOfWork = null;
      }),
    );

  for (const [index, row] of statusMap.entries())
    sites.push(...ticketStatusSites(`config.statusMap[${index}]`, 'config.trigger.boardId', row, drop(row)));

  const filterKinds = [
    ['clients', 'client', 'clients'],
    ['projects', 'project', 'projects'],
    ['boards', 'board', 'boards'],
    ['companies', 'company', 'companies'],
  ] as const;
  for (const [name, kind, list] of filterKinds)
    for (const [index, entry] of filters[name].entries())
      sites.push(namedSite(`config.sync.events.filters.${name}[${index}]`, kind, list, entry, drop(entry)));
  for (const [index, entry] of filters.customFields.entries())
    sites.push(
      namedSite(
        `config.sync.events.filters.customFields[${index}]`,
        'custom-field',
        entry.side === 'connectwise' ? 'psa-fields' : 'fn-fields',
        entry,
        drop(entry),
      ),
    );
  for (const [event, rule] of Object.entries(events.rules)) {
    const path = `config.sync.events.rules.${event}`;
    // A script or text with a field left out says something else: its rule goes, as rules of the mapping do.
    const leaveOut = (): void => {
      Reflect.deleteProperty(events.rules, event);
    };
    if (rule?.action.do === 'script') sites.push(...textSites(`${path}.script`, rule.action, 'script', leaveOut));
    if (rule?.action.do === 'note') sites.push(...textSites(`${path}.text`, rule.action, 'text', leaveOut));
  }

  for (const [index, pair] of outbound.members.entries()) {
    const path = `config.sync.outbound.members[${index}]`;
    sites.push(
      recordSite(
        { path: `${path}.memberId`, kind: 'member', list: 'members' },
        pair,
        'memberId',
        'memberIdentifier',
        drop(pair),
      ),
      recordSite(
        { path: `${path}.fieldNationUserId`, kind: 'manager', list: 'managers' },
        pair,
        'fieldNationUserId',
        'fieldNationName',
        drop(pair),
      ),
    );
  }
  for (const part of ['schedule', 'visits'] as const) {
    const { [part]: of } = outbound;
    if (of.memberId === 0) continue;
    sites.push({
      path: `config.sync.outbound.${part}.memberId`,
      kind: 'member',
      list: 'members',
      id: of.memberId,
      name: of.memberIdentifier,
      // Without a member of its own it is the mapped manager.
      put: (to) => void Object.assign(of, { memberId: to?.id ?? 0, memberIdentifier: to?.name ?? '' }),
    });
  }
  sites.push(
    ...textSites('config.sync.outbound.providerNameField', outbound, 'providerNameField'),
    ...textSites('config.sync.outbound.providerPhoneField', outbound, 'providerPhoneField'),
    ...textSites('config.sync.outbound.money.expensesField', outbound.money, 'expensesField'),
    ...textSites('config.sync.outbound.money.payField', outbound.money, 'payField'),
  );

  const make = 'config.sync.outbound.createTickets';
  const createPart = (
    part: 'board' | 'status' | 'company',
    kind: IdKind,
    list: IdList,
    without: Partial<typeof createTickets>,
  ): void => {
    const id = createTickets[`${part}Id`];
    if (id === 0) return;
    sites.push({
      path: `${make}.${part}Id`,
      kind,
      list,
      id,
      name: createTickets[`${part}Name`],
      put: (to) =>
        void Object.assign(
          createTickets,
          { [`${part}Id`]: to?.id ?? 0, [`${part}Name`]: to?.name ?? '' },
          to === null ? without : {},
        ),
    });
  };
  // A ticket needs a board and a status: without them none are made.
  createPart('board', 'board', 'boards', { on: false, statusId: 0, statusName: '' });
  createPart('status', 'ticket-status', { statusesOf: `${make}.boardId` }, { on: false });
  createPart('company', 'company', 'companies', {});
  for (const [index, row] of createTickets.clients.entries()) {
    const path = `${make}.clients[${index}]`;
    sites.push(
      recordSite(
        { path: `${path}.clientId`, kind: 'client', list: 'clients' },
        row,
        'clientId',
        'clientName',
        drop(row),
      ),
      recordSite(
        { path: `${path}.companyId`, kind: 'company', list: 'companies' },
        row,
        'companyId',
        'companyName',
        drop(row),
      ),
    );
  }
  sites.push(
    ...inbound.statusActions.flatMap((entry, index) =>
      statusActionSites(`config.sync.inbound.statusActions[${index}]`, 'config.trigger.boardId', entry, dropped),
    ),
  );
  return sites;
}

/** A ticket status that asks something of its work order; without any of its ids it asks nothing. */
export function statusActionSites(
  path: string,
  boardPath: string,
  entry: StatusAction,
  dropped: Set<object>,
): readonly IdSite[] {
  const { action } = entry;
  const drop = () => void dropped.add(entry);
  const status = ticketStatusSites(`${path}.ticketStatusId`, boardPath, entry, drop);
  if (action.do === 'route-pool')
    return [
      ...status,
      recordSite(
        { path: `${path}.poolId`, kind: 'talent-pool', list: 'talent-pools' },
        action,
        'poolId',
        'poolName',
        drop,
      ),
    ];
  if (action.do === 'route-provider')
    return [
      ...status,
      {
        path: `${path}.providerId`,
        kind: 'provider',
        list: 'none',
        id: action.providerId,
        name: action.providerName,
        put: (to) => void (to === null && drop()),
      },
    ];
  return status;
}

const conditionKinds: Readonly<Record<string, IdKind>> = {
  board: 'board',
  status: 'ticket-status',
  company: 'company',
  owner: 'member',
};

/** Ids a person wrote into conditions: what each is called nobody can tell, so a person has to look at them. */
function conditionSites(path: string, conditions: string): readonly IdSite[] {
  const found = conditions.matchAll(/([a-z]\w*)\/id\s*(?:=|!=|in|not in|>=?|<=?)\s*\(?\s*(\d+(?:\s*,\s*\d+)*)/gi);
  return [...found].flatMap(([words, record = '', numbers = '']) =>
    numbers.split(',').map(
      (number, index): IdSite => ({
        path: `${path}: ${words.trim()}${index === 0 ? '' : ` (${index + 1})`}`,
        kind: conditionKinds[record.toLowerCase()] ?? 'option',
        list: 'none',
        id: Number(number),
        name: '',
        // A condition less would let other tickets through.
        required: true,
        put: () => {},
      }),
    ),
  );
}
