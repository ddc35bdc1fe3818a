import type { JobId, Link, LinkId } from '../../../shared/domain/records.ts';
import type { ConflictChoice } from '../pairs-port.ts';
import type { JobTarget } from '../port.ts';
import type { Conflicts } from './conflicts.ts';
import type { Copies } from './copies.ts';
import type { Events } from './events.ts';
import type { Intents } from './intents.ts';
import type { Jobs } from './jobs.ts';
import type { LinkJobs } from './link-jobs.ts';
import type { Links, NewPair } from './links.ts';

export interface PairParts {
  readonly links: Links;
  readonly jobs: Jobs;
  readonly linkJobs: LinkJobs;
  readonly events: Events;
  readonly intents: Intents;
  readonly copies: Copies;
  readonly conflicts: Conflicts;
}

/** What a person, or a run, does to a pair as a whole: link, unlink, relink, choose. Runs in the caller's transaction. */
export class Pairs {
  readonly #parts: PairParts;

  constructor(parts: PairParts) {
    this.#parts = parts;
  }

  open(input: NewPair): Link {
    const link = this.#parts.links.createPair(input);
    this.#takeJobs(link, input.origin === 'person' ? 'manual' : 'link', input.now);
    return link;
  }

  close(id: LinkId, reason: string, now: number): void {
    const { links, linkJobs } = this.#parts;
    const link = links.must(id);
    if (link.state === 'closed') return;
    const underWay = linkJobs.end(id, reason, now);
    links.close(id, reason, now);
    this.leave(id, now);
    // A run under way settles its own events; the rest is ignored when it ends.
    if (!underWay) this.ignoreEvents({ kind: 'link', linkId: id }, now);
  }

  /** The run that opened this link was under way for one that was closed meanwhile. */
  follow(jobId: JobId, linkId: LinkId, now: number): void {
    const left = this.#parts.linkJobs.follow(jobId, linkId, now);
    if (left !== null) this.ignoreEvents({ kind: 'link', linkId: left }, now);
  }

  /** Nobody acts on them any more. */
  ignoreEvents(target: JobTarget, now: number): void {
    const { events } = this.#parts;
    const ids = events.openOf(target).map((event) => event.id);
    events.settle(ids, 'ignored', now);
  }

  /** What a link that became history leaves undone. */
  leave(id: LinkId, now: number): void {
    const { intents, copies, conflicts } = this.#parts;
    intents.abandonOf(id, now);
    copies.abandonOf(id, now);
    conflicts.settleOf(id, now);
  }

  reopen(id: LinkId, now: number): Link {
    const { links, linkJobs, intents, copies } = this.#parts;
    const closed = links.must(id);
    if (closed.state !== 'closed') return closed;
    const link = links.reopen(closed, now);
    linkJobs.goOn(id);
    copies.resumeOf(id);
    if (link.workOrderId === null) intents.resumeOf(id);
    this.#takeJobs(link, 'manual', now);
    return link;
  }

  choose(id: number, choice: ConflictChoice, by: string, now: number): boolean {
    const linkId = this.#parts.conflicts.choose(id, choice, by);
    if (linkId === null) return false;
    this.#look(linkId, 'manual', now);
    return true;
  }

  #takeJobs({ id, ticketId, workOrderId }: Link, cause: string, now: number): void {
    const { jobs } = this.#parts;
    jobs.giveToLink({ kind: 'ticket', ticketId }, id, now);
    if (workOrderId !== null) jobs.giveToLink({ kind: 'workorder', workOrderId }, id, now);
    this.#look(id, cause, now);
  }

  #look(linkId: LinkId, cause: string, now: number): void {
    const target = { kind: 'link', linkId } as const;
    this.#parts.jobs.enqueue({ target, cause, runAt: now }, { now, revive: true, receivedAt: null });
  }
}
