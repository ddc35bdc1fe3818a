import { z } from 'zod';

/*
 * ConnectWise's callbacks as a person chooses and sees them: every type and level (reference/connectwise.md 2.2), what each fires on, and how
 * registered entries are shown.
 */

export const callbackTypes = [
  'Ticket',
  'Time',
  'Schedule',
  'Company',
  'Contact',
  'Site',
  'Project',
  'Activity',
  'Agreement',
  'Configuration',
  'Expense',
  'Invoice',
  'Member',
  'Opportunity',
  'ProductCatalog',
  'PurchaseOrder',
] as const;
export type CallbackType = (typeof callbackTypes)[number];
export const callbackTypeSchema = z.enum(callbackTypes);

/** How the object of a level is picked. `within`: another record is picked first, e.g. the board of a status. */
export type CallbackPick =
  /** There is nothing to pick: ConnectWise wants 1. */
  | { readonly by: 'none' }
  | { readonly by: 'name'; readonly within: 'board' | 'project' | 'company' | null }
  /** ConnectWise offers no list with names: the number is typed in. */
  | { readonly by: 'number' };

export interface CallbackLevel {
  /** As ConnectWise writes it: `Owner`, `Board`, `StatusId`. */
  readonly level: string;
  /** What the number names, for a label: `Status`, `Service Board`; empty for the whole type. */
  readonly object: string;
  readonly pick: CallbackPick;
  /** When it fires, as a sentence. */
  readonly fires: string;
}

/** What the engine does with one: syncs the ticket, converges linked records, or only writes the log. */
export type CallbackUse = 'ticket' | 'ticket-of' | 'links-of' | 'log';

export interface CallbackTypeInfo {
  readonly type: CallbackType;
  /** `tickets` */
  readonly many: string;
  readonly use: CallbackUse;
  /** What happens here when one arrives, as a sentence. */
  readonly effect: string;
  readonly levels: readonly CallbackLevel[];
}

/** Whose entry it is. */
export const callbackRelations = ['ours', 'adoptable', 'other-installation', 'broker', 'foreign'] as const;
export type CallbackRelation = (typeof callbackRelations)[number];

export const callbackFlags = ['disabled', 'elsewhere', 'malformed', 'duplicate', 'unknown-level'] as const;
export type CallbackFlag = (typeof callbackFlags)[number];

/** One registered entry as it is shown; no secret is in it. */
export const registeredCallbackSchema = z.object({
  id: z.number().int(),
  description: z.string(),
  /** Tokens struck out. */
  shownUrl: z.string(),
  host: z.string(),
  type: z.string(),
  level: z.string(),
  objectId: z.number().int(),
  /** Name of what the number names; null when it is not known. */
  objectName: z.string().nullable(),
  active: z.boolean(),
  /** A person switched it off in this app, on purpose. */
  paused: z.boolean().optional(),
  /** This app switched it off for want of an address, and switches it on again with one. */
  resting: z.boolean().optional(),
  /** When and by whom it was last changed (ms UTC); null when ConnectWise does not say. */
  updatedAt: z.number().nullable(),
  updatedBy: z.string(),
  relation: z.enum(callbackRelations),
  /** Field Nation environment of a broker entry. */
  broker: z.enum(['production', 'sandbox']).nullable(),
  flags: z.array(
    z.object({
      flag: z.enum(callbackFlags),
      /** What is wrong, and what to do. */
      message: z.string(),
      /** The entry it doubles. */
      doubles: z.number().int().nullable(),
    }),
  ),
});
export type RegisteredCallback = z.infer<typeof registeredCallbackSchema>;

/** Where a callback shall go. The address of this workstation is known here; the broker's trigger URL holds a secret. */
export const callbackDestinationSchema = z.discriminatedUnion('to', [
  z.object({ to: z.literal('workstation') }),
  z.object({ to: z.literal('broker'), triggerUrl: z.string().max(1000) }),
]);

/** What a person has chosen in the wizard. */
export const callbackChoiceSchema = z.object({
  destination: callbackDestinationSchema,
  type: callbackTypeSchema,
  level: z.string().max(30),
  /** Ignored where nothing is picked. */
  objectId: z.number().int().min(0),
  /** Label; empty = one is made. */
  description: z.string().max(60).default(''),
});
export type CallbackChoice = z.input<typeof callbackChoiceSchema>;
