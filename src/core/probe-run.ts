import type { Clock } from '../shared/clock.ts';
import { AppError } from '../shared/errors.ts';
import type { ProbeStep } from './probe.ts';

/** How one step ended when it did not throw. */
export interface StepResult {
  readonly state?: 'ok' | 'warning' | 'failed';
  readonly message: string;
  readonly error?: AppError;
}

/** Runs a connection test step by step and reports each step twice: while it runs and when it is done, under the same id. */
export class ProbeRun {
  readonly #clock: Clock;
  readonly #onStep: (step: ProbeStep) => void;
  readonly #steps: ProbeStep[] = [];

  constructor(clock: Clock, onStep: (step: ProbeStep) => void) {
    this.#clock = clock;
    this.#onStep = onStep;
  }

  get steps(): readonly ProbeStep[] {
    return this.#steps;
  }

  /** True when the step did not fail; later steps that need it are skipped by the caller otherwise. */
  async step(id: string, working: string, run: () => Promise<StepResult>): Promise<boolean> {
    this.#onStep({ id, state: 'running', message: working, durationMs: null, error: null });
    const startedAt = this.#clock.now();
    let result: StepResult;
    try {
      result = await run();
    } catch (thrown) {
      const error = AppError.from(thrown);
      result = { state: 'failed', message: error.message, error };
    }
    const state = result.state ?? 'ok';
    const step: ProbeStep = {
      id,
      state,
      message: result.message,
      durationMs: this.#clock.now() - startedAt,
      error: result.error?.toInfo() ?? null,
    };
    this.#steps.push(step);
    this.#onStep(step);
    return state !== 'failed';
  }
}

/** Beyond this a computer's clock makes times wrong and signatures suspect. */
const maxSkewMs = 5 * 60_000;

/** The step that compares this computer's clock with a server's `Date`; null when there is nothing to say. */
export function clockStep(skewMs: number | null, server: string): StepResult | null {
  if (skewMs === null || Math.abs(skewMs) <= maxSkewMs) return null;
  const direction = skewMs > 0 ? 'behind' : 'ahead of';
  return {
    state: 'warning',
    message: `This computer's clock is ${Math.round(Math.abs(skewMs) / 60_000)} min ${direction} ${server}'s. Set it right: times and sign-ins depend on it.`,
  };
}
