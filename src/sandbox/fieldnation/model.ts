/* Field Nation's records as the sandbox keeps them: plain JSON, so that one snapshot holds everything. Times are ms UTC. */

import type {
  CounterOffer,
  Discount,
  Expense,
  Folder,
  JobStatusChange,
  Message,
  Part,
  PayIncrease,
  Problem,
  Revisit,
  Shipment,
  Signature,
  TimeLog,
  WorkTask,
} from './model-details.ts';

export type * from './model-details.ts';

/** Where a work order stands. Ids and names are in `statuses.ts`. */
export type StatusKey =
  | 'draft'
  | 'published'
  | 'routed'
  | 'assigned'
  | 'work_done'
  | 'approved'
  | 'paid'
  | 'cancelled'
  | 'postponed'
  | 'deleted';

/** What the assigned provider has done so far (reference fieldnation.md section 2, sub-states while Assigned). */
export type SubStatus =
  | 'none'
  | 'unconfirmed'
  | 'confirmed'
  | 'eta_set'
  | 'on_my_way'
  | 'checked_in'
  | 'checked_out'
  | 'at_risk'
  | 'delayed';

export type MilestoneKey =
  | 'created'
  | 'published'
  | 'routed'
  | 'assigned'
  | 'workdone'
  | 'approved'
  | 'paid'
  | 'canceled';

export interface NamedRecord {
  id: number;
  name: string;
}

export interface User {
  id: number;
  first_name: string;
  last_name: string;
  email: string;
  phone: string;
  zip: string;
  role: 'buyer' | 'provider';
  username: string;
}

export interface Address {
  address1: string;
  address2: string;
  city: string;
  state: string;
  zip: string;
  country: string;
}

export interface SavedLocation extends Address {
  id: number;
  name: string;
  clientId: number;
  typeId: number;
  contactName: string;
  contactPhone: string;
  notes: string;
}

export interface WorkLocation extends Address {
  mode: 'custom' | 'location' | 'remote';
  typeId: number;
  displayName: string;
  savedLocationId: number | null;
}

export interface WorkSchedule {
  mode: 'exact' | 'between' | 'hours';
  start: number;
  end: number | null;
  note: string;
  timeZone: string;
  requireOntime: boolean;
}

export interface WorkPay {
  type: 'fixed' | 'hourly' | 'device' | 'blended';
  base: { units: number; amount: number };
  additional: { units: number; amount: number };
}

export interface Contact {
  id: number;
  name: string;
  role: string;
  phone: string;
  ext: string;
  email: string;
  notes: string;
}

export interface WorkOrderRecord {
  id: number;
  companyId: number;
  title: string;
  descriptionHtml: string;
  confidentialHtml: string;
  status: StatusKey;
  subStatus: SubStatus;
  confirmed: boolean;
  delayMinutes: number;
  milestones: Partial<Record<MilestoneKey, number>>;
  location: WorkLocation | null;
  schedule: WorkSchedule | null;
  pay: WorkPay | null;
  clientId: number | null;
  projectId: number | null;
  managerId: number;
  templateId: number | null;
  typesOfWork: { id: number; isPrimary: boolean }[];
  contacts: Contact[];
  /** Value by custom field id. */
  customFields: Record<string, string>;
  routedTo: number[];
  requests: number[];
  declined: number[];
  assigneeId: number | null;
  messages: Message[];
  folders: Folder[];
  timeLogs: TimeLog[];
  tasks: WorkTask[];
  problems: Problem[];
  tags: { id: number; at: number; authorId: number }[];
  bonuses: { id: number; charged: boolean }[];
  penalties: { id: number; charged: boolean }[];
  increases: PayIncrease[];
  discounts: Discount[];
  expenses: Expense[];
  counterOffers: CounterOffer[];
  shipments: Shipment[];
  signatures: Signature[];
  parts: Part[];
  /** Criteria of the selection rule, as they were sent; nothing is checked against them. */
  qualifications: Record<string, unknown>[];
  revisits: Revisit[];
  /** The work order this one is a return visit of. */
  revisitOf: number | null;
  jobHistory: JobStatusChange[];
  /** What cancelling costs once somebody was assigned. */
  cancellationFee: number;
  eta: { start: number; status: string; updatedAt: number } | null;
  closingNotes: string;
  incidentId: string;
  jobStatus: 'pending' | 'incomplete' | 'complete';
  jobReasonId: number | null;
  cancelReason: string;
  allowCounterOffers: boolean;
  requireGps: boolean;
  integration: { id: string; name: string; href: string } | null;
  createdAt: number;
  /** What `f_search` finds, and from when: newest last (search may lag behind the record). */
  searchIndex: { text: string; visibleFrom: number }[];
}

export interface CustomFieldDefinition {
  id: number;
  name: string;
  tip: string;
  type: 'text' | 'numeric' | 'date' | 'date_time' | 'time' | 'predefined' | 'phone';
  role: 'buyer' | 'assigned_provider';
  required: boolean;
  unique: boolean;
  internal: boolean;
  options: string[];
}

export interface Template {
  id: number;
  name: string;
  typeOfWorkId: number;
  clientId: number | null;
  projectId: number | null;
  pay: WorkPay;
  createdAt: number;
}

export interface PayExtra {
  id: number;
  name: string;
  type: 'Fixed' | 'Percent';
  modifier: string;
  description: string;
}

export interface WebhookRecord {
  id: number;
  webhookId: string;
  companyId: number;
  userId: number;
  events: string[];
  url: string;
  method: 'post' | 'put';
  status: 'active' | 'inactive' | 'archived';
  secret: string;
  notificationEmail: string;
  isIntegrationOnly: boolean;
  headers: Record<string, string>;
  createdAt: number;
  updatedAt: number;
  /** Since when every delivery failed; null while the last one arrived. */
  failingSince: number | null;
  /** Days of that spell, counted from its start, on which something failed. */
  failedDays: number[];
  history: WebhookChange[];
}

export interface WebhookChange {
  id: number;
  userId: number;
  action: 'created' | 'updated' | 'deleted' | 'status_changed';
  changes: Record<string, unknown>;
  at: number;
}

/** Everything Field Nation remembers, except tokens (a restart signs everybody out). */
export interface FieldNationData {
  formatVersion: 1;
  nextId: Record<string, number>;
  company: NamedRecord;
  users: User[];
  clients: NamedRecord[];
  projects: (NamedRecord & { clientId: number; managerId: number })[];
  typesOfWork: (NamedRecord & { industryId: number; industry: string; serviceTypes: string[] })[];
  templates: Template[];
  locations: SavedLocation[];
  networks: { id: string; type: string; name: string }[];
  companyTags: { id: number; label: string; color: string }[];
  incompleteReasons: { id: number; label: string }[];
  expenses: { id: number; label: string; description: string; amount: number }[];
  bonuses: PayExtra[];
  penalties: PayExtra[];
  providerGroups: { id: number; name: string; members: number[] }[];
  talentPoolGroups: {
    id: string;
    name: string;
    projectId: number;
    tiers: { id: number; name: string; members: number[] }[];
  }[];
  revisitReasons: { id: number; name: string; action: 'revisit' | 'job_status' }[];
  problemTypes: NamedRecord[];
  customFields: CustomFieldDefinition[];
  workOrders: WorkOrderRecord[];
  webhooks: WebhookRecord[];
  /** The sticky-filter trap: what the server remembers per user (reference 1.6). */
  stickyFilters: Record<string, Record<string, string>>;
}
