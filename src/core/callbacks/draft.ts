import { callbackAdvice, callbackLevel } from '../../shared/domain/callback-matrix.ts';
import type { CallbackChoice } from '../../shared/domain/callbacks.ts';
import { AppError } from '../../shared/errors.ts';
import type { CallbackDraft } from '../psa/port.ts';
import { brokerUrl, workstationUrl } from './destination.ts';

/** This installation, as its callbacks name and reach it. */
export interface Workstation {
  /** Short random id of the installation. */
  readonly installation: string;
  readonly pathToken: string;
  /** Public origin of the listener today; null while nothing can reach it. */
  readonly baseUrl: string | null;
  /** Board whose tickets are sent; its Board callback is the engine's own. */
  readonly triggerBoardId: number | null;
}

/** How each callback the engine keeps begins its description; the installation's id follows. */
export const descriptionStart = 'Dispatch Bridge';

/** Description of the one Board callback the engine keeps itself (`../reach/health/own-callback.ts`). */
export function engineDescription(installation: string): string {
  return `${descriptionStart} ${installation}`;
}

/** How the description of any other callback of this workstation begins: not as the engine's, which would tidy it away as a second one. */
export function personDescription(installation: string): string {
  return `${descriptionStart}/${installation}`;
}

/** Whether a person registered it for this workstation, as its description says. */
export function isPersonal(description: string, installation: string): boolean {
  return `${description} `.startsWith(`${personDescription(installation)} `);
}

/** What a callback to this workstation is called in ConnectWise. */
export function ownDescription(
  aim: { readonly type: string; readonly level: string; readonly objectId: number },
  label: string,
  { installation, triggerBoardId }: Workstation,
): string {
  const pair = `${aim.type}/${aim.level}`.toLowerCase();
  if (pair === 'ticket/board' && aim.objectId === triggerBoardId) return engineDescription(installation);
  return `${personDescription(installation)} ${label || `${aim.type}, ${aim.level}`}`.slice(0, 100);
}

/** The entry a choice makes. Throws with what is missing, in words. */
export function callbackDraft(choice: CallbackChoice, workstation: Workstation): CallbackDraft {
  const found = callbackLevel(choice.type, choice.level);
  if (found === null)
    throw unusable(
      `ConnectWise has no callback of type ${choice.type} and level ${choice.level}. Choose another level.`,
    );
  const { info, level } = found;
  if (level.pick.by !== 'none' && choice.objectId <= 0)
    throw unusable(`Choose the ${level.object} the callback is for first.`);
  const toBroker = choice.destination.to === 'broker';
  const label = choice.description?.trim() ?? '';
  return {
    description: toBroker
      ? label || 'Field Nation dispatch'
      : ownDescription({ type: info.type, level: level.level, objectId: choice.objectId }, label, workstation),
    url: choice.destination.to === 'broker' ? brokerUrl(choice.destination.triggerUrl) : ownUrl(workstation),
    type: info.type.toLowerCase(),
    level: level.level.toLowerCase(),
    objectId: level.pick.by === 'none' ? 1 : choice.objectId,
    // Our own changes come back as answers. The broker must hear of them: it is another system.
    selfSuppressed: !toBroker,
  };
}

/** What speaks against a choice, as sentences; an empty list when nothing does. */
export function callbackWarnings(choice: CallbackChoice): readonly string[] {
  const found = callbackLevel(choice.type, choice.level);
  if (found === null) return [];
  const { info, level } = found;
  const ticket = info.type === 'Ticket';
  if (choice.destination.to === 'broker') {
    if (!ticket)
      return [
        `The Integration Broker takes every number for that of a ticket. Callbacks for ${info.many} would make it read records that are none.`,
      ];
    return level.level === 'Status'
      ? []
      : [
          `Every save is sent to the Integration Broker, also of tickets that are not for dispatch. ${callbackAdvice.dispatch.why}`,
        ];
  }
  if (ticket && level.level === 'Status') return [`Not for two-way sync. ${callbackAdvice['two-way'].why}`];
  if (level.level === 'Owner' && info.use !== 'log')
    return [`Many callbacks arrive: for all ${info.many} of the company, linked or not.`];
  return [];
}

function ownUrl({ baseUrl, pathToken }: Workstation): string {
  if (baseUrl === null)
    throw new AppError({
      code: 'callback.no-address',
      kind: 'permanent',
      message:
        'This workstation has no public address yet, so ConnectWise could not reach it. Set up a tunnel first; until then changes are found by polling.',
      action: { do: 'open-callbacks', tab: 'tunnel' },
    });
  return workstationUrl(baseUrl, pathToken);
}

function unusable(message: string): AppError {
  return new AppError({ code: 'callback.incomplete', kind: 'permanent', message });
}
