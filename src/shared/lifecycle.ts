/** Anything that listens, times or holds a handle, and can be asked to let go. */
export interface Disposable {
  dispose(): void | Promise<void>;
}

/** Collects disposables and lets go of them in reverse order; one that fails does not keep the others. */
export class DisposableStore implements Disposable {
  readonly #items: Disposable[] = [];

  add<T extends Disposable | (() => void | Promise<void>)>(item: T): T {
    this.#items.push(typeof item === 'function' ? { dispose: item } : item);
    return item;
  }

  async dispose(): Promise<void> {
    const failures: unknown[] = [];
    for (const item of this.#items.splice(0).reverse()) {
      try {
        await item.dispose();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Some parts did not stop cleanly');
  }
}

/** A typed list of listeners. A listener that throws is reported to `onError` and does not stop the others. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void = () => {}) {
    this.#onError = onError;
  }

  on(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(value: T): void {
    for (const listener of this.#listeners) {
      try {
        listener(value);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
