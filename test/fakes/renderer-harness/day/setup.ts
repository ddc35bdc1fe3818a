import { type Config, emptyConfig, plainTrigger } from '../../../../src/shared/config.ts';
import type { AppInfo, SetupState } from '../../../../src/shared/ipc/contract.ts';
import { configFor, dayListenerPort } from './tunnel.ts';

export const boardStatuses = [
  { id: 501, name: 'New', closed: false },
  { id: 502, name: 'Dispatch to Field Nation', closed: false },
  { id: 503, name: 'Dispatched', closed: false },
  { id: 504, name: 'Scheduled', closed: false },
  { id: 505, name: 'In progress', closed: false },
  { id: 506, name: 'Work complete', closed: false },
  { id: 507, name: 'Waiting Parts', closed: false },
  { id: 508, name: 'Completed', closed: true },
  { id: 509, name: 'Cancelled', closed: true },
];

export const boards = [
  { id: 11, name: 'Field Services' },
  { id: 12, name: 'Help Desk' },
];

export const typesOfWork = [
  { id: 64, name: 'Desktop and laptop support' },
  { id: 65, name: 'Low voltage cabling' },
  { id: 63, name: 'Networking' },
  { id: 62, name: 'Point of Sale' },
  { id: 66, name: 'Printers' },
];

export const workOrderStatuses = [
  'Draft',
  'Published',
  'Routed',
  'Assigned',
  'Confirmed',
  'On My Way',
  'Checked In',
  'Checked Out',
  'Work Done',
  'Approved',
  'Paid',
  'Cancelled',
];

const full: Config = {
  ...emptyConfig,
  connectwise: { site: 'http://127.0.0.1:4101', company: 'sandbox', publicKey: 'SbXk29qLr7Pd' },
  fieldnation: {
    environment: 'custom',
    baseUrl: 'http://127.0.0.1:4102',
    clientId: 'fn00000-sandbox',
    username: 'api.user',
    companyId: '',
  },
  trigger: {
    boardId: 11,
    boardName: 'Field Services',
    statusId: 502,
    statusName: 'Dispatch to Field Nation',
    ...plainTrigger,
  },
  statusMap: [
    { workOrderStatus: 'Draft', ticketStatusId: null, ticketStatusName: '' },
    { workOrderStatus: 'Published', ticketStatusId: 503, ticketStatusName: 'Dispatched' },
    { workOrderStatus: 'Assigned', ticketStatusId: 504, ticketStatusName: 'Scheduled' },
    { workOrderStatus: 'Confirmed', ticketStatusId: 504, ticketStatusName: 'Scheduled' },
    { workOrderStatus: 'Checked In', ticketStatusId: 505, ticketStatusName: 'In progress' },
    { workOrderStatus: 'Checked Out', ticketStatusId: null, ticketStatusName: '' },
    { workOrderStatus: 'Work Done', ticketStatusId: 506, ticketStatusName: 'Work complete' },
    { workOrderStatus: 'Approved', ticketStatusId: 508, ticketStatusName: 'Completed' },
  ],
  started: true,
};

export function daySetup(scenario: string): SetupState {
  if (scenario === 'first-use') {
    return {
      config: emptyConfig,
      secretsSet: [],
      sandboxRunning: false,
      tested: { connectwise: false, fieldnation: false },
    };
  }
  const secretsSet: SetupState['secretsSet'] = [
    'connectwise.privateKey',
    'connectwise.clientId',
    'fieldnation.clientSecret',
    'fieldnation.password',
  ];
  if (scenario === 'testing') {
    return {
      config: { ...full, started: false, trigger: null, statusMap: [] },
      secretsSet,
      sandboxRunning: true,
      tested: { connectwise: false, fieldnation: false },
    };
  }
  const started = scenario !== 'ready';
  const intake = { ...full.intake, tunnel: configFor(scenario), port: started ? dayListenerPort : 0 };
  return {
    config: { ...full, started, statusMap: started ? full.statusMap : [], intake },
    secretsSet,
    sandboxRunning: true,
    tested: { connectwise: true, fieldnation: true },
  };
}

export function dayInfo(scenario: string): AppInfo {
  return {
    version: '0.1.0',
    profile: 'practice',
    profileKind: 'sandbox',
    platform: 'linux',
    trayAvailable: true,
    systemLanguage: 'en',
    runtime: [
      { name: 'Electron', version: '45.4.1' },
      { name: 'Chromium', version: '148.0.7778.56' },
      { name: 'Node', version: '24.21.0' },
      { name: 'SQLite', version: '3.53.0' },
    ],
    startedPaused: scenario === 'restored' || scenario === 'crashes' || scenario === 'fresh',
    pausedBecause:
      scenario === 'restored'
        ? { because: 'restored', backup: '20261121T081500000Z-v10-daily.db' }
        : scenario === 'crashes'
          ? { because: 'crashes', times: 3 }
          : scenario === 'fresh'
            ? { because: 'fresh' }
            : null,
    autostart: { available: true, why: '' },
    secretBackend:
      scenario === 'paused'
        ? {
            kind: 'session',
            name: 'memory',
            warning: 'No secret service answers on this desktop. Keys are kept for this run only.',
          }
        : { kind: 'keychain', name: 'GNOME Keyring', warning: null },
    startupProblem:
      scenario === 'startup-problem'
        ? {
            code: 'store.corrupt',
            kind: 'permanent',
            message:
              'The database bridge.db is damaged. Restore the newest backup, or start fresh: links are then found again from the records on both sides. The damaged file is kept in the quarantine folder.',
            context: { file: 'bridge.db', reason: 'SQLITE_CORRUPT' },
            action: { do: 'restore-backup' },
          }
        : null,
    dataFolder: '/home/alex/.config/dispatch-bridge/profiles/practice',
  };
}
