import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Http } from '../http/http.ts';
import type { Lane } from '../queue/lane-port.ts';
import { Api } from './api.ts';
import { type EnvironmentName, environmentOf } from './environment.ts';
import { readWorkOrderField } from './fields.ts';
import type { FieldNation } from './port.ts';
import { probe } from './probe.ts';
import { Tokens } from './token.ts';
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

/** Field Nation's REST API v2 and webhook API v3. Throws `fieldnation.address` at once when a custom address cannot be one. */
export function createFieldNation(options: FieldNationOptions): FieldNation {
  const { http, lane, clock, companyId, username } = options;
  const environment = environmentOf(options.environment, options.baseUrl);
  const tokens = new Tokens({ ...options, environment });
  const api = new Api({ environment, companyId, http, lane, tokens });
  const workOrders = new WorkOrders(api);
  const webhooks = new Webhooks(api);

  return {
    workOrder: (id, signal) => workOrders.one(id, signal),
    workOrders: (ids, signal) => workOrders.many(ids, signal),
    findByMarker: (marker, signal) => workOrders.byMarker(marker, signal),
    createWorkOrder: (changes, signal) => workOrders.create(changes, signal),
    updateWorkOrder: (id, changes, signal) => workOrders.update(id, changes, signal),
    publish: (id, signal) => workOrders.publish(id, signal),
    readField: (workOrder, target) => readWorkOrderField(workOrder.document, target),
    webhooks: (signal) => webhooks.list(signal),
    saveWebhook: (input, signal) => webhooks.save(input, signal),
    deleteWebhook: (webhookId, signal) => webhooks.remove(webhookId, signal),
    ownUserId: () => tokens.userId,
    probe: (onStep, signal) => probe({ api, tokens, webhooks, environment, username, lane, clock }, onStep, signal),
    workOrderUrl: (id) => `${environment.app}/workorders/${id}`,
  };
}
