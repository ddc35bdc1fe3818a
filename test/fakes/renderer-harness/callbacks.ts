import { CallbackCommands } from '../../../src/core/callbacks/commands.ts';
import { callbackOverview } from '../../../src/core/callbacks/overview.ts';
import { callbackBody, callbacksPath } from '../../../src/core/psa/connectwise/callback-request.ts';
import type { CallbackDraft, Psa, Subscription } from '../../../src/core/psa/port.ts';
import type { Config } from '../../../src/shared/config.ts';
import { AppError, type AppErrorInfo } from '../../../src/shared/errors.ts';
import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';
import { dayObjectName, dayObjects } from './day/callback-objects.ts';
import { dayEntries, dayInstallation, dayPathToken, engineEntry } from './day/callbacks.ts';
import { boardStatuses } from './day/setup.ts';

/*
 * Callbacks on the made-up day: the product's own commands over entries in memory. Scenario `quiet`, `one` have the engine's own entry only,
 * `first-use`, `testing`, `ready` none; `sign-in`, `failing`, `offline` cannot read them; in `no-rights` nothing but the preview works.
 */

type Channels = Extract<keyof DispatchBridgeApi, `callbacks:${string}`>;

interface Day {
  readonly now: number;
  readonly config: () => Config;
  readonly saveIntake: (change: Partial<Config['intake']>) => void;
  /** Public origin now. */
  readonly origin: () => string | null;
  readonly changed: (topic: 'reach' | 'setup') => void;
}

const listTakesMs = 250;

const refusals: Readonly<Record<string, AppErrorInfo>> = {
  'sign-in': {
    code: 'connectwise.unauthorized',
    kind: 'auth',
    message: 'ConnectWise refuses the key of company "acme". Sign in again under Setup.',
    context: { remote: 'connectwise', status: 401 },
    action: { do: 'open-setup', step: 'connectwise' },
  },
  offline: {
    code: 'connectwise.offline',
    kind: 'offline',
    message: 'ConnectWise cannot be reached: this computer has no network.',
    context: { remote: 'connectwise', host: 'api-na.myconnectwise.net' },
  },
  failing: {
    code: 'connectwise.timeout',
    kind: 'transient',
    message: 'ConnectWise did not answer within 30 s when the callbacks were read. Load again.',
    context: { remote: 'connectwise' },
  },
  'no-rights': {
    code: 'connectwise.forbidden',
    kind: 'permanent',
    message: "ConnectWise does not let the API member read the callbacks: Check the API member's security role.",
    context: { remote: 'connectwise', status: 403 },
  },
};

export function callbackBridge(scenario: string, day: Day): Pick<DispatchBridgeApi, Channels> {
  let entries = ['first-use', 'testing', 'ready'].includes(scenario)
    ? []
    : ['quiet', 'one'].includes(scenario)
      ? engineEntry(day.now)
      : dayEntries(day.now);
  const commands = new CallbackCommands({
    psa: () => psa,
    company: () => day.config().connectwise?.company ?? 'sandbox',
    workstation: () => ({
      installation: dayInstallation,
      pathToken: dayPathToken,
      baseUrl: day.origin(),
      triggerBoardId: day.config().trigger?.boardId ?? null,
    }),
    say: async () => {},
    onChange: () => day.changed('reach'),
  });
  const psa = fakePsa(
    () => entries,
    (changed) => {
      entries = changed;
    },
  );
  const statuses = async (boardId: number) =>
    boardStatuses.map((status, sortOrder) => ({ ...status, boardId, inactive: false, sortOrder }));

  /** As the app answers: after a while, with failures as data. */
  async function answer<T>(work: () => T | Promise<T>, needsRights = true): Promise<T> {
    await new Promise((resolve) => setTimeout(resolve, listTakesMs));
    const refused = refusals[scenario];
    if (needsRights && refused !== undefined) throw refused;
    try {
      return await work();
    } catch (error) {
      throw AppError.from(error).toInfo();
    }
  }

  return {
    'callbacks:list': () => answer(() => callbackOverview({ callbacks: commands, config: day.config, statuses })),
    'callbacks:objects': ({ type, level, text, withinId }) =>
      answer(async () => [
        ...(await commands.objects({ type, level, text, ...(withinId === undefined ? {} : { withinId }) })),
      ]),
    'callbacks:within': ({ what, text }) => {
      const [type, level] = {
        board: ['Ticket', 'Board'],
        project: ['Project', 'Project'],
        company: ['Company', 'Company'],
      }[what];
      return answer(async () => [...(await commands.objects({ type: type ?? '', level: level ?? '', text }))]);
    },
    'callbacks:preview': (choice) =>
      answer(() => {
        const { request, curl, warnings } = commands.preview(choice);
        return { request, curl, warnings: [...warnings] };
      }, false),
    'callbacks:register': (choice) => answer(() => commands.register(choice)),
    'callbacks:edit': ({ id, choice, told = false }) => answer(() => commands.edit(id, choice, { told })),
    'callbacks:switch': ({ id, active, told = false }) =>
      answer(() => (active ? commands.enable(id, { told }) : commands.pause(id, { told }))),
    'callbacks:adopt': ({ id }) => answer(() => commands.adopt(id)),
    'callbacks:remove': ({ id, told = false }) => answer(() => commands.remove(id, { told })),
    'callbacks:choose-creator': ({ createdBy }) =>
      answer(() => {
        const boardId = day.config().trigger?.boardId ?? 0;
        day.saveIntake({ brokerBoards: [{ boardId, createdBy }] });
        day.changed('setup');
        day.changed('reach');
      }),
  };
}

/** ConnectWise as far as callbacks need it. */
function fakePsa(read: () => Subscription[], write: (entries: Subscription[]) => void): Psa {
  const part: Partial<Psa> = {
    subscriptions: async () => read(),
    callbackRequest: (draft) => ({
      method: 'POST',
      path: callbacksPath,
      url: `http://127.0.0.1:4101/v4_6_release/apis/3.0${callbacksPath}`,
      body: callbackBody(draft),
    }),
    async saveCallback(draft: CallbackDraft, existingId: number | null) {
      const id = existingId ?? Math.max(0, ...read().map((one) => one.id)) + 3;
      const saved = { ...draft, id, active: true, updatedAt: Date.now(), updatedBy: 'svc-fieldnation' };
      write([...read().filter((one) => one.id !== id), saved]);
      return saved;
    },
    async switchCallback(id, active) {
      const found = read().find((one) => one.id === id);
      if (found === undefined) throw new Error('The day has no such callback');
      const saved = { ...found, active, updatedAt: Date.now(), updatedBy: 'svc-fieldnation' };
      write(read().map((one) => (one.id === id ? saved : one)));
      return saved;
    },
    async deleteSubscription(id) {
      write(read().filter((one) => one.id !== id));
    },
    async callbackObjects({ type, level, text, withinId }) {
      const wanted = text.trim().toLowerCase();
      return dayObjects(type, level, withinId)
        .filter(({ id, name }) => name.toLowerCase().includes(wanted) || String(id) === wanted)
        .slice(0, 50);
    },
    callbackObjectName: async (type, level, objectId) => dayObjectName(type, level, objectId),
  };
  return part as Psa;
}
