import type { SandboxRequest, SandboxResponse } from '../kernel-types.ts';
import type { WorkOrderRecord } from './model.ts';
import { notFound } from './problems.ts';
import type { FieldNationService } from './service.ts';
import { workOrderView } from './view-work-order.ts';

/** What the routes below `/workorders/{id}` share. */
export interface RouteParts {
  /** The work order of the path; refuses as `service.find`. */
  found(request: SandboxRequest): WorkOrderRecord;
  /** WorkOrderResponseDto: what most writes answer. */
  whole(record: WorkOrderRecord): SandboxResponse;
  /** The item of a list that a parameter of the path names; 404 when there is none. */
  item<T extends { readonly id: number }>(
    request: SandboxRequest,
    parameter: string,
    list: readonly T[],
    what: string,
  ): T;
}

export function routeParts(service: FieldNationService): RouteParts {
  return {
    found: (request) => service.find(request.params.id ?? ''),
    whole: (record) => ({ status: 200, body: workOrderView(record, service.view()) }),
    item(request, parameter, list, what) {
      const found = list.find((each) => each.id === Number(request.params[parameter]));
      if (found === undefined) throw notFound(`${what} ${request.params[parameter]}`);
      return found;
    },
  };
}
