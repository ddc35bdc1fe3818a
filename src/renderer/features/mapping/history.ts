import type { Mapping } from '../../../shared/domain/mapping.ts';

/** What is being worked on: the mapping and the version it was started from. */
export interface Working {
  readonly mapping: Mapping;
  readonly basedOn: number;
}

/** One step that can be taken back or done again. */
export interface Step {
  /** What was done, for the tooltip of undo and redo: "Change of Title", "Removal of 3 rules". */
  readonly label: string;
  /** What undo or redo goes to. */
  readonly working: Working;
}

/** Steps behind and ahead of the present. Nearest last in both. */
export interface History {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** The run of typing that the newest step belongs to; null: the next change is a step of its own. */
  readonly run: { readonly key: string; readonly until: number } | null;
}

export const emptyHistory: History = { past: [], future: [], run: null };

/** Older steps are let go. */
export const mostSteps = 200;
/** A pause in typing longer than this (ms) begins a new step. */
export const runPauseMs = 3000;

/**
 * Remembers what was there before a change. Changes with the same key in one run of typing are one step, labelled as the first; the steps
 * ahead are gone.
 */
export function remember(history: History, before: Working, label: string, now: number, key?: string): History {
  const goesOn = key !== undefined && history.run?.key === key && now <= history.run.until && history.past.length > 0;
  return {
    past: goesOn ? history.past : [...history.past, { label, working: before }].slice(-mostSteps),
    future: [],
    run: key === undefined ? null : { key, until: now + runPauseMs },
  };
}

/** One step back: the new present and history; null when there is none. */
export function back(history: History, present: Working): { working: Working; history: History } | null {
  const step = history.past.at(-1);
  if (step === undefined) return null;
  return {
    working: step.working,
    history: {
      past: history.past.slice(0, -1),
      future: [...history.future, { label: step.label, working: present }],
      run: null,
    },
  };
}

/** One step forward again; null when there is none. */
export function forward(history: History, present: Working): { working: Working; history: History } | null {
  const step = history.future.at(-1);
  if (step === undefined) return null;
  return {
    working: step.working,
    history: {
      past: [...history.past, { label: step.label, working: present }],
      future: history.future.slice(0, -1),
      run: null,
    },
  };
}
