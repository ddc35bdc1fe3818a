import { useState } from 'react';
import { ask } from '../../../bridge.ts';
import { tellFailure } from '../../../commands.ts';
import { type DeliveryRow, inPieces, type Retried, refusals, together } from './delivery-words.ts';
import type { RetryOutcome } from './retry-result.tsx';

interface RetryOptions {
  readonly rows: readonly DeliveryRow[];
  readonly label: (eventName: string) => string;
  /** Field Nation answered, whatever it took on. */
  readonly onDone: () => void;
}

interface Retry {
  readonly busy: boolean;
  readonly outcome: RetryOutcome | null;
  readonly send: (deliveryIds: readonly string[]) => Promise<void>;
  readonly forget: () => void;
}

/** Asks Field Nation to send deliveries again, and keeps what became of it until it is closed. */
export function useRetry({ rows, label, onDone }: RetryOptions): Retry {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<RetryOutcome | null>(null);

  async function send(deliveryIds: readonly string[]): Promise<void> {
    if (deliveryIds.length === 0 || busy) return;
    setBusy(true);
    setOutcome(null);
    const results: Retried[] = [];
    let failure: string | null = null;
    for (const piece of inPieces(deliveryIds)) {
      const answer = await ask('webhooks:retry', { deliveryIds: [...piece] });
      if (!answer.ok) {
        failure = answer.error.message;
        break;
      }
      results.push(answer.value);
    }
    setBusy(false);
    if (failure !== null) tellFailure(failure);
    if (results.length === 0) return;
    const { retried, refused } = together(results);
    setOutcome({ retried, refusedCount: refused.length, refusals: refusals(refused, rows, label) });
    onDone();
  }

  return { busy, outcome, send, forget: () => setOutcome(null) };
}
