import { useCallback, useEffect, useState } from 'react';
import type { ChannelOutput } from '../../../shared/ipc/contract.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';

interface TypesOfWork {
  readonly value: ChannelOutput<'setup:types-of-work'> | undefined;
  readonly error: AppErrorInfo | null;
}

/** Field Nation's types of work; asked for once they are wanted, and kept. */
export function useTypesOfWork(wanted: boolean): TypesOfWork & { readonly again: () => void } {
  const [answer, setAnswer] = useState<TypesOfWork>({ value: undefined, error: null });
  const [round, setRound] = useState(0);
  const missing = answer.value === undefined;

  useEffect(() => {
    void round;
    if (!wanted || !missing) return;
    let current = true;
    void ask('setup:types-of-work', undefined).then((result) => {
      if (!current) return;
      setAnswer(result.ok ? { value: result.value, error: null } : { value: undefined, error: result.error });
    });
    return () => {
      current = false;
    };
  }, [wanted, missing, round]);

  const again = useCallback(() => setRound((n) => n + 1), []);
  return { ...answer, again };
}
