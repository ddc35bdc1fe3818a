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
import { readTypesOfWork } from './types-of-work.ts';
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
  const api = new Api({ environment, companyId, http, lane, tokens });
  return { environment, tokens, api, workOrders: new WorkOrders(api), webhooks: new Webhooks(api) };
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
    createWorkOrder: async (changes, signal) => parts().workOrders.create(changes, signal),
    updateWorkOrder: async (id, changes, signal) => parts().workOrders.update(id, changes, signal),
    publish: async (id, signal) => parts().workOrders.publish(id, signal),
    typesOfWork: async (signal) => readTypesOfWork(parts().api, signal),
    readField: (workOrder, target) => readWorkOrderField(workOrder.document, target),
    webhooks: async (signal) => parts().webhooks.list(signal),
    saveWebhook: async (input, signal) => parts().webhooks.save(input, signal),
    deleteWebhook: async (webhookId, signal) => parts().webhooks.remove(webhookId, signal),
    ownUserId: () => made?.tokens.userId ?? null,
    probe: (onStep, signal) => probe(parts, { ...options, onStep, signal }),
    workOrderUrl: (id) => `${parts().environment.app}/workorders/${id}`,
  };
}
