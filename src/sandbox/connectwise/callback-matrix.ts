/* Types and levels of callbacks, complete (reference section 2.2). */

/** By the type in lower case, as messages carry it. Levels in the vendor's spelling. */
export const callbackMatrix = {
  activity: ['Owner', 'Status', 'Type', 'Company', 'Activity'],
  agreement: ['Owner', 'Type', 'Company', 'Agreement'],
  company: ['Owner', 'Status', 'Type', 'Territory', 'Company', 'IntegratorTag'],
  contact: ['Owner', 'Type', 'Territory', 'Company', 'Contact'],
  configuration: ['Owner', 'Type', 'Status', 'Configuration'],
  invoice: ['Owner', 'Status', 'Company', 'Invoice'],
  expense: ['Owner', 'ChargeToType', 'Type', 'Class', 'Company', 'Expense'],
  member: ['Owner', 'Location', 'SecurityRole', 'Member'],
  opportunity: ['Owner', 'StatusId', 'Company', 'Opportunity'],
  productcatalog: ['Owner'],
  project: ['Owner', 'Status', 'Board', 'Project'],
  purchaseorder: ['Owner', 'Status', 'Vendor', 'Company', 'PurchaseOrder'],
  schedule: ['Owner', 'Status', 'Type', 'Location', 'Member', 'Schedule'],
  site: ['Owner', 'Territory', 'Company', 'Site'],
  ticket: ['Owner', 'Board', 'Project', 'Phase', 'Status', 'Ticket', 'IntegratorTag'],
  time: ['Owner', 'Company', 'Time'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CallbackType = keyof typeof callbackMatrix;

/** The type behind what somebody wrote, case ignored; null when there is none. */
export function callbackTypeOf(text: string): CallbackType | null {
  const wanted = text.toLowerCase();
  return Object.hasOwn(callbackMatrix, wanted) ? (wanted as CallbackType) : null;
}

/** A type's level behind what somebody wrote, in the vendor's spelling; null when the type does not have it. */
export function callbackLevelOf(type: CallbackType, text: string): string | null {
  return callbackMatrix[type].find((one) => one.toLowerCase() === text.toLowerCase()) ?? null;
}
