import type { Config } from '../../../src/shared/config.ts';
import { emptyConfig } from '../../../src/shared/config.ts';
import type { DryRun } from '../../../src/shared/domain/trials.ts';
import type { AppErrorInfo } from '../../../src/shared/errors.ts';
import type { ChannelInput, ChannelOutput, DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';
import { daySync, lookUpLists, memberRows } from './day/sync.ts';

/* The settings of the sync, trials and look-ups of the made-up day. Scenario `offline` reads nothing from either side. */

const offline: AppErrorInfo = {
  code: 'network.offline',
  kind: 'transient',
  message: 'ConnectWise could not be reached: this computer has no network.',
  context: { host: 'api-na.myconnectwise.net' },
};

type Channels =
  | 'sync:settings'
  | 'sync:save'
  | 'sync:test-event'
  | 'sync:members'
  | 'sync:look-up'
  | 'trigger:preview'
  | 'trigger:create';

export function syncBridge(
  scenario: string,
  created: (sentFieldId: number) => void = () => {},
): Pick<DispatchBridgeApi, Channels> {
  const later = <T>(value: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), 20));
  const online = <T>(value: () => T): Promise<T> => (scenario === 'offline' ? Promise.reject(offline) : later(value()));
  let sync: Config['sync'] = ['first-use', 'ready', 'one'].includes(scenario) ? emptyConfig.sync : daySync();

  return {
    'sync:settings': () => later(sync),
    'sync:save': (sections) => {
      sync = { ...sync, ...(sections as Partial<Config['sync']>) };
      return later(sync);
    },
    'sync:test-event': (input) => online(() => tried(input)),
    'sync:members': () => online(() => memberRows),
    'sync:look-up': ({ what, text = '' }) =>
      online(() => lookUpLists[what].filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))),
    'trigger:preview': ({ rule }) => online(() => preview(rule)),
    'trigger:create': ({ rule }) =>
      online(() => {
        created(31);
        return { sentFieldId: 31, workflowId: rule === null ? null : 88 };
      }),
  };
}

function tried({ event, workOrderId, action }: ChannelInput<'sync:test-event'>): DryRun {
  const occasion = `Work order ${String(workOrderId)}: R. Diaz checked in at 09:14`;
  const base: DryRun = { occasion, changes: [], note: null, problems: [], remarks: [] };
  if (action.do === 'note')
    return { ...base, note: { tab: 'internal', text: action.text || 'R. Diaz checked in at 09:14, visit 1' } };
  if (action.do === 'script')
    return {
      ...base,
      problems: [
        {
          code: 'script.wrong-answer',
          kind: 'permanent',
          message: `The script of ${event} answered something that cannot be used at ticket: expected an object.`,
          context: {},
        },
      ],
    };
  return {
    ...base,
    changes: [
      { side: 'connectwise', target: 'status', label: 'Status', from: 'Scheduled', to: 'In progress' },
      { side: 'connectwise', target: 'customFields.22', label: 'FN Provider', from: null, to: 'Rosa Diaz' },
    ],
    remarks: [
      'The board of ticket 1042 is Help Desk, which is not among Field Services: this pair does not act on events.',
    ],
  };
}

function preview(rule: ChannelInput<'trigger:preview'>['rule']): ChannelOutput<'trigger:preview'> {
  const field = {
    method: 'POST',
    path: '/system/userDefinedFields',
    body: { caption: 'FN Sync Status', fieldTypeIdentifier: 'Text', entryTypeIdentifier: 'EntryField' },
  };
  if (rule === null) return { sentField: null, requests: [field] };
  const workflow = { method: 'POST', path: '/system/workflows', body: { name: rule.name, tableType: { id: 7 } } };
  const event = {
    method: 'POST',
    path: '/system/workflows/{id}/events',
    body: { frequencyOfExecution: 0, eventCondition: `board/id = ${String(rule.boardId)}` },
  };
  return { sentField: null, requests: [field, workflow, event] };
}
