import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Http } from '../http/http.ts';
import type { Lane } from '../queue/lane-port.ts';
import { cancel, routeToPool, routeToProvider } from './actions.ts';
import { Api } from './api.ts';
import { discoverFields } from './catalog.ts';
import { readDeliveryLog, retryDelivery } from './delivery-log.ts';
import { FileDownloads } from './download-file.ts';
import { type EnvironmentName, environmentOf } from './environment.ts';
import { readWorkOrderField } from './fields.ts';
import { foldersOf } from './folders.ts';
import { Lookups } from './lookups.ts';
import { Messages } from './messages.ts';
import { expensesOf, managerOf, totalPayOf } from './money.ts';
import type { FieldNation } from './port.ts';
import { probe } from './probe.ts';
import { recentWorkOrders } from './recent.ts';
import { sameWorkOrderValue } from './same-value.ts';
import { Tokens } from './token.ts';
import { readTypesOfWork } from './types-of-work.ts';
import { uploadFile } from './upload-file.ts';
import { visitsOf } from './visits.ts';
import { Webhooks } from './webhooks.ts';
import { WorkOrders } from './work-orders.ts';

export interface FieldNationOptions {
  readonly environment: EnvironmentName;
  /** Origin of the API for `custom`, e.g. `http://127.0.0.1:4102`; ignored otherwise. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly username: string;
  /** `x-fn-company-id`; empty for none. */
  readonly companyId: string;
  readonly clientSecret: () => Promise<string | null>;
  readonly password: () => Promise<string | null>;
  readonly http: Http;
  readonly lane: Lane;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The client's parts for one environment. */
function assemble(options: FieldNationOptions) {
  const { http, lane, companyId } = options;
  const environment = environmentOf(options.environment, options.baseUrl);
  const tokens = new Tokens({ ...options, environment });
  const means = { environment, companyId, http, lane, tokens };
  const api = new Api(means);
  return {
    environment,
    tokens,
    api,
    workOrders: new WorkOrders(api),
    messages: new Messages(api, tokens),
    downloads: new FileDownloads(means),
    lookups: new Lookups(api),
    webhooks: new Webhooks(api),
  };
}

/**
 * Field Nation's REST API v2 and webhook API v3. An address that cannot be one is `fieldnation.address` at the first call, not here:
 * a wrong setting must not stop the app.
 */
export function createFieldNation(options: FieldNationOptions): FieldNation {
  let made: ReturnType<typeof assemble> | null = null;
  const parts = (): ReturnType<typeof assemble> => {
    made ??= assemble(options);
    return made;
  };

  return {
    workOrder: async (id, signal) => parts().workOrders.one(id, signal),
    workOrders: async (ids, signal) => parts().workOrders.many(ids, signal),
    findByMarker: async (marker, signal) => parts().workOrders.byMarker(marker, signal),
    searchWorkOrders: async (text, onRead, signal) => parts().workOrders.search(text, onRead, signal),
    createWorkOrder: async (changes, signal) => parts().workOrders.create(changes, signal),
    updateWorkOrder: async (id, changes, signal) => parts().workOrders.update(id, changes, signal),
    publish: async (id, signal) => parts().workOrders.publish(id, signal),
    typesOfWork: async (signal) => readTypesOfWork(parts().api, signal),
    messages: async (id, signal) => parts().messages.list(id, signal),
    postMessage: async (id, message, signal) => parts().messages.post(id, message, signal),
    folders: ({ document }) => foldersOf(document),
    downloadFile: async (from, file, maxBytes, signal) => parts().downloads.fetch(from, file, maxBytes, signal),
    uploadFile: async (id, input, signal) => uploadFile(parts().api, id, input, signal),
    visits: ({ document }) => visitsOf(document),
    expenses: ({ document }) => expensesOf(document),
    totalPay: ({ document }) => totalPayOf(document),
    manager: ({ document }) => managerOf(document),
    routeToProvider: async (id, providerId, signal) => routeToProvider(parts().api, id, providerId, signal),
    routeToPool: async (id, poolId, signal) => routeToPool(parts().api, id, poolId, signal),
    cancel: async (id, reason, signal) => cancel(parts().api, id, reason, signal),
    recentWorkOrders: async (maxPages, signal) => recentWorkOrders(parts().api, maxPages, signal),
    managers: async (signal) => parts().lookups.managers(signal),
    talentPools: async (signal) => parts().lookups.talentPools(signal),
    clients: async (signal) => parts().lookups.clients(signal),
    projects: async (signal) => parts().lookups.projects(signal),
    customFields: async (signal) => parts().lookups.customFields(signal),
    discoverFields: async (signal) => discoverFields(parts().api, parts().lookups, signal),
    readField: (workOrder, target) => readWorkOrderField(workOrder.document, target),
    sameValue: ({ document }, target, a, b) => sameWorkOrderValue(document, target, a, b),
    webhooks: async (signal) => parts().webhooks.list(signal),
    saveWebhook: async (input, signal) => parts().webhooks.save(input, signal),
    webhook: async (webhookId, signal) => parts().webhooks.one(webhookId, signal),
    createWebhook: async (input, signal) => parts().webhooks.create(input, signal),
    updateWebhook: async (webhookId, changes, signal) => parts().webhooks.update(webhookId, changes, signal),
    webhookEvents: async (signal) => parts().webhooks.events(signal),
    deliveryLog: async (query, signal) => readDeliveryLog(parts().api, query, signal),
    retryDelivery: async (deliveryId, signal) => retryDelivery(parts().api, deliveryId, signal),
    deleteWebhook: async (webhookId, signal) => parts().webhooks.remove(webhookId, signal),
    ownUserId: () => made?.tokens.userId ?? null,
    probe: (onStep, signal) => probe(parts, { ...options, onStep, signal }),
    workOrderUrl: (id) => `${parts().environment.app}/workorders/${id}`,
  };
}
