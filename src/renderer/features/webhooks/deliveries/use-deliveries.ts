import { useCallback, useEffect, useRef, useState } from 'react';
import { ask } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { type DeliveryRow, withPage } from './delivery-words.ts';

export interface DeliveryFilter {
  readonly failedOnly: boolean;
  readonly workOrderId: number | null;
}

interface State {
  readonly rows: readonly DeliveryRow[];
  readonly page: number;
  readonly more: boolean;
  /** The first page is here. */
  readonly loaded: boolean;
  readonly loading: boolean;
  readonly error: AppErrorInfo | null;
}

const nothing: State = { rows: [], page: 0, more: false, loaded: false, loading: false, error: null };

export interface Deliveries extends State {
  readonly older: () => void;
  readonly again: () => void;
}

/** Field Nation's delivery log of one webhook, page after page. An answer to an older question is dropped. */
export function useDeliveries(webhookId: string | null, { failedOnly, workOrderId }: DeliveryFilter): Deliveries {
  const [state, setState] = useState<State>(nothing);
  const question = useRef(0);
  const busy = useRef(false);

  const load = useCallback(
    async (page: number): Promise<void> => {
      if (webhookId === null) return;
      const mine = question.current;
      busy.current = true;
      setState((before) => ({ ...before, loading: true, error: null }));
      const answer = await ask('webhooks:deliveries', { webhookId, failedOnly, workOrderId, page });
      if (mine !== question.current) return;
      busy.current = false;
      setState((before) => {
        if (!answer.ok) return { ...before, loading: false, error: answer.error };
        const rows = withPage(page === 1 ? [] : before.rows, answer.value.deliveries);
        return { rows, page, more: answer.value.more, loaded: true, loading: false, error: null };
      });
    },
    [webhookId, failedOnly, workOrderId],
  );

  const again = useCallback((): void => {
    question.current += 1;
    void load(1);
  }, [load]);

  useEffect(() => {
    setState(nothing);
    again();
  }, [again]);

  const { more, page, error } = state;
  const older = useCallback((): void => {
    // After a failure a person asks again; scrolling would repeat it endlessly.
    if (more && !busy.current && error === null) void load(page + 1);
  }, [more, page, error, load]);

  return { ...state, older, again };
}
