import type { Connection, Connector, Watch } from '../../src/core/tunnel/connector.ts';
import type { TunnelTarget } from '../../src/core/tunnel/port.ts';
import type { AppError } from '../../src/shared/errors.ts';

/** One attempt as the test sees it: it decides how it goes on. */
export class FakeAttempt {
  readonly target: TunnelTarget;
  readonly watch: Watch;
  readonly opened: Promise<Connection>;
  closed = false;
  /** What `check` answers; null = never. */
  stands: boolean | null = true;
  phase: 'connecting' | 'connected' | 'over' = 'connecting';
  readonly #resolve: (connection: Connection) => void;
  readonly #reject: (error: AppError) => void;

  constructor(target: TunnelTarget, watch: Watch) {
    this.target = target;
    this.watch = watch;
    const { promise, resolve, reject } = withResolvers<Connection>();
    this.opened = promise;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  connect(url: string): void {
    if (this.phase !== 'connecting') return;
    this.phase = 'connected';
    this.#resolve({
      url,
      check: () => (this.stands === null ? new Promise(() => {}) : Promise.resolve(this.stands)),
      close: async () => {
        this.closed = true;
        this.phase = 'over';
      },
    });
  }

  refuse(error: AppError): void {
    if (this.phase !== 'connecting') return;
    this.phase = 'over';
    this.#reject(error);
  }
}

/** A connector that does nothing by itself; it counts what lives at once. A given-up attempt ends at once unless `deaf`. */
export class FakeConnector implements Connector {
  readonly attempts: FakeAttempt[] = [];
  most = 0;
  readonly #giveUp: (attempt: FakeAttempt) => void;

  constructor(giveUp: (attempt: FakeAttempt) => void) {
    this.#giveUp = giveUp;
  }

  connect(target: TunnelTarget, watch: Watch): Promise<Connection> {
    const attempt = new FakeAttempt(target, watch);
    this.attempts.push(attempt);
    watch.signal.addEventListener('abort', () => this.#giveUp(attempt), { once: true });
    this.most = Math.max(this.most, this.living);
    return attempt.opened;
  }

  get living(): number {
    return this.attempts.filter((attempt) => attempt.phase !== 'over').length;
  }

  get last(): FakeAttempt {
    const attempt = this.attempts.at(-1);
    if (attempt === undefined) throw new Error('Nothing was attempted yet');
    return attempt;
  }
}

function withResolvers<T>(): {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
} {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
