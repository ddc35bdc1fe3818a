import type { Store } from './port.ts';

/**
 * What `work` makes on a store that is being opened. When it fails, for whatever reason, the store is closed once it is open: a process that goes on
 * opens it again, and two writers in one process are not kept apart by its lock.
 */
export async function orClose<T>(opening: Promise<Pick<Store, 'close'>>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await opening.then(
      (store) => store.close(),
      () => {},
    );
    throw error;
  }
}
