import type { Clock } from '../../../shared/clock.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { Http } from '../../http/http.ts';
import type { Lane } from '../../queue/lane-port.ts';
import type { Psa } from '../port.ts';
import { Api } from './api.ts';
import { Callbacks } from './callbacks.ts';
import { readTicketField } from './fields.ts';
import { InstanceFinder } from './instance.ts';
import { probe } from './probe.ts';
import { boardSchema, boardStatusSchema } from './schemas.ts';
import { SigningKeys } from './signing-key.ts';
import { parseSite } from './site.ts';
import { Tickets } from './tickets.ts';

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
  return { site, instances, api, tickets, callbacks, keys };
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
    updateTicket: async (id, changes, signal) => parts().tickets.update(id, changes, signal),
    async boards(signal) {
      const call = { path: '/service/boards', label: 'the service boards', signal };
      const boards = await parts().api.list(call, boardSchema);
      return boards.map((board) => ({
        id: board.id,
        name: board.name,
        inactive: board.inactiveFlag === true,
        project: board.projectFlag === true,
      }));
    },
    async statuses(boardId, signal) {
      const path = `/service/boards/${boardId}/statuses`;
      const call = { path, label: `the statuses of Service Board ${boardId}`, signal };
      const statuses = await parts().api.list(call, boardStatusSchema);
      return statuses.map((status) => ({
        id: status.id,
        name: status.name,
        boardId,
        closed: status.closedStatus === true,
        inactive: status.inactive === true || status.inactiveFlag === true,
        sortOrder: status.sortOrder ?? 0,
      }));
    },
    subscriptions: async (signal) => parts().callbacks.list(signal),
    saveSubscription: async (input, signal) => parts().callbacks.save(input, signal),
    deleteSubscription: async (id, signal) => parts().callbacks.remove(id, signal),
    signingKey: async (keyUrl, signal, refresh) => parts().keys.get(keyUrl, { ...refresh, signal }),
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
