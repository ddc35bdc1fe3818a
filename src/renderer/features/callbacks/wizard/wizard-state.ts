import { callbackAdvice, callbackLevel, callbackMatrix } from '../../../../shared/domain/callback-matrix.ts';
import type {
  CallbackChoice,
  CallbackLevel,
  CallbackType,
  CallbackTypeInfo,
  RegisteredCallback,
} from '../../../../shared/domain/callbacks.ts';

/* What a person has entered in the wizard, and where it leads. Pure: asking ConnectWise is for the steps. */

export const wizardSteps = ['destination', 'what', 'record', 'review', 'result'] as const;
export type WizardStep = (typeof wizardSteps)[number];

export interface Named {
  readonly id: number;
  readonly name: string;
}

/** What it shall do: both ways, only sending, or any pair of the matrix. */
export type WizardAim = 'two-way' | 'dispatch' | 'other';
export type WizardTo = 'workstation' | 'broker';

/** What is chosen beforehand, because the trigger says so. */
export interface WizardDefaults {
  readonly board: Named | null;
  readonly status: Named | null;
}

export interface WizardState {
  readonly step: WizardStep;
  /** The entry that is changed; null = a new one. */
  readonly editing: RegisteredCallback | null;
  readonly defaults: WizardDefaults;
  readonly to: WizardTo;
  /** Holds a secret. Empty while an entry of the broker is changed = its address stays. */
  readonly triggerUrl: string;
  /** Null = nobody chose: what is recommended for the destination. */
  readonly aim: WizardAim | null;
  readonly type: CallbackType;
  readonly level: string;
  readonly within: Named | null;
  readonly object: Named | null;
  readonly byNumber: boolean;
  readonly number: string;
  readonly label: string;
  /** What was registered. */
  readonly registered: RegisteredCallback | null;
}

export type WizardEvent =
  | { readonly do: 'to'; readonly to: WizardTo }
  | { readonly do: 'trigger-url'; readonly text: string }
  | { readonly do: 'aim'; readonly aim: WizardAim }
  | { readonly do: 'type'; readonly type: CallbackType }
  | { readonly do: 'level'; readonly level: string }
  | { readonly do: 'within'; readonly record: Named | null }
  | { readonly do: 'object'; readonly record: Named | null }
  | { readonly do: 'by-number'; readonly on: boolean }
  | { readonly do: 'number'; readonly text: string }
  | { readonly do: 'label'; readonly text: string }
  | { readonly do: 'go'; readonly step: WizardStep }
  | { readonly do: 'next' }
  | { readonly do: 'back' }
  | { readonly do: 'registered'; readonly entry: RegisteredCallback };

export function recommendedAim(to: WizardTo): Exclude<WizardAim, 'other'> {
  return to === 'broker' ? 'dispatch' : 'two-way';
}

export function aimOf(state: Pick<WizardState, 'aim' | 'to'>): WizardAim {
  return state.aim ?? recommendedAim(state.to);
}

/** Type and level that stand now. */
export function pairOf(state: WizardState): { readonly info: CallbackTypeInfo; readonly level: CallbackLevel } | null {
  const aim = aimOf(state);
  const { type, level } = aim === 'other' ? state : callbackAdvice[aim];
  return callbackLevel(type, level);
}

/** A new wizard. */
export function newWizard(defaults: WizardDefaults, to: WizardTo = 'workstation'): WizardState {
  return withDefaults({
    step: 'destination',
    editing: null,
    defaults,
    to,
    triggerUrl: '',
    aim: null,
    type: 'Ticket',
    level: 'Board',
    within: null,
    object: null,
    byNumber: false,
    number: '',
    label: '',
    registered: null,
  });
}

/** The part of the description a person wrote: without the name of the installation, and empty where the app made it up. */
function labelOf({ relation, description, type, level }: RegisteredCallback): string {
  const label = relation === 'broker' ? description : (/^Dispatch Bridge\/\S+ (.+)$/.exec(description)?.[1] ?? '');
  return label === `${type}, ${level}` ? '' : label.slice(0, 60);
}

/** A wizard that changes an entry, with everything as it is. */
export function editWizard(entry: RegisteredCallback, defaults: WizardDefaults, step: WizardStep): WizardState {
  const found = callbackLevel(entry.type, entry.level);
  const to = entry.relation === 'broker' ? 'broker' : 'workstation';
  const advised = (['two-way', 'dispatch'] as const).find(
    (aim) => callbackAdvice[aim].type === entry.type && callbackAdvice[aim].level === entry.level,
  );
  const picked = found !== null && found.level.pick.by !== 'none';
  const named = picked && entry.objectName !== null && found.level.pick.by === 'name';
  return {
    ...newWizard(defaults, to),
    step,
    editing: entry,
    aim: found === null ? null : (advised ?? 'other'),
    type: found?.info.type ?? 'Ticket',
    level: found?.level.level ?? 'Board',
    within: null,
    object: named ? { id: entry.objectId, name: entry.objectName ?? '' } : null,
    byNumber: picked && !named,
    number: picked && !named ? String(entry.objectId) : '',
    label: labelOf(entry),
  };
}

/** The board of the trigger, or its status, where nothing else was picked. */
function withDefaults(state: WizardState): WizardState {
  const pair = pairOf(state);
  if (pair === null || pair.info.type !== 'Ticket' || state.object !== null || state.byNumber) return state;
  const { board, status } = state.defaults;
  if (pair.level.level === 'Board') return { ...state, object: board };
  if (pair.level.level === 'Status' && board !== null) return { ...state, within: board, object: status };
  return state;
}

/** Another type or level is about other records: what was picked goes. */
function repicked(before: WizardState, change: Partial<WizardState>): WizardState {
  const after = { ...before, ...change };
  const [was, is] = [pairOf(before), pairOf(after)];
  if (was?.info.type === is?.info.type && was?.level.level === is?.level.level) return after;
  return withDefaults({
    ...after,
    within: null,
    object: null,
    byNumber: is?.level.pick.by === 'number',
    number: '',
  });
}

/** The steps there are: nothing is picked where all records are meant. */
export function stepsOf(state: WizardState): readonly WizardStep[] {
  const picks = pairOf(state)?.level.pick.by !== 'none';
  return wizardSteps.filter((step) => step !== 'record' || picks);
}

/** A whole number above 0; null for anything else. */
export function recordNumber(text: string): number | null {
  const trimmed = text.trim();
  return /^[1-9]\d{0,9}$/.test(trimmed) ? Number(trimmed) : null;
}

export type Missing = 'address' | 'trigger-url' | 'level' | 'within' | 'object' | 'number';

/** What a step still lacks; null = it is complete. `address`: public origin of this workstation. */
export function missingIn(state: WizardState, step: WizardStep, address: string | null): Missing | null {
  if (step === 'destination') {
    if (state.to === 'workstation') return address === null ? 'address' : null;
    const kept = state.editing?.relation === 'broker';
    return state.triggerUrl.trim() === '' && !kept ? 'trigger-url' : null;
  }
  const pair = pairOf(state);
  if (step === 'what') return pair === null ? 'level' : null;
  if (step !== 'record' || pair === null || pair.level.pick.by === 'none') return null;
  if (state.byNumber) return recordNumber(state.number) === null ? 'number' : null;
  if (state.object !== null) return null;
  const needsWithin = pair.level.pick.by === 'name' && pair.level.pick.within !== null;
  return needsWithin && state.within === null ? 'within' : 'object';
}

/** True when every step before this one is complete. Once registered, the result alone is left. */
export function isReachable(state: WizardState, step: WizardStep, address: string | null): boolean {
  if (state.registered !== null) return step === 'result';
  if (step === 'result') return false;
  const steps = stepsOf(state);
  return steps.slice(0, Math.max(0, steps.indexOf(step))).every((one) => missingIn(state, one, address) === null);
}

/** What is asked for; null while something is missing. */
export function choiceOf(state: WizardState): CallbackChoice | null {
  const pair = pairOf(state);
  if (pair === null) return null;
  const objectId = pair.level.pick.by === 'none' ? 1 : state.byNumber ? recordNumber(state.number) : state.object?.id;
  if (objectId === null || objectId === undefined) return null;
  return {
    destination: state.to === 'broker' ? { to: 'broker', triggerUrl: state.triggerUrl.trim() } : { to: 'workstation' },
    type: pair.info.type,
    level: pair.level.level,
    objectId,
    description: state.label.trim(),
  };
}

/** The Board callback of the trigger's board: the app keeps it by itself, under a label of its own. */
export function isKeptByApp(state: WizardState): boolean {
  const choice = choiceOf(state);
  if (choice === null || choice.destination.to !== 'workstation') return false;
  return choice.type === 'Ticket' && choice.level === 'Board' && choice.objectId === state.defaults.board?.id;
}

/** Whether leaving would lose something a person entered. */
export function isDirty(state: WizardState, initial: WizardState): boolean {
  if (state.registered !== null) return false;
  const entered = ({ to, triggerUrl, aim, type, level, within, object, number, label }: WizardState): string =>
    JSON.stringify([to, triggerUrl, aim, type, level, within?.id, object?.id, number, label]);
  return entered(state) !== entered(initial);
}

function neighbour(state: WizardState, by: 1 | -1): WizardStep {
  const steps = stepsOf(state);
  return steps[steps.indexOf(state.step) + by] ?? state.step;
}

/** The wizard after something was entered. Whether a step is complete is checked before `next` is sent. */
export function wizardAfter(state: WizardState, event: WizardEvent): WizardState {
  switch (event.do) {
    case 'to':
      return repicked(state, { to: event.to });
    case 'trigger-url':
      return { ...state, triggerUrl: event.text };
    case 'aim':
      return repicked(state, { aim: event.aim });
    case 'type': {
      const levels = callbackMatrix.find(({ type }) => type === event.type)?.levels ?? [];
      const kept = levels.find(({ level }) => level === state.level);
      return repicked(state, { type: event.type, level: kept?.level ?? levels[0]?.level ?? state.level });
    }
    case 'level':
      return repicked(state, { level: event.level });
    case 'within':
      return { ...state, within: event.record, object: null };
    case 'object':
      return { ...state, object: event.record };
    case 'by-number':
      return { ...state, byNumber: event.on };
    case 'number':
      return { ...state, number: event.text };
    case 'label':
      return { ...state, label: event.text };
    case 'go':
      return { ...state, step: event.step };
    case 'next':
      return { ...state, step: neighbour(state, 1) };
    case 'back':
      return { ...state, step: neighbour(state, -1) };
    case 'registered':
      return { ...state, registered: event.entry, step: 'result' };
  }
}

/** An entry that does the same already: the same records to the same reader. */
export function sameEntry(
  state: WizardState,
  entries: readonly RegisteredCallback[],
  objectId: number,
): RegisteredCallback | null {
  const pair = pairOf(state);
  const environment = state.to === 'broker';
  return (
    entries.find(
      (entry) =>
        entry.id !== state.editing?.id &&
        (environment ? entry.relation === 'broker' : entry.relation === 'ours' || entry.relation === 'adoptable') &&
        entry.type === pair?.info.type &&
        entry.level === pair.level.level &&
        (pair.level.pick.by === 'none' || entry.objectId === objectId),
    ) ?? null
  );
}
