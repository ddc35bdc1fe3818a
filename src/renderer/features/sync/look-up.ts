import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { ChannelInput } from '../../../shared/ipc/contract.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';

export type LookUpWhat = ChannelInput<'sync:look-up'>['what'] | 'boards';

export interface Named {
  readonly id: number;
  readonly name: string;
}

interface LookedUp {
  /** Undefined before the first answer. Kept when a later reading fails. */
  readonly list: readonly Named[] | undefined;
  readonly error: AppErrorInfo | null;
  readonly again: () => void;
}

/** Only companies are searched by ConnectWise; the other lists come whole and are narrowed here. */
const searchedThere: ReadonlySet<LookUpWhat> = new Set(['psa-companies']);
const typingMs = 250;

/**
 * The choices of a picker, read from the remote when the picker is first opened (`wanted`), and again by a person's wish. A reading that fails
 * leaves what was known and what was typed.
 */
export function useLookUp(what: LookUpWhat, typed: string, wanted: boolean): LookedUp {
  const [text] = useDebouncedValue(searchedThere.has(what) ? typed.trim().slice(0, 100) : '', typingMs);
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<Pick<LookedUp, 'list' | 'error'>>({ list: undefined, error: null });

  useEffect(() => {
    void round;
    if (!wanted) return;
    let current = true;
    const asked = what === 'boards' ? ask('setup:boards', undefined) : ask('sync:look-up', { what, text });
    void asked.then((result) => {
      if (!current) return;
      setAnswer((before) =>
        result.ok ? { list: result.value, error: null } : { list: before.list, error: result.error },
      );
    });
    return () => {
      current = false;
    };
  }, [what, text, wanted, round]);

  return { ...answer, again: () => setRound((n) => n + 1) };
}

/** The choices with what is chosen already, so that a choice stays readable while the list is not there. */
export function withChosen(list: readonly Named[] | undefined, chosen: readonly Named[]): readonly Named[] {
  const known = list ?? [];
  return [...chosen.filter(({ id }) => !known.some((one) => one.id === id)), ...known];
}

/** A member's identifier from the line that names them: `Dana Whitfield (dwhitfield)`, or the identifier alone. */
export function identifierIn(name: string): string {
  return /\(([^()]+)\)\s*$/.exec(name)?.[1] ?? name;
}
