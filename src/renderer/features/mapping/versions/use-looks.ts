import { useEffect, useRef, useState } from 'react';
import type { Mapping } from '../../../../shared/domain/mapping.ts';
import { type Answer, ask } from '../../../bridge.ts';
import { newestOnly } from '../later.ts';
import type { ExamplesLook, Look, Looks } from './activation.ts';

const asked = { state: 'asked' } as const;

function lookOf<T>(answer: Answer<T>): Look<T> {
  return answer.ok ? { state: 'answered', value: answer.value } : { state: 'failed', error: answer.error };
}

async function runExamples(mapping: Mapping): Promise<Answer<ExamplesLook>> {
  const examples = await ask('mapping:examples', undefined);
  if (!examples.ok) return examples;
  if (examples.value.length === 0) return { ok: true, value: { examples: [], results: [] } };
  const results = await ask('mapping:run-examples', { mapping });
  return results.ok ? { ok: true, value: { examples: examples.value, results: results.value } } : results;
}

/** Problems, examples and plan of a mapping, asked for together; `again` asks anew, for the plan alone or for all. */
export function useLooks(mapping: Mapping): { readonly looks: Looks; readonly again: (what?: 'plan') => void } {
  const [looks, setLooks] = useState<Looks>({ problems: asked, examples: asked, plan: asked });
  const newest = useRef({ all: newestOnly(), plan: newestOnly() }).current;

  const again = (what?: 'plan'): void => {
    const planIsNewest = newest.plan.next();
    setLooks((before) =>
      what === 'plan' ? { ...before, plan: asked } : { problems: asked, examples: asked, plan: asked },
    );
    void ask('mapping:plan', { mapping }).then((answer) => {
      if (planIsNewest()) setLooks((before) => ({ ...before, plan: lookOf(answer) }));
    });
    if (what === 'plan') return;
    const isNewest = newest.all.next();
    void ask('mapping:check', { mapping }).then((answer) => {
      if (isNewest()) setLooks((before) => ({ ...before, problems: lookOf(answer) }));
    });
    void runExamples(mapping).then((answer) => {
      if (isNewest()) setLooks((before) => ({ ...before, examples: lookOf(answer) }));
    });
  };
  const first = useRef(again);
  useEffect(() => {
    first.current();
    return () => {
      newest.all.next();
      newest.plan.next();
    };
  }, [newest]);

  return { looks, again };
}
