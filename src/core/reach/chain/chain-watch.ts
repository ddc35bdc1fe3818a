import type { Clock } from '../../../shared/clock.ts';
import type { ChainLamp, ChainLink } from '../../../shared/domain/reach.ts';
import type { MessageNews, SeenMessage } from '../../intake/news.ts';
import type { ChainLamps } from './chain-lamps.ts';
import { messageWords, refusalFinding, rightSignature } from './chain-message.ts';
import { darkLamp, type Finding } from './chain-report.ts';

/** How long a watch waits for a real message (ms). */
export const watchMs = 600_000;
/** Without a watch, messages are looked at this often (ms): a busy hour is not worth a thousand lamps. */
const hearEveryMs = 60_000;
/** Messages between the answer and the queue that are remembered. */
const maxUnderWay = 200;

const waiting =
  'Waiting for a real message: change a ticket on a board with a callback, or a work order with a webhook.';

export interface ChainWatchOptions {
  readonly clock: Clock;
  readonly lamps: ChainLamps;
  /** True while every message matters, not only one a minute. */
  readonly eager: () => boolean;
  /** A signed message was queued. `host`: what stood in its `Host`; null = not known any more. */
  readonly onTaken: (message: SeenMessage, host: string | null) => void;
}

/** The last two lamps: what came of the messages that came in, with and without somebody waiting for one. */
export class ChainWatch {
  readonly #options: ChainWatchOptions;
  #running: { readonly endsAt: number; readonly cancel: () => void } | null = null;
  /** Both lamps as they were before the watch. */
  #before: readonly ChainLamp[] = [];
  readonly #hosts = new Map<string, string>();
  #heardAt = Number.NEGATIVE_INFINITY;
  #refusedAt = Number.NEGATIVE_INFINITY;

  constructor(options: ChainWatchOptions) {
    this.#options = options;
  }

  /** When it gives up (ms); null = none runs. */
  get endsAt(): number | null {
    return this.#running?.endsAt ?? null;
  }

  begin(): void {
    const { clock, lamps } = this.#options;
    this.#before = [lamps.of('signature'), lamps.of('inbox')];
    this.#running = { endsAt: clock.now() + watchMs, cancel: clock.after(watchMs, () => this.#giveUp()) };
    this.#wait();
  }

  /** The address is another now: what came to the one before does not count. */
  startOver(): void {
    this.#before = [darkLamp('signature'), darkLamp('inbox')];
    this.#wait();
  }

  /** It has found what it waited for. */
  end(): void {
    this.#running?.cancel();
    this.#running = null;
  }

  /** Ended by a person: the lamps are as before. */
  stop(): void {
    if (this.#running === null) return;
    this.end();
    for (const lamp of this.#before) this.#options.lamps.put(lamp);
  }

  hear(news: MessageNews): void {
    const { lamps } = this.#options;
    const watching = this.#running !== null;
    switch (news.kind) {
      case 'stored':
        this.#underWay(news.message, news.host);
        if (!watching) return;
        if (news.state === 'verified') lamps.light('signature', rightSignature(news.message));
        else lamps.begin('signature', { message: 'A message came in; the key to check it with is asked for.' });
        lamps.begin('inbox', {
          message: `${messageWords(news.message)}: written to the inbox, on its way to the queue.`,
        });
        return;
      case 'verified':
        if (watching) lamps.light('signature', rightSignature(news.message));
        return;
      case 'rejected':
        this.#hosts.delete(idOf(news.message));
        this.#refused('signature', { state: 'failed', message: news.why, detail: '' });
        if (watching) lamps.begin('inbox', { message: waiting });
        return;
      case 'refused': {
        const found = refusalFinding(news);
        if (found !== null) this.#refused(found.link, found.finding);
        return;
      }
      case 'queued':
        this.#queued(news.message, news.jobs);
    }
  }

  #underWay(message: SeenMessage, host: string): void {
    this.#hosts.set(idOf(message), host);
    if (this.#hosts.size <= maxUnderWay) return;
    const [oldest] = this.#hosts.keys();
    if (oldest !== undefined) this.#hosts.delete(oldest);
  }

  /** Turned away: during a watch that is what the person waits to hear; otherwise one bad message does not undo what was proven. */
  #refused(link: ChainLink, finding: Finding): void {
    const { clock, lamps } = this.#options;
    const now = clock.now();
    const watching = this.#running !== null;
    if (!watching && Math.abs(now - this.#refusedAt) < hearEveryMs) return;
    this.#refusedAt = now;
    const before = lamps.of(link).state;
    const mild = !watching && (before === 'ok' || before === 'warning');
    lamps.light(link, mild ? { ...finding, state: 'warning' } : finding);
  }

  #queued(message: SeenMessage, jobs: number): void {
    const { clock, lamps, eager, onTaken } = this.#options;
    const now = clock.now();
    const host = this.#hosts.get(idOf(message)) ?? null;
    this.#hosts.delete(idOf(message));
    const lit = lamps.of('signature').state === 'ok' && lamps.of('inbox').state === 'ok';
    if (this.#running === null && !eager() && lit && Math.abs(now - this.#heardAt) < hearEveryMs) return;
    this.#heardAt = now;
    const what =
      jobs > 0 ? 'written to the inbox and queued' : 'written to the inbox; messages like this only go to the log';
    lamps.light('signature', rightSignature(message));
    lamps.light('inbox', {
      state: 'ok',
      message: `${messageWords(message)}: ${what}.`,
      detail: `Delivery ${message.deliveryId}`,
    });
    onTaken(message, host);
  }

  /** Nothing came, or not far enough. */
  #giveUp(): void {
    const { lamps } = this.#options;
    this.end();
    const signature = lamps.of('signature');
    const inbox = lamps.of('inbox');
    if (inbox.message === waiting) lamps.put(darkLamp('inbox', 'No message got this far.'));
    if (signature.message === waiting)
      lamps.light('signature', {
        state: 'warning',
        message: `No message came in within ${watchMs / 60_000} minutes. Was a ticket changed that a callback is for, by somebody else than the member of the API key? The Callbacks tab says what is registered.`,
        detail: '',
      });
    else if (signature.state === 'running')
      lamps.light('signature', {
        state: 'failed',
        message: 'A message came in, but the key to check it with could not be had. Is ConnectWise reachable?',
        detail: '',
      });
    if (inbox.state === 'running' && inbox.message !== waiting) lamps.light('inbox', { ...inbox, state: 'warning' });
  }

  #wait(): void {
    for (const link of ['signature', 'inbox'] as const) this.#options.lamps.begin(link, { message: waiting });
  }
}

function idOf(message: SeenMessage): string {
  return `${message.source} ${message.deliveryId}`;
}
