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

/** ConnectWise PSA. Throws `connectwise.site` at once when the site cannot be one; everything else when it is used. */
export function createConnectWise(options: ConnectWiseOptions): Psa {
  const { company, http, lane, clock } = options;
  const site = parseSite(options.site);
  const instances = new InstanceFinder({ site, company, http, lane, clock });
  const api = new Api({ ...options, instances });
  const tickets = new Tickets(api);
  const callbacks = new Callbacks(api, clock);
  const keys = new SigningKeys({ site, company, http, lane, api });

  return {
    name: 'ConnectWise',
    ticket: (id, signal) => tickets.one(id, signal),
    ticketsInStatus: (boardId, statusId, signal) => tickets.inStatus(boardId, statusId, signal),
    ticketsUpdatedSince: (boardIds, since, signal) => tickets.updatedSince(boardIds, since, signal),
    readField: (ticket, target) => readTicketField(ticket.document, target),
    updateTicket: (id, changes, signal) => tickets.update(id, changes, signal),
    async boards(signal) {
      const boards = await api.list({ path: '/service/boards', label: 'the service boards', signal }, boardSchema);
      return boards.map((board) => ({
        id: board.id,
        name: board.name,
        inactive: board.inactiveFlag === true,
        project: board.projectFlag === true,
      }));
    },
    async statuses(boardId, signal) {
      const path = `/service/boards/${boardId}/statuses`;
      const statuses = await api.list(
        { path, label: `the statuses of Service Board ${boardId}`, signal },
        boardStatusSchema,
      );
      return statuses.map((status) => ({
        id: status.id,
        name: status.name,
        boardId,
        closed: status.closedStatus === true,
        inactive: status.inactive === true || status.inactiveFlag === true,
        sortOrder: status.sortOrder ?? 0,
      }));
    },
    subscriptions: (signal) => callbacks.list(signal),
    saveSubscription: (input, signal) => callbacks.save(input, signal),
    deleteSubscription: (id, signal) => callbacks.remove(id, signal),
    signingKey: (keyUrl, signal, refresh) => keys.get(keyUrl, { ...refresh, signal }),
    probe: (onStep, signal) =>
      probe({ api, instances, site, publicKey: options.publicKey, lane, clock }, onStep, signal),
    /** reference/connectwise.md 3.14 */
    ticketUrl(id) {
      const codebase = instances.known?.codebase ?? 'v4_6_release';
      const query = new URLSearchParams({ service_recid: String(id), companyName: company });
      return `${site.uiOrigin}/${codebase}/services/system_io/Service/fv_sr100_request.rails?${query}`;
    },
  };
}
