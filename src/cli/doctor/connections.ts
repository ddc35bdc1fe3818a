import type { ProbeStep } from '../../core/probe.ts';
import type { Psa } from '../../core/psa/port.ts';
import type { Remotes } from '../../core/remotes.ts';
import type { Config } from '../../shared/config.ts';
import type { Named, Remote } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import { type Check, checksOf } from './check.ts';

const probeStates = { ok: 'ok', running: 'ok', warning: 'warning', failed: 'problem' } as const;

export interface Connection {
  readonly checks: readonly Check[];
  /** False when nothing more can be asked of it. */
  readonly signedIn: boolean;
}

/** The connection test the app makes too: sign-in, clock, and each right by name. Reads only. */
export async function checkConnection(remotes: Remotes, config: Config, remote: Remote): Promise<Connection> {
  const { ok, skipped } = checksOf(remote);
  if (config[remote] === null) return { checks: [skipped('Not configured')], signedIn: false };
  const vendor = remote === 'connectwise' ? remotes.psa() : remotes.fieldNation();
  const steps = await vendor.probe(() => {});
  const checks = steps.map(
    ({ state, message }: ProbeStep): Check => ({ area: remote, state: probeStates[state], message }),
  );
  const signedIn = steps.some((step) => step.id === 'sign-in' && step.state === 'ok');
  const clocks =
    steps.some((step) => step.id === 'clock') || !signedIn ? [] : [ok("Its clock and this machine's agree")];
  return { checks: [...checks, ...clocks], signedIn };
}

/**
 * The trigger's board and status, and each ticket status of the map, exist and can be used. Where one does not, those to choose from are named
 * with their numbers: without a window there is no list to pick from.
 */
export async function checkBoard(psa: Psa, config: Config): Promise<readonly Check[]> {
  const { ok, problem, warning } = checksOf('configuration');
  const { trigger } = config;
  try {
    const boards = (await psa.boards()).filter((board) => !board.inactive && !board.project);
    if (trigger === null) return [ok(`Boards to choose from: ${listed(boards)}`)];
    const board = boards.find((one) => one.id === trigger.boardId);
    if (board === undefined)
      return [
        problem(`"trigger.boardId": there is no active service board ${trigger.boardId}; there are ${listed(boards)}`),
      ];
    const statuses = (await psa.statuses(board.id)).filter((status) => !status.inactive);
    const renamed = [
      ...(board.name === trigger.boardName
        ? []
        : [`Board ${board.id} is called "${board.name}", not "${trigger.boardName}"`]),
      ...statuses
        .filter(({ id, name }) => id === trigger.statusId && name !== trigger.statusName)
        .map(({ id, name }) => `Status ${id} is called "${name}", not "${trigger.statusName}"`),
    ];
    const unknown = unknownStatuses(config, statuses);
    if (unknown.length > 0) unknown.push(`Board "${board.name}" has ${listed(statuses)}`);
    if (renamed.length + unknown.length > 0) return [...unknown.map(problem), ...renamed.map(warning)];
    return [ok(`Board "${board.name}" has the trigger and every status of the map`)];
  } catch (thrown) {
    return [problem(`The board could not be read: ${AppError.from(thrown).message}`)];
  }
}

function unknownStatuses({ trigger, statusMap }: Config, statuses: readonly Named[]): string[] {
  const known = new Set(statuses.map(({ id }) => id));
  const wanted = [
    ...(trigger === null || trigger.statusId === 0 ? [] : [{ id: trigger.statusId, path: '"trigger.statusId"' }]),
    ...statusMap.map((row) => ({ id: row.ticketStatusId, path: `"statusMap", ${row.workOrderStatus}` })),
  ];
  return wanted
    .filter(({ id }) => id !== null && !known.has(id))
    .map(({ id, path }) => `${path}: no active status ${id}`);
}

function listed(things: readonly Named[]): string {
  return things.map(({ id, name }) => `"${name}" (${id})`).join(', ');
}
