import type { Answer, Request } from './rpc.ts';

/** Largest number of requests that share one commit. */
const most = 64;

/**
 * Answers requests that arrived while the disk was busy with the one before. They share one commit, and with it one wait for the disk; each is a
 * savepoint of its own inside, and nobody is answered before the commit. When anything fails the shared transaction is rolled back
 * whole and each request runs alone, so that a failure is only ever its own.
 */
export function answerTogether(
  requests: readonly Request[],
  answer: (request: Request) => Answer,
  transaction: <T>(work: () => T) => T,
): Answer[] {
  if (requests.length < 2) return requests.map(answer);
  try {
    return transaction(() =>
      requests.map((request) => {
        const said = answer(request);
        if (said.kind !== 'done') throw new Error(`${request.method} failed`);
        return said;
      }),
    );
  } catch {
    return requests.map(answer);
  }
}

/** The first message and those waiting behind it, up to and including one that must run outside a transaction. */
export function takeWaiting(
  first: Request,
  next: () => Request | undefined,
): { readonly together: Request[]; readonly alone: Request | null } {
  const together: Request[] = [];
  for (
    let request: Request | undefined = first;
    request !== undefined;
    request = together.length < most ? next() : undefined
  ) {
    if (request.method === 'shutdown' || request.method === 'checkpoint') return { together, alone: request };
    together.push(request);
  }
  return { together, alone: null };
}
