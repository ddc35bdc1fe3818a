import type { ProbeStep } from '../../core/probe.ts';
import type { Psa } from '../../core/psa/port.ts';
import type { Remotes } from '../../core/remotes.ts';
import type { Config } from '../../shared/config.ts';
import type { Remote } from '../../shared/domain/records.ts';
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

/** The trigger's board and status, and each ticket status of the map, exist and can be used. */
export async function checkBoard(psa: Psa, config: Config): Promise<readonly Check[]> {
  const { ok, problem, warning } = checksOf('configuration');
  const { trigger, statusMap } = config;
  if (trigger === null) return [];
  try {
    const board = (await psa.boards()).find((one) => one.id === trigger.boardId);
    if (board === undefined || board.project)
      return [problem(`"trigger.boardId": ConnectWise has no service board ${trigger.boardId}`)];
    const checks: Check[] = [];
    if (board.inactive) checks.push(problem(`Board "${board.name}" (${board.id}) is inactive`));
    if (board.name !== trigger.boardName)
      checks.push(warning(`Board ${board.id} is called "${board.name}", not "${trigger.boardName}"`));
    const statuses = await psa.statuses(trigger.boardId);
    const known = (id: number) => statuses.find((status) => status.id === id && !status.inactive);
    if (trigger.statusId !== 0) {
      const status = known(trigger.statusId);
      if (status === undefined)
        checks.push(problem(`"trigger.statusId": board "${board.name}" has no active status ${trigger.statusId}`));
      else if (status.name !== trigger.statusName)
        checks.push(warning(`Status ${status.id} is called "${status.name}", not "${trigger.statusName}"`));
    }
    for (const { workOrderStatus, ticketStatusId } of statusMap) {
      if (ticketStatusId !== null && known(ticketStatusId) === undefined)
        checks.push(
          problem(`"statusMap": board "${board.name}" has no active status ${ticketStatusId} for ${workOrderStatus}`),
        );
    }
    return checks.length > 0 ? checks : [ok(`Board "${board.name}" has the trigger and every status of the map`)];
  } catch (thrown) {
    return [problem(`The board could not be read: ${AppError.from(thrown).message}`)];
  }
}
