import type { Clock } from '../../../shared/clock.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { Http } from '../../http/http.ts';
import type { Lane } from '../../queue/lane-port.ts';
import type { Psa } from '../port.ts';
import { Api } from './api.ts';
import { auditTrail } from './audit.ts';
import { boardStatuses, boards } from './boards.ts';
import { callbackObjectName, callbackObjects } from './callback-objects.ts';
import { callbackBody, callbacksPath } from './callback-request.ts';
import { Callbacks } from './callbacks.ts';
import { discoverFields } from './catalog.ts';
import { companies } from './companies.ts';
import { createTicket, findByExternalRef } from './create-ticket.ts';
import { CustomFields } from './custom-fields.ts';
import { Documents } from './documents.ts';
import { Extras } from './extras.ts';
import { readTicketField, sameTicketValue } from './fields.ts';
import { InstanceFinder } from './instance.ts';
import { ticketsMatching, ticketsWithReference } from './match-tickets.ts';
import { members } from './members.ts';
import { mergedInto } from './merged.ts';
import { Notes } from './notes.ts';
import { probe } from './probe.ts';
import { Schedule } from './schedule.ts';
import { SigningKeys } from './signing-key.ts';
import { apiOrigin, parseSite } from './site.ts';
import { ticketOfEntry } from './ticket-of-entry.ts';
import { Tickets } from './tickets.ts';
import { Time } from './time.ts';
import { describeWorkflowRule } from './workflow-plan.ts';
import { WorkflowRules } from './workflow-rules.ts';

export interface ConnectWiseOptions {
  /** The site a technician signs in to (`na.myconnectwise.net`), or a full loopback URL for the sandbox. */
  readonly site: string;
  /** Login company id. */
  readonly company: string;
  readonly publicKey: string;
  /** Read for every request, so that a new key counts at once. */
  readonly privateKey: () => Promise<string | null>;
  readonly clientId: () => Promise<string | null>;
  readonly http: Http;
  readonly lane: Lane;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The client's parts for one site. */
function assemble(options: ConnectWiseOptions) {
  const { company, http, lane, clock } = options;
  const site = parseSite(options.site);
  const instances = new InstanceFinder({ site, company, http, lane, clock });
  const api = new Api({ ...options, instances });
  const tickets = new Tickets(api);
  const callbacks = new Callbacks(api, clock);
  const keys = new SigningKeys({ site, company, http, lane, api });
  const records = {
    notes: new Notes(api),
    documents: new Documents(api),
    schedule: new Schedule(api),
    time: new Time(api),
    extras: new Extras(api, options.logger),
    customFields: new CustomFields(api),
    workflowRules: new WorkflowRules(api, clock),
  };
  return { site, instances, api, tickets, callbacks, keys, ...records };
}

/** ConnectWise PSA. A site that cannot be one is `connectwise.site` at the first call, not here: a wrong setting must not stop the app. */
export function createConnectWise(options: ConnectWiseOptions): Psa {
  let made: ReturnType<typeof assemble> | null = null;
  const parts = (): ReturnType<typeof assemble> => {
    made ??= assemble(options);
    return made;
  };

  return {
    name: 'ConnectWise',
    ticket: async (id, signal) => parts().tickets.one(id, signal),
    ticketsInStatus: async (boardId, statusId, signal) => parts().tickets.inStatus(boardId, statusId, signal),
    ticketsUpdatedSince: async (boardIds, since, signal) => parts().tickets.updatedSince(boardIds, since, signal),
    readField: (ticket, target) => readTicketField(ticket.document, target),
    sameValue: ({ document }, target, a, b) => sameTicketValue(document, target, a, b),
    updateTicket: async (id, changes, signal) => parts().tickets.update(id, changes, signal),
    boards: async (signal) => boards(parts().api, signal),
    statuses: async (boardId, signal) => boardStatuses(parts().api, boardId, signal),
    discoverFields: async (signal) => discoverFields(parts().api, parts().customFields, signal),
    subscriptions: async (signal) => parts().callbacks.list(signal),
    // Self-suppressed: changes of the creating member, ours, are not announced to us.
    saveSubscription: async ({ existingId, boardId, ...rest }, signal) =>
      parts().callbacks.save(
        { ...rest, type: 'ticket', level: 'board', objectId: boardId, selfSuppressed: true },
        existingId,
        signal,
      ),
    deleteSubscription: async (id, signal) => parts().callbacks.remove(id, signal),
    callbackRequest(draft) {
      const { site, instances } = parts();
      const base = instances.known?.apiBase ?? `${apiOrigin(site, '')}/v4_6_release/apis/3.0`;
      return { method: 'POST', path: callbacksPath, url: `${base}${callbacksPath}`, body: callbackBody(draft) };
    },
    saveCallback: async (draft, existingId, signal) => parts().callbacks.save(draft, existingId, signal),
    switchCallback: async (id, active, signal) => parts().callbacks.switch(id, active, signal),
    callbackObjects: async (query, signal) => callbackObjects(parts().api, query, signal),
    callbackObjectName: async (type, level, objectId, signal) =>
      callbackObjectName(parts().api, { type, level, objectId }, signal),
    ticketOfEntry: async (kind, id, signal) => ticketOfEntry(parts().api, kind, id, signal),
    signingKey: async (keyUrl, signal, refresh) => parts().keys.get(keyUrl, { ...refresh, signal }),
    notes: async (id, signal) => parts().notes.of(id, signal),
    createNote: async (id, note, signal) => parts().notes.create(id, note, signal),
    documents: async (id, signal) => parts().documents.of(id, signal),
    downloadDocument: async (id, file, maxBytes, signal) => parts().documents.download(id, file, maxBytes, signal),
    uploadDocument: async (id, input, signal) => parts().documents.upload(id, input, signal),
    members: async (signal) => members(parts().api, signal),
    scheduleEntries: async (id, signal) => parts().schedule.of(id, signal),
    createScheduleEntry: async (entry, signal) => parts().schedule.create(entry, signal),
    updateScheduleEntry: async (id, change, signal) => parts().schedule.update(id, change, signal),
    deleteScheduleEntry: async (id, signal) => parts().schedule.remove(id, signal),
    timeEntries: async (id, signal) => parts().time.of(id, signal),
    createTimeEntry: async (entry, signal) => parts().time.create(entry, signal),
    extras: async (ticket, signal) => parts().extras.of(ticket, signal),
    audit: async (id, since, signal) => auditTrail(parts().api, id, since, signal),
    createTicket: async (changes, signal) => createTicket(parts().api, parts().tickets, changes, signal),
    findByExternalRef: async (reference, signal) => findByExternalRef(parts().tickets, reference, signal),
    ticketsWithReference: async (beginning, onRead, signal) =>
      ticketsWithReference(parts().tickets, beginning, onRead, signal),
    ticketsMatching: async (query, signal) => ticketsMatching(parts().tickets, query, signal),
    mergedInto,
    companies: async (text, signal) => companies(parts().api, text, signal),
    customFields: async (signal) => parts().customFields.list(signal),
    createCustomField: async (caption, signal) => parts().customFields.create(caption, signal),
    describeWorkflowRule: (plan) => describeWorkflowRule(plan, options.clock.now()),
    createWorkflowRule: async (plan, signal) => parts().workflowRules.create(plan, signal),
    probe: (onStep, signal) => probe(parts, { ...options, onStep, signal }),
    /** reference/connectwise.md 3.14 */
    ticketUrl(id) {
      const { site, instances } = parts();
      const query = new URLSearchParams({ service_recid: String(id), companyName: options.company });
      const codebase = instances.known?.codebase ?? 'v4_6_release';
      return `${site.uiOrigin}/${codebase}/services/system_io/Service/fv_sr100_request.rails?${query}`;
    },
  };
}
