import { useEffect, useRef, useState } from 'react';
import type { Mapping } from '../../../../shared/domain/mapping.ts';
import type { ExampleResult } from '../../../../shared/domain/mapping-work.ts';
import { ask } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { later, newestOnly } from '../later.ts';

const afterMs = 400;

export interface ExampleResults {
  /** The newest results; kept while newer ones are under way. */
  readonly results: readonly ExampleResult[] | null;
  readonly running: boolean;
  readonly error: AppErrorInfo | null;
  readonly run: () => Promise<void>;
}

/** Runs the examples with a mapping, and again a moment after it changed. `when` false: not at all. */
export function useExampleResults(mapping: Mapping, when: boolean): ExampleResults {
  const [state, setState] = useState<Omit<ExampleResults, 'run'>>({ results: null, running: when, error: null });
  const newest = useRef(newestOnly()).current;
  const latest = useRef(mapping);
  latest.current = mapping;

  const run = async (): Promise<void> => {
    const isNewest = newest.next();
    setState((before) => ({ ...before, running: true }));
    const answer = await ask('mapping:run-examples', { mapping: latest.current });
    if (!isNewest()) return;
    if (answer.ok) setState({ results: answer.value, running: false, error: null });
    else setState((before) => ({ ...before, running: false, error: answer.error }));
  };
  const latestRun = useRef(run);
  latestRun.current = run;
  const started = useRef(false);

  useEffect(() => {
    void mapping;
    if (!when) return;
    if (!started.current) {
      started.current = true;
      void latestRun.current();
      return;
    }
    const soon = later(afterMs, () => latestRun.current());
    soon.ask();
    return soon.forget;
  }, [mapping, when]);

  return { ...state, run };
}
