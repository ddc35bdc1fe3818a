import { type Clock, systemClock } from '../../shared/clock.ts';
import type { CallbackChoice, RegisteredCallback } from '../../shared/domain/callbacks.ts';
import type { Named } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { CallbackRequest, Psa, Subscription } from '../psa/port.ts';
import type { CallbackMemory } from '../reach/health/registered.ts';
import { classifyCallbacks } from './classify.ts';
import { curlCommand } from './curl.ts';
import { shownUrl, workstationUrl } from './destination.ts';
import { callbackDraft, callbackWarnings, ownDescription, type Workstation } from './draft.ts';
import { ObjectNames } from './object-names.ts';

export interface CallbackCommandsOptions {
  readonly psa: () => Psa;
  /** Login company of ConnectWise, for the command. */
  readonly company: () => string;
  readonly workstation: () => Workstation;
  /** Says how old a name is; default the computer's. */
  readonly clock?: Pick<Clock, 'now'>;
  /** One line for the log; it never holds a secret. */
  readonly say: (kind: string, message: string) => Promise<void>;
  /** Told what a person paused, switched on again and deleted, so that it is not taken for drift. */
  readonly memory?: CallbackMemory;
  /** The entries changed: what was remembered of them is to be forgotten. */
  readonly onChange: () => void;
}

/** What is about to be sent. Both hold the address with its secret: they are shown once and never logged. */
export interface CallbackPreview {
  readonly request: CallbackRequest;
  readonly curl: { readonly posix: string; readonly powershell: string };
  readonly warnings: readonly string[];
}

/** `told`: the person was shown that the entry is not this app's, and wants it nevertheless. */
export interface Told {
  readonly told: boolean;
}

/** Everything a person does with callback entries. Each command reads the entries first, so that it acts on what is there. */
export class CallbackCommands {
  readonly #options: CallbackCommandsOptions;
  readonly #names: ObjectNames;

  constructor(options: CallbackCommandsOptions) {
    this.#options = options;
    this.#names = new ObjectNames({ clock: systemClock, ...options });
  }

  /** What is registered, with the names of what it is for as far as they can be read. */
  async list(signal?: AbortSignal): Promise<readonly RegisteredCallback[]> {
    const entries = classifyCallbacks(await this.#options.psa().subscriptions(signal), this.#options.workstation());
    const nameOf = await this.#names.of(entries, signal);
    const { memory } = this.#options;
    const [paused, resting] = [await memory?.pausedIds(), await memory?.restingIds()];
    return entries.map((entry) => {
      const isPaused = !entry.active && paused?.has(entry.id) === true;
      const rests = !entry.active && !isPaused && resting?.has(entry.id) === true;
      return {
        ...entry,
        objectName: nameOf(entry),
        paused: isPaused,
        resting: rests,
        flags: rests ? entry.flags.map(waiting) : entry.flags,
      };
    });
  }

  /** Records a level can be for, by name. */
  objects(
    query: { readonly type: string; readonly level: string; readonly text: string; readonly withinId?: number },
    signal?: AbortSignal,
  ): Promise<readonly Named[]> {
    return this.#options.psa().callbackObjects(query, signal);
  }

  /** Origin callbacks to this workstation get today; null while nothing can reach it. */
  address(): string | null {
    const { baseUrl } = this.#options.workstation();
    return baseUrl !== null && URL.canParse(baseUrl) ? new URL(baseUrl).origin : null;
  }

  preview(choice: CallbackChoice): CallbackPreview {
    const request = this.#options.psa().callbackRequest(callbackDraft(choice, this.#options.workstation()));
    const company = this.#options.company();
    return {
      request,
      curl: { posix: curlCommand(request, company, 'posix'), powershell: curlCommand(request, company, 'powershell') },
      warnings: callbackWarnings(choice),
    };
  }

  async register(choice: CallbackChoice, signal?: AbortSignal): Promise<RegisteredCallback> {
    const draft = callbackDraft(choice, this.#options.workstation());
    const saved = await this.#options.psa().saveCallback(draft, null, signal);
    return this.#changed('callback.registered', saved, 'was registered');
  }

  /**
   * Gives an entry another object, address or label. With another type or level a new one is made before the old one is deleted, so that nothing
   * is missed between. An empty trigger URL keeps the broker's address as it is. A paused entry stays paused.
   */
  async edit(id: number, choice: CallbackChoice, { told }: Told, signal?: AbortSignal): Promise<RegisteredCallback> {
    const psa = this.#options.psa();
    const { memory } = this.#options;
    const entry = await this.#entry(id, told, signal);
    const draft = callbackDraft(keepingAddress(choice, entry), this.#options.workstation());
    const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
    const sameLevel = same(entry.type, draft.type) && same(entry.level, draft.level);
    // Off without that, it was switched off by ConnectWise, and is switched on at the next check.
    const paused = !entry.active && (await memory?.pausedIds())?.has(id) === true;
    let saved = await psa.saveCallback(draft, sameLevel ? id : null, signal);
    if (!entry.active) saved = await psa.switchCallback(saved.id, false, signal);
    if (saved.id !== id) {
      await psa.deleteSubscription(id, signal);
      await memory?.removed(id);
    }
    if (paused) await memory?.paused(saved.id);
    return this.#changed('callback.edited', saved, 'was changed');
  }

  async pause(id: number, { told }: Told, signal?: AbortSignal): Promise<RegisteredCallback> {
    await this.#entry(id, told, signal);
    // Before it is sent: a check must not switch it on again. And after it: one that read it in between took it for switched on by somebody.
    await this.#options.memory?.paused(id);
    const saved = await this.#options.psa().switchCallback(id, false, signal);
    await this.#options.memory?.paused(id);
    return this.#changed('callback.paused', saved, 'was paused: it sends nothing until it is switched on again');
  }

  async enable(id: number, { told }: Told, signal?: AbortSignal): Promise<RegisteredCallback> {
    await this.#entry(id, told, signal);
    const saved = await this.#options.psa().switchCallback(id, true, signal);
    await this.#options.memory?.resumed(id);
    return this.#changed('callback.enabled', saved, 'was switched on again');
  }

  async remove(id: number, { told }: Told, signal?: AbortSignal): Promise<void> {
    const entry = await this.#entry(id, told, signal);
    await this.#options.psa().deleteSubscription(id, signal);
    await this.#options.memory?.removed(id);
    await this.#changed('callback.deleted', entry, 'was deleted');
  }

  /** Makes an entry that is half ours wholly ours: our label, today's address, switched on. */
  async adopt(id: number, signal?: AbortSignal): Promise<RegisteredCallback> {
    const workstation = this.#options.workstation();
    const entry = await this.#entry(id, false, signal);
    const { baseUrl, pathToken } = workstation;
    if (baseUrl === null)
      throw failure('callback.no-address', id, 'this workstation has no public address to point it at');
    const { type, level, objectId } = entry;
    const url = workstationUrl(baseUrl, pathToken);
    const description = ownDescription({ type, level, objectId }, '', workstation);
    const draft = { description, url, type, level, objectId, selfSuppressed: true };
    const saved = await this.#options.psa().saveCallback(draft, id, signal);
    await this.#options.memory?.resumed(id);
    return this.#changed('callback.adopted', saved, 'was adopted: it points at this workstation');
  }

  /** The entry as it stands. Throws when it is gone, or is not this app's and nobody said so. */
  async #entry(id: number, told: boolean, signal?: AbortSignal): Promise<Subscription> {
    const entries = await this.#options.psa().subscriptions(signal);
    const entry = entries.find((one) => one.id === id);
    if (entry === undefined) throw failure('callback.gone', id, 'ConnectWise has none with this number any more');
    const [shown] = classifyCallbacks([entry], this.#options.workstation());
    if (told || shown?.relation === 'ours' || shown?.relation === 'adoptable') return entry;
    throw failure(
      'callback.not-ours',
      id,
      shown?.relation === 'broker'
        ? `"${entry.description}" feeds Field Nation's Integration Broker. Confirm that you mean it`
        : `"${entry.description}" belongs to somebody else. Confirm that you mean it`,
    );
  }

  async #changed(kind: string, entry: Subscription, what: string): Promise<RegisteredCallback> {
    const [shown] = classifyCallbacks([entry], this.#options.workstation());
    if (shown === undefined) throw failure('callback.gone', entry.id, 'it cannot be shown');
    this.#options.onChange();
    const { type, level, objectId } = shown;
    const aim = level === 'Owner' ? `all of type ${type}` : `${type}, ${level} ${objectId}`;
    await this.#options.say(kind, `Callback ${entry.id} (${aim}, to ${shownUrl(entry.url)}) ${what}`);
    return shown;
  }
}

/** Switched off by this app: neither ConnectWise nor a person did it, and nobody has to do anything. */
function waiting(flag: RegisteredCallback['flags'][number]): RegisteredCallback['flags'][number] {
  if (flag.flag !== 'disabled') return flag;
  const message =
    'It is switched off because this workstation has no address it could lead to. It is switched on again with one.';
  return { ...flag, message };
}

function keepingAddress(choice: CallbackChoice, entry: Subscription): CallbackChoice {
  const { destination } = choice;
  if (destination.to !== 'broker' || destination.triggerUrl !== '') return choice;
  return { ...choice, destination: { to: 'broker', triggerUrl: entry.url } };
}

function failure(code: string, id: number, why: string): AppError {
  return new AppError({
    code,
    kind: 'permanent',
    message: `Callback ${id} was left as it is: ${why}.`,
    context: { remote: 'connectwise', callbackId: id },
  });
}
