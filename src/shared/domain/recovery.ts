import { z } from 'zod';

/* Backups, rebuilding links, diagnostics and the trail of settings. */

export const backupSchema = z.object({
  /** Name in the profile's backup folder; no path. */
  name: z.string(),
  madeAt: z.number(),
  sizeBytes: z.number(),
  /** Format of the database in it. */
  schemaVersion: z.number(),
  /** `daily`; `migration`: before an update; `person`; `restore`: the safety copy of what a restore replaced. */
  reason: z.enum(['daily', 'migration', 'person', 'restore']),
  /** Opened and checked now: null when it is whole, else what is wrong with it. */
  problem: z.string().nullable(),
});
export type Backup = z.infer<typeof backupSchema>;

export const quarantineSchema = z.object({
  name: z.string(),
  at: z.number(),
  sizeBytes: z.number(),
  /** Why, as far as it was written down. */
  why: z.string(),
});
export type Quarantine = z.infer<typeof quarantineSchema>;

/** One pair found on both sides by what this app wrote there. Nothing is linked before a person ticks it. */
export const linkProposalSchema = z.object({
  ticketId: z.number(),
  workOrderId: z.number(),
  ticketSummary: z.string(),
  workOrderTitle: z.string(),
  companyName: z.string(),
  /** What says that they belong together. */
  evidence: z.array(z.enum(['ticket-reference', 'work-order-marker', 'note-markers'])),
  /** certain: both sides name each other; likely: one side does; ambiguous: see `problem`. */
  confidence: z.enum(['certain', 'likely', 'ambiguous', 'linked']),
  problem: z.string(),
});
export type LinkProposal = z.infer<typeof linkProposalSchema>;
export const linkScanSchema = z.object({
  state: z.enum(['idle', 'running', 'done', 'failed', 'stopped']),
  ticketsRead: z.number(),
  workOrdersRead: z.number(),
  proposals: z.array(linkProposalSchema),
  message: z.string(),
  at: z.number().nullable(),
});
export type LinkScan = z.infer<typeof linkScanSchema>;

/** A file of the diagnostics bundle as it would be saved: already redacted. */
export const diagnosticsFileSchema = z.object({
  name: z.string(),
  /** What it is for, in a sentence. */
  about: z.string(),
  bytes: z.number(),
  /** The whole text, or its beginning where `cut`. */
  text: z.string(),
  cut: z.boolean(),
  /** Values that were replaced in it. */
  redacted: z.number(),
});
export type DiagnosticsFile = z.infer<typeof diagnosticsFileSchema>;

export const auditAreas = [
  'connection',
  'trigger',
  'sync',
  'mapping',
  'callbacks',
  'intake',
  'alerts',
  'app',
  'recovery',
] as const;
export const auditEntrySchema = z.object({
  id: z.number(),
  at: z.number(),
  /** Who sat at the computer, as the operating system names them, or `Dispatch Bridge` for what it did itself. */
  who: z.string(),
  area: z.enum(auditAreas),
  /** The setting in words. */
  what: z.string(),
  /** As text; empty when there was none. A secret is only ever "changed". */
  before: z.string(),
  after: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export type NewAuditEntry = Omit<AuditEntry, 'id'>;
