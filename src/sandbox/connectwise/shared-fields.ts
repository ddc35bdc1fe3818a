import { choice, ref } from './fields.ts';

/* Field types several records share. */

export const billing = choice('Billable', 'DoNotBill', 'NoCharge', 'NoDefault');
export const memberRef = ref('member', 'identifier');
export const companyRef = ref('company', 'identifier');
