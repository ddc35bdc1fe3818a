import type { FieldNationService } from '../fieldnation/service.ts';
import type { WorkOrderSummary } from './fieldnation-acting.ts';
import { type Buyer, createBuyer } from './fieldnation-buyer.ts';
import { createProvider, type Provider } from './fieldnation-provider.ts';

export interface FieldNationPeople {
  readonly provider: Provider;
  readonly buyer: Buyer;
}

/** A provider and the company's people, acting in Field Nation's own apps. Refusals are VendorFailures. */
export function createFieldNationPeople(service: FieldNationService): FieldNationPeople {
  /** Every act is in the journal under its name, after it succeeded. */
  function logged<T extends object>(who: string, actions: T): T {
    const entries = Object.entries(actions as Record<string, (input: object) => WorkOrderSummary>);
    const wrapped = entries.map(([did, action]) => [
      did,
      (input: object): WorkOrderSummary => {
        const result = action(input);
        service.context.journal({ vendor: 'fieldnation', kind: 'person', who, did, workOrderId: result.id });
        return result;
      },
    ]);
    return Object.fromEntries(wrapped) as T;
  }
  return {
    provider: logged('provider', createProvider(service)),
    buyer: logged('buyer', createBuyer(service)),
  };
}
