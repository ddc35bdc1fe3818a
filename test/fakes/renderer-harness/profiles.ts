import type { IdFinding, ProfileView, Promotion } from '../../../src/shared/domain/promotion.ts';
import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';

type Channels = Extract<keyof DispatchBridgeApi, `config:${string}` | `profiles:${string}`>;

const profile = (name: string, kind: ProfileView['kind'], more: Partial<ProfileView> = {}): ProfileView => ({
  name,
  kind,
  current: false,
  running: false,
  connectwise: '',
  fieldnation: '',
  started: false,
  problem: '',
  ...more,
});

const all: readonly ProfileView[] = [
  profile('sandbox', 'sandbox', {
    current: true,
    running: true,
    connectwise: 'northwind, 127.0.0.1:4101',
    fieldnation: 'api.dispatch, 127.0.0.1:4102',
    started: true,
  }),
  profile('demo-training', 'sandbox'),
  profile('production', 'production', {
    running: true,
    connectwise: 'northwind, na.myconnectwise.net',
    fieldnation: 'dispatch@northwindmsp.example, production',
    started: true,
  }),
  profile('production-old', 'production', {
    problem:
      'The database was written by a newer Dispatch Bridge (format 14, this one knows 10). Install the newer version again, or restore a backup.',
  }),
  profile('staging', 'staging', {
    connectwise: 'northwind-staging, staging.connectwisedev.com',
    fieldnation: 'dispatch@northwindmsp.example, sandbox',
  }),
];

const finding = (
  path: string,
  kind: IdFinding['kind'],
  name: string,
  sourceId: number,
  state: IdFinding['state'],
  more: Partial<IdFinding> = {},
): IdFinding => ({
  path,
  kind,
  name,
  sourceId,
  state,
  targetId: state === 'same' ? sourceId : null,
  choices: [],
  ...more,
});

const statuses = ['New', 'Triage', 'Dispatch to FN', 'Dispatched', 'Scheduled', 'Work complete', 'Completed'].map(
  (name, index) => ({ id: 511 + index, name }),
);

function promotion(source: string, now: number): Promotion {
  return {
    source,
    madeAt: now - 7_200_000,
    differences: [
      {
        area: 'trigger',
        what: 'Dispatching',
        before: 'started',
        after: 'off until a person has seen the plan and pressed Start',
      },
      { area: 'trigger', what: 'Trigger status', before: 'Dispatch to FN (513)', after: 'Send to Field Nation (518)' },
      { area: 'trigger', what: 'Type of work', before: '', after: 'Networking (63)' },
      {
        area: 'trigger',
        what: 'Ticket status for work order status: Assigned',
        before: 'Scheduled (515)',
        after: 'Technician booked',
      },
      { area: 'sync', what: 'Notes to the work order', before: 'off', after: 'public' },
      {
        area: 'sync',
        what: 'Events only for clients',
        before: '',
        after: 'Harbor Dental Group (2011), Garden State Foods, Inc. (2012), Lone Star Credit Union (2013)',
      },
    ],
    mappingDifferences: [
      { what: 'Name of the mapping', before: 'Standard', after: 'Staging 4' },
      { what: 'Rule incident', before: '', after: 'SYNC externalXRef to incident_id' },
      { what: 'Rule contact: target', before: 'custom_fields.136', after: 'custom_fields.141' },
    ],
    ids: [
      finding('config.trigger.boardId', 'board', 'Field Dispatch', 21, 'moved', { targetId: 25 }),
      finding('config.trigger.statusId', 'ticket-status', 'Send to Field Nation', 518, 'missing', {
        choices: statuses,
      }),
      finding('config.statusMap[3]', 'ticket-status', 'Technician booked', 519, 'missing', { choices: statuses }),
      finding('mapping.statusMaps[0].toTicket[3]', 'ticket-status', 'Technician booked', 519, 'missing', {
        choices: statuses,
      }),
      finding('config.sync.events.filters.companies[0]', 'company', 'Alder Logistics', 77, 'ambiguous', {
        choices: [
          { id: 251, name: 'Alder Logistics' },
          { id: 263, name: 'Alder Logistics' },
        ],
      }),
      finding('config.trigger.conditions: priority/id = 3', 'option', '', 3, 'unknown'),
      finding('config.create.typeOfWork', 'type-of-work', 'Networking', 63, 'same'),
      finding('config.sync.events.filters.clients[0]', 'client', 'Harbor Dental Group', 12, 'moved', {
        targetId: 2011,
      }),
      finding('mapping.rules[7].target', 'custom-field', 'Site contact', 136, 'moved', { targetId: 141 }),
    ],
    problems: [],
    kept: [
      'The connections: ConnectWise northwind and Field Nation api.dispatch',
      'Passwords, keys and tokens in the keychain of this computer',
      'How this computer is reached: cloudflared',
      'The proxy and the certificate authorities',
      'Links and history',
    ],
    applied: false,
  };
}

/** Configurations and the other profiles of the made-up day. */
export function profileBridge(scenario: string, now: number): Pick<DispatchBridgeApi, Channels> {
  let compared = promotion('file', now);
  const refused = (code: string, message: string) =>
    Object.assign(new Error(message), { code, kind: 'permanent', context: {} });
  return {
    'config:export': async () => ({ file: '/home/kim/Documents/dispatch-bridge-sandbox.json' }),
    async 'config:compare'(input) {
      if (scenario === 'failing')
        throw refused(
          'config.not-a-document',
          'The file is not a configuration document of Dispatch Bridge: it is a mapping. Import it under Mapping instead.',
        );
      compared = promotion(input.from === 'file' ? 'file' : input.name, now);
      if (scenario === 'offline')
        compared = {
          ...compared,
          ids: [],
          problems: [
            'ConnectWise could not be asked what its ids mean here: ConnectWise does not answer. Check the network of this computer.',
          ],
        };
      return compared;
    },
    'config:take-over': async () => ({ ...compared, applied: true }),
    'profiles:list': async () => (scenario === 'one' ? all.slice(0, 1) : [...all]),
    'profiles:open': async () => {},
  };
}
