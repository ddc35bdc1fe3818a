import { z } from 'zod';

/* What the client relies on of ConnectWise's payloads. Unknown fields pass through; null means missing. */

const text = z.string().nullish();
const int = z.number().int();
const flag = z.boolean().nullish();

/** `{id, name | identifier}`. */
export const referenceSchema = z.looseObject({ id: int.nullish(), name: text, identifier: text });
export type Reference = z.infer<typeof referenceSchema>;

/** `IsCloud` is a string in the guide and a boolean in recordings (reference/connectwise.md 1.2). */
export const companyInfoSchema = z.looseObject({
  CompanyName: text,
  Codebase: z.string().min(1),
  VersionCode: text,
  VersionNumber: text,
  CompanyID: text,
  IsCloud: z.union([z.boolean(), z.string()]).nullish(),
  SiteUrl: text,
});

export const infoSchema = z.looseObject({ lastUpdated: text, updatedBy: text, dateEntered: text });

export const customFieldSchema = z.looseObject({ id: int, caption: text, value: z.json().nullish() });

export const ticketSchema = z.looseObject({
  id: int,
  summary: text,
  recordType: text,
  board: referenceSchema.nullish(),
  status: referenceSchema.nullish(),
  company: referenceSchema.nullish(),
  site: referenceSchema.nullish(),
  siteName: text,
  addressLine1: text,
  addressLine2: text,
  city: text,
  stateIdentifier: text,
  zip: text,
  country: referenceSchema.nullish(),
  closedFlag: flag,
  externalXRef: text,
  requiredDate: text,
  customFields: z.array(customFieldSchema).nullish(),
  _info: infoSchema.nullish(),
});
export type TicketPayload = z.infer<typeof ticketSchema>;

export const noteSchema = z.looseObject({
  id: int,
  text,
  detailDescriptionFlag: flag,
  internalAnalysisFlag: flag,
  resolutionFlag: flag,
  member: referenceSchema.nullish(),
  contact: referenceSchema.nullish(),
  dateCreated: text,
  createdBy: text,
  _info: infoSchema.nullish(),
});

/** A note of `allNotes`: the ticket's own, a time entry's or a meeting's. Other types may come one day. */
export const anyNoteSchema = noteSchema.extend({ noteType: text, timeStart: text, originalAuthor: text });
export type AnyNotePayload = z.infer<typeof anyNoteSchema>;

export const siteSchema = z.looseObject({
  id: int,
  name: text,
  addressLine1: text,
  addressLine2: text,
  city: text,
  stateReference: referenceSchema.nullish(),
  state: text,
  zip: text,
  country: referenceSchema.nullish(),
});

export const boardSchema = z.looseObject({ id: int, name: z.string(), inactiveFlag: flag, projectFlag: flag });

/** Statuses say `inactive`, other tables `inactiveFlag` (reference/connectwise.md 3.4). */
export const boardStatusSchema = z.looseObject({
  id: int,
  name: z.string(),
  sortOrder: z.number().nullish(),
  inactive: flag,
  inactiveFlag: flag,
  closedStatus: flag,
});

export const callbackSchema = z.looseObject({
  id: int,
  description: text,
  url: z.string(),
  objectId: int,
  type: z.string(),
  level: z.string(),
  inactiveFlag: flag,
  isSelfSuppressedFlag: flag,
  _info: infoSchema.nullish(),
});
export type CallbackPayload = z.infer<typeof callbackSchema>;

export const signingKeySchema = z.looseObject({ signing_key: z.string().min(1) });
export const systemInfoSchema = z.looseObject({ version: text, isCloud: z.union([z.boolean(), z.string()]).nullish() });
