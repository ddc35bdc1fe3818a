/**
 * Work that nobody waits for any more may go on for so long (ms): most is done by then, and a thread or process that is kept starts the next at once.
 */
export const graceMs = 400;

/** The work's result, unless it is given up before. The work itself goes on. */
export function unlessGivenUp<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
