import { anything, choice, type FieldMap, int, ref, text } from './fields.ts';

/* Field types several records share. */

export const billing = choice('Billable', 'DoNotBill', 'NoCharge', 'NoDefault');
export const memberRef = ref('member', 'identifier');
export const companyRef = ref('company', 'identifier');

/** One entry of `customFields` on a record (reference section 3.11). */
export const customFieldItem: FieldMap = {
  id: int,
  caption: text(),
  type: text(),
  entryMethod: text(),
  numberOfDecimals: int,
  value: anything,
  connectWiseId: text(),
};
