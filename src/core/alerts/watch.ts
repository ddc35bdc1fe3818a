import type { Clock } from '../../shared/clock.ts';
import type { Alert } from '../../shared/domain/alerts.ts';
import type { Logger } from '../../shared/logger.ts';
import { appLine } from '../monitor/app-line.ts';
import type { NewAlert } from '../store/alerts-port.ts';
import type { Store } from '../store/port.ts';
import type { AlertFacts } from './facts.ts';
import { type LookResult, look, nameOf, nothingStands, type Standing } from './look.ts';
import { noMemory, type RuleMemory, verdicts } from './rules.ts';

/** It is looked at least this often (ms). */
const everyMs = 60_000;
/** Changes are gathered this long before they are looked at (ms); while much happens, looks are this far apart. */
const settleMs = 5_000;
/** Nobody looked for longer: the computer slept, and nothing stood meanwhile as far as anyone knows (ms). */
const sleptMs = 2 * everyMs;

export interface AlertWatchOptions {
  readonly store: Pick<Store, 'keepAlerts' | 'activeAlerts' | 'alertMemory'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly facts: () => Promise<AlertFacts>;
  /** After a look; `changed` when an alert was raised, reworded or is over. */
  readonly onLooked: (changed: boolean) => void;
}

/** Looks each minute, and soon after something changed, and keeps what it finds. Looks never overlap. */
export class AlertWatch {
  readonly #options: AlertWatchOptions;
  #memory: RuleMemory | null = null;
  #standing: Standing = nothingStands;
  /** When it was looked last (ms); null = not since the start. */
  #lookedAt: number | null = null;
  #looking: Promise<void> | null = null;
  #cancel: () => void = () => {};
  #dueAt = Number.POSITIVE_INFINITY;
  /** Something changed while it was looked. */
  #touched = false;
  #stopped = true;

  constructor(options: AlertWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopped = false;
    this.#lookIn(settleMs);
  }

  /** Something changed that a rule may look at. */
  touch(): void {
    this.#touched = true;
    if (!this.#stopped && this.#looking === null) this.#lookIn(settleMs);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#looking;
  }

  /** The sooner of what is due already and this. */
  #lookIn(delayMs: number): void {
    const at = this.#options.clock.now() + delayMs;
    if (at >= this.#dueAt) return;
    this.#cancel();
    this.#dueAt = at;
    this.#cancel = this.#options.clock.after(delayMs, () => {
      this.#dueAt = Number.POSITIVE_INFINITY;
      this.#touched = false;
      this.#looking = this.#lookNow().finally(() => {
        this.#looking = null;
        if (!this.#stopped) this.#lookIn(this.#touched ? settleMs : everyMs);
      });
    });
  }

  async #lookNow(): Promise<void> {
    const { store, logger, onLooked } = this.#options;
    try {
      const facts = await this.#options.facts();
      this.#memory ??= memoryIn(await store.alertMemory());
      const active = await store.activeAlerts();
      const names = new Set(active.map(nameOf));
      const found = verdicts(facts, this.#memory, (rule, key) => names.has(nameOf({ rule, key })));
      const { rules } = facts.config.alerts;
      if (this.#lookedAt !== null && facts.now - this.#lookedAt > sleptMs) this.#standing = nothingStands;
      this.#lookedAt = facts.now;
      const result = look(found.verdicts, active, this.#standing, facts.now, (rule) => rules[rule].on);
      const changed = await this.#keep(result, found.memory, facts);
      this.#standing = result.standing;
      this.#memory = found.memory;
      onLooked(changed);
    } catch (error) {
      if (!this.#stopped)
        logger.warn({ err: String(error) }, 'Alerts could not be looked at; it is tried again in a minute');
    }
  }

  async #keep({ raise, update, clear }: LookResult, memory: RuleMemory, { now, config }: AlertFacts): Promise<boolean> {
    const changed = raise.length + update.length + clear.length > 0;
    if (!changed && memory.stoppedSeen === this.#memory?.stoppedSeen) return false;
    const { rules } = config.alerts;
    await this.#options.store.keepAlerts({
      now,
      raise,
      update,
      clear,
      lines: [
        ...clear.map((alert) => overLine(alert, now, rules[alert.rule].on)),
        ...raise.map((alert) => raisedLine(alert, now)),
      ],
      memory: { ...memory },
    });
    return changed;
  }
}

function raisedLine({ rule, severity, title, message }: NewAlert, now: number) {
  return { ...appLine(now, 'alert.raised', severity, `Alert: ${title}. ${message}`), details: { rule } };
}

function overLine({ rule, title }: Alert, now: number, watched: boolean) {
  const text = watched ? `Alert over: ${title}` : `Alert ended, its rule was switched off: ${title}`;
  return { ...appLine(now, 'alert.cleared', 'ok', text), details: { rule } };
}

function memoryIn(kept: { readonly stoppedSeen?: unknown } | null): RuleMemory {
  return typeof kept?.stoppedSeen === 'number' ? { stoppedSeen: kept.stoppedSeen } : noMemory;
}
