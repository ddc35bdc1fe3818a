import type { MappingVersion } from '../../shared/domain/mapping.ts';
import type { Database } from './database.ts';
import type { NewMappingVersion } from './mappings-port.ts';
import { Activities } from './rows/activities.ts';
import { Alerts } from './rows/alerts.ts';
import { Attention } from './rows/attention.ts';
import { Audit, mappingLine } from './rows/audit.ts';
import { Claim } from './rows/claim.ts';
import { Conflicts } from './rows/conflicts.ts';
import { Copies } from './rows/copies.ts';
import { DeadLetters } from './rows/dead-letters.ts';
import { Deliveries } from './rows/deliveries.ts';
import { Documents } from './rows/documents.ts';
import { Events } from './rows/events.ts';
import { Figures } from './rows/figures.ts';
import { Intents } from './rows/intents.ts';
import { Jobs } from './rows/jobs.ts';
import { LinkJobs } from './rows/link-jobs.ts';
import { Links } from './rows/links.ts';
import { Mappings } from './rows/mappings.ts';
import { Outages } from './rows/outages.ts';
import { Pairs } from './rows/pairs.ts';
import { Requests } from './rows/requests.ts';
import { Retention } from './rows/retention.ts';
import { receivedTally } from './rows/run-figures.ts';
import { Runs } from './rows/runs.ts';
import { setAside } from './rows/set-aside.ts';
import { Settle } from './rows/settle.ts';
import type { WriterMethods } from './rpc.ts';

export interface Writer {
  readonly methods: Omit<WriterMethods, 'shutdown'>;
  /** Id of the last log line written since the previous call. */
  takeLastActivityId(): number | null;
}

/** The writing half of the port. Every method that changes something is one transaction, opened here and nowhere deeper. */
export function createWriter(db: Database): Writer {
  const links = new Links(db);
  const deliveries = new Deliveries(db);
  const events = new Events(db, links);
  const intents = new Intents(db);
  const activities = new Activities(db);
  const figures = new Figures(db);
  const documents = new Documents(db);
  const mappings = new Mappings(db);
  const audit = new Audit(db);
  const retention = new Retention(db, documents);
  const jobs = new Jobs(db, links);
  const claim = new Claim(db, events);
  const attention = new Attention(db, jobs, links);
  const deadLetters = new DeadLetters(db, attention);
  const copies = new Copies(db, links);
  const conflicts = new Conflicts(db, links);
  const outages = new Outages(db);
  const alerts = new Alerts(db, documents);
  const pairs = new Pairs({ links, jobs, linkJobs: new LinkJobs(db), events, intents, copies, conflicts });
  const settle = new Settle(db, {
    jobs,
    links,
    events,
    pairs,
    conflicts,
    activities,
    figures,
    runs: new Runs(db),
    requests: new Requests(db),
  });

  /** A version and its line of the trail. */
  function saveMapping(version: NewMappingVersion): MappingVersion {
    const before = mappings.active();
    const saved = mappings.save(version);
    const line = mappingLine(before, saved, version.inShort ?? '');
    if (line !== null) audit.append([line]);
    return saved;
  }

  const one = <T>(work: () => T): T => db.transaction(work);

  const methods: Writer['methods'] = {
    acceptDelivery: (delivery, limits) =>
      one(() => {
        const accepted = deliveries.accept(delivery, limits);
        if (accepted.outcome === 'stored') figures.add([receivedTally(delivery)]);
        return accepted;
      }),
    queueDelivery: (id, newEvents, job, now) =>
      one(() => {
        const delivery = deliveries.waiting(id);
        if (delivery === null) return { newEvents: 0, jobId: null };
        deliveries.finish(id, 'queued', null);
        const added = events.add(newEvents, 'open', now);
        if (job === null) return { newEvents: added, jobId: null };
        const { jobId } = jobs.enqueue(job, { now, revive: true, receivedAt: delivery.receivedAt });
        return { newEvents: added, jobId };
      }),
    rejectDelivery: (id, error, activity) =>
      one(() => {
        if (deliveries.waiting(id) === null) return;
        deliveries.finish(id, 'rejected', error);
        activities.append([activity]);
      }),
    dropUnverified: (before) => one(() => deliveries.dropUnverified(before)),

    enqueue: (job, options) =>
      one(() => jobs.enqueue(job, { now: options.now, revive: options.revive ?? false, receivedAt: null })),
    claimJob: (now) => one(() => claim.next(now)),
    settleJob: (settlement) => one(() => settle.run(settlement)),
    recoverInterrupted: (now) => one(() => attention.recoverInterrupted(now)),
    clockSetBack: (now, byMs) => one(() => attention.clockSetBack(now, byMs)),
    retryJobs: (ids, now) => one(() => attention.retry(ids, now)),
    approveJobs: (ids, now) => one(() => attention.approve(ids, now)),
    discardJob: (id, reason, now) =>
      one(() => {
        attention.discard(id, reason, now);
      }),
    discardJobs: (ids, reason, now) => one(() => deadLetters.discard(ids, reason, now)),
    retryKind: (code, now) => one(() => deadLetters.retryKind(code, now)),

    openLink: (input) =>
      one(() => {
        const link = links.create(input);
        const intent = intents.create(
          { linkId: link.id, kind: 'create-work-order', sourceId: String(input.ticketId), marker: link.marker },
          input.now,
        );
        jobs.giveToLink({ kind: 'ticket', ticketId: input.ticketId }, link.id, input.now);
        pairs.follow(input.jobId, link.id, input.now);
        return { link, intent };
      }),
    recordIntentResult: (intentId, remoteId, now) =>
      one(() => {
        const intent = intents.recordResult(intentId, remoteId, now);
        settle.updateLink({ linkId: intent.linkId, workOrderId: Number(remoteId) }, now);
      }),
    markIntentSent: (intentId, now) => one(() => intents.markSent(intentId, now)),

    openPair: (input) => one(() => pairs.open(input)),
    closeLink: (id, reason, now) => one(() => pairs.close(id, reason, now)),
    reopenLink: (id, now) => one(() => pairs.reopen(id, now)),

    intendCopy: (copy, now) => one(() => copies.intend(copy, now)),
    markCopySent: (id, now) => one(() => copies.markSent(id, now)),
    recordCopy: (id, result, now) => one(() => copies.record(id, result, now)),
    skipCopies: (skipped, now) => one(() => copies.skip(skipped, now)),
    forgetSkipped: (id) => one(() => copies.forgetSkipped(id)),
    chooseConflict: (id, choice, by, now) => one(() => pairs.choose(id, choice, by, now)),

    beginOutage: (outage) => one(() => outages.begin(outage)),
    endOutage: (kind, to) => one(() => outages.end(kind, to)),
    outagesCaughtUp: (ids, at) => one(() => outages.caughtUp(ids, at)),

    keepAlerts: (changes) => one(() => alerts.keep(changes, activities)),
    alertsTold: (ids, at) => one(() => alerts.told(ids, at)),

    setAside: (now, sides) => one(() => setAside(db, now, sides)),

    ignoreTickets: (ids) => one(() => documents.ignoreTickets(ids)),
    forgetIgnored: (ids) => one(() => documents.forgetIgnored(ids)),

    appendActivities: (entries) => one(() => activities.append(entries)),
    saveLane: (row) => one(() => documents.saveLane(row)),
    addFigures: (tallies) => one(() => figures.add(tallies)),
    setValue: (key, value, now) => one(() => documents.setValue(key, value, now)),
    saveMapping: (version) => one(() => saveMapping(version)),
    appendAudit: (entries) => one(() => audit.append(entries)),
    saveDocument: ({ key, value, trail, mappings: versions, now }) =>
      one(() => {
        documents.setValue(key, value, now);
        audit.append(trail);
        return versions.map(saveMapping);
      }),
    saveMappingDraft: (draft) => one(() => mappings.saveDraft(draft)),
    discardMappingDraft: () => one(() => mappings.discardDraft()),
    addMappingExample: (example) => one(() => mappings.addExample(example)),
    expectOfMappingExample: (id, expected) => one(() => mappings.expect(id, expected)),
    removeMappingExample: (id) => one(() => mappings.removeExample(id)),

    pruneChunk: (now) => one(() => retention.pruneChunk(now)),
    checkpoint: () => {
      db.pragma('wal_checkpoint(TRUNCATE)');
    },
  };
  return { methods, takeLastActivityId: () => activities.takeLastId() };
}
