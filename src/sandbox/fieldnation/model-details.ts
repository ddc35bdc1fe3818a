/* The parts of a work order that come in lists. Plain JSON; times are ms UTC, amounts are dollars. */

export interface Message {
  id: string;
  /** `0` at the head of a thread. */
  parentId: string;
  fromId: number;
  toId: number | null;
  type: string;
  /** Providers it was sent to, where that was settled when it was posted: routed, requesting, or named ones. */
  audience: number[];
  text: string;
  at: number;
  statusName: string;
  archived: boolean;
  replies: Message[];
}

export interface Attachment {
  id: number;
  uploadUniqueId: string;
  authorId: number;
  name: string;
  mime: string;
  size: number;
  /** Where the bytes rest in the sandbox's file bin. */
  stored: string;
  createdAt: number;
  notes: string;
  status: 'PENDING' | 'APPROVED' | 'DENIED';
  statusDescription: string;
  reviewedAt: number | null;
  showBeforeAssignment: boolean;
}

export interface Folder {
  id: number;
  name: string;
  type: 'document' | 'slot';
  minFiles: number;
  maxFiles: number;
  attachments: Attachment[];
}

export interface TimeLog {
  id: number;
  providerId: number;
  in: number;
  out: number | null;
  devices: number;
  /** Somebody other than the provider wrote or changed it. */
  edited: boolean;
}

export interface WorkTask {
  id: number;
  key: 'checkin' | 'checkout' | 'closeoutnotes' | 'other';
  label: string;
  completedAt: number | null;
  completedBy: number | null;
}

export interface Problem {
  id: number;
  typeId: number;
  typeName: string;
  comments: string;
  authorId: number;
  createdAt: number;
  resolvedAt: number | null;
  resolvedBy: number | null;
}

export interface Expense {
  id: number;
  categoryId: number;
  description: string;
  amount: number;
  quantity: number;
  status: 'new' | 'approved' | 'disapproved';
  statusDescription: string;
  authorId: number;
  addedAt: number;
  decidedAt: number | null;
}

/** More pay a provider asked for. */
export interface PayIncrease {
  id: number;
  description: string;
  status: 'pending' | 'accepted' | 'denied';
  statusDescription: string;
  sum: number;
  authorId: number;
  createdAt: number;
}

/** Less pay a provider offered. */
export interface Discount {
  id: number;
  name: string;
  amount: number;
}

export interface CounterOffer {
  id: number;
  providerId: number;
  /** What the provider asks for the whole job. */
  amount: number;
  notes: string;
  createdAt: number;
}

export interface Shipment {
  id: number;
  name: string;
  direction: string;
  carrier: { name: string; other: string; tracking: string };
  /** As sent. */
  location: Record<string, unknown> | null;
  taskId: number | null;
  authorId: number;
  createdAt: number;
  status: string;
}

export interface Signature {
  id: number;
  name: string;
  format: string;
  data: string;
  authorId: number;
  taskId: number;
  createdAt: number;
}

/** Material a provider used. No call reads it: only its webhook tells. */
export interface Part {
  name: string;
  quantity: number;
}

export interface Revisit {
  id: number;
  reasonId: number;
  billable: boolean;
  /** The draft that was made for the return visit. */
  workOrderId: number;
  authorId: number;
  createdAt: number;
}

export interface JobStatusChange {
  label: string;
  authorId: number;
  at: number;
}
