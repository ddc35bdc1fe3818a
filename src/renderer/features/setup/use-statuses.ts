import { useEffect, useState } from 'react';
import type { ChannelOutput } from '../../../shared/ipc/contract.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';

export type BoardStatuses = ChannelOutput<'setup:statuses'>;

/** The statuses of a board; nothing is asked while no board is chosen. */
export function useStatuses(boardId: number | null): {
  readonly value: BoardStatuses | undefined;
  readonly error: AppErrorInfo | null;
} {
  const [answer, setAnswer] = useState<{
    readonly boardId: number | null;
    readonly value: BoardStatuses | undefined;
    readonly error: AppErrorInfo | null;
  }>({ boardId: null, value: undefined, error: null });

  useEffect(() => {
    if (boardId === null) return;
    let current = true;
    void ask('setup:statuses', { boardId }).then((result) => {
      if (!current) return;
      setAnswer(
        result.ok ? { boardId, value: result.value, error: null } : { boardId, value: undefined, error: result.error },
      );
    });
    return () => {
      current = false;
    };
  }, [boardId]);

  return answer.boardId === boardId ? answer : { value: undefined, error: null };
}
