import type { Engine } from '../../core/engine-port.ts';
import { createRedactor } from '../../core/monitor/redact.ts';
import type { Activity } from '../../shared/domain/activity.ts';
import type { EngineStatus } from '../../shared/domain/status.ts';

/** Lines read from the store at once. */
const pageSize = 200;

/**
 * The log of `serve` on standard output: every line of the live log as it is written, each once and in order, and the engine's state when it
 * changes. One JSON document a line, secrets struck out.
 */
export class LogLines {
  readonly #write: (text: string) => void;
  readonly #redactor: ReturnType<typeof createRedactor>;
  #engine: Engine | null = null;
  #lastId = 0;
  #lastStatus = '';
  #lastTunnel: EngineStatus['intake']['tunnel']['state'] = 'starting';
  #following: Promise<void> | null = null;
  #again = false;

  constructor(write: (text: string) => void, secrets: () => readonly string[]) {
    this.#write = write;
    this.#redactor = createRedactor(secrets);
  }

  /** From here on, leaving out what was logged before. */
  async follow(engine: Engine): Promise<void> {
    const [newest] = await engine.activities({}, null, 1);
    this.#lastId = newest?.id ?? 0;
    this.#engine = engine;
    engine.onChange((change) => {
      if (change.kind === 'log') this.#catchUp();
      else if (change.kind === 'status') this.#status(engine.status());
    });
  }

  /** Any other line: `{at, type, ...}`. */
  say(at: number, type: string, fields: Readonly<Record<string, unknown>>): void {
    const line = { at: new Date(at).toISOString(), type, ...fields };
    this.#write(`${JSON.stringify(this.#redactor.value(line))}\n`);
  }

  /** Resolves when everything logged so far is written. */
  async flush(): Promise<void> {
    this.#catchUp();
    while (this.#following !== null) await this.#following;
  }

  #catchUp(): void {
    if (this.#following !== null) {
      this.#again = true;
      return;
    }
    this.#following = this.#print()
      // The store is closing; whatever was logged is in it.
      .catch(() => {})
      .finally(() => {
        this.#following = null;
        if (!this.#again) return;
        this.#again = false;
        this.#catchUp();
      });
  }

  async #print(): Promise<void> {
    const engine = this.#engine;
    if (engine === null) return;
    const fresh: Activity[] = [];
    let before: number | null = null;
    for (;;) {
      const page: readonly Activity[] = await engine.activities({}, before, pageSize);
      const news = page.filter((activity) => activity.id > this.#lastId);
      fresh.push(...news);
      const last = news.at(-1);
      if (last === undefined || news.length < pageSize) break;
      before = last.id;
    }
    for (const activity of fresh.reverse()) {
      const { at, ...rest } = activity;
      this.say(at, 'activity', rest);
      this.#lastId = activity.id;
    }
  }

  /** One that is tried again and again stays down: a day of that is one line, not thousands. */
  #tunnelState(now: EngineStatus['intake']['tunnel']['state']): EngineStatus['intake']['tunnel']['state'] {
    if (now !== 'starting') this.#lastTunnel = now;
    return this.#lastTunnel;
  }

  /** Counts change with every job; a line is written only when something else does. */
  #status(status: EngineStatus): void {
    const { state, attention, connectwise, fieldnation, intake, at, headline } = status;
    const seen = {
      state,
      connectwise: connectwise.state,
      fieldnation: fieldnation.state,
      intake: intake.state,
      tunnel: this.#tunnelState(intake.tunnel.state),
      attention,
    };
    const key = JSON.stringify(seen);
    if (key === this.#lastStatus) return;
    this.#lastStatus = key;
    this.say(at, 'status', { ...seen, message: headline });
  }
}
