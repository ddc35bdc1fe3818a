import { z } from 'zod';
import type { Fault } from '../kernel-types.ts';
import { ControlError, checked, orRefuse, withoutUndefined } from './control-error.ts';
import { type SubscriptionControl, subscriptionControl } from './control-subscriptions.ts';

/** What the control API reaches: the running sandbox without its `stop`. */
export interface Controlled extends SubscriptionControl {
  readonly info: unknown;
  readonly people: {
    readonly dispatcher: object;
    readonly technician: object;
    readonly contact: object;
    readonly provider: object;
    readonly buyer: object;
    readonly administrator: object;
  };
  journal(after?: number): unknown;
  addFault(fault: Omit<Fault, 'id'>): Fault;
  faults(): readonly Fault[];
  clearFaults(): void;
  setSwitch(name: string, value: boolean | number | string): void;
  switches(): Readonly<Record<string, boolean | number | string>>;
  expireTokens(): void;
  workOrders(): readonly unknown[];
  ticket(id: number): unknown;
  ticketParts(id: number): unknown;
  emails(): unknown;
}

const faultSchema = z.object({
  vendor: z.enum(['connectwise', 'fieldnation']),
  on: z.enum(['request', 'delivery']),
  method: z.string().optional(),
  path: z.string().optional(),
  kind: z.enum([
    '429',
    '500',
    '503',
    'timeout-after-commit',
    'timeout-before',
    'drop-connection',
    'drop-after-commit',
    'duplicate',
    'delay',
    'lose',
    'reorder',
  ]),
  retryAfterSeconds: z.number().optional(),
  delayMs: z.number().optional(),
  times: z.number().int().positive().optional(),
});
const switchesSchema = z.record(z.string(), z.union([z.boolean(), z.number(), z.string()]));

const tabSchema = z.enum(['discussion', 'internal', 'resolution']);

/** Every field an action may name, checked for type; the action itself says which it needs. */
const personInput = z.looseObject({
  workOrderId: z.number().int().optional(),
  providerId: z.number().int().optional(),
  ticketId: z.number().int().optional(),
  statusId: z.number().int().optional(),
  id: z.number().int().optional(),
  list: z.string().optional(),
  options: z.array(z.string()).optional(),
  boardId: z.number().int().optional(),
  noteId: z.number().int().optional(),
  documentId: z.number().int().optional(),
  mergeTicketIds: z.array(z.number().int()).min(1).optional(),
  tab: tabSchema.optional(),
  tabs: z.array(tabSchema).optional(),
  notify: z.boolean().optional(),
  title: z.string().optional(),
  base64: z.string().optional(),
  // Enough for any limit a test sets, and not for a full disk by mistake.
  size: z.number().int().min(0).max(1_073_741_824).optional(),
  private: z.boolean().optional(),
  member: z.string().optional(),
  start: z.iso.datetime().optional(),
  end: z.iso.datetime().optional(),
  caption: z.string().optional(),
  text: z.string().optional(),
  reason: z.string().optional(),
  minutes: z.number().optional(),
  name: z.string().optional(),
  notes: z.string().optional(),
  codebase: z
    .string()
    .regex(/^v\d{4}_\d\/$/)
    .optional(),
  right: z.enum(['add', 'edit', 'delete', 'inquire']).optional(),
  level: z.enum(['None', 'All']).optional(),
  closingNotes: z.string().optional(),
  type: z.string().optional(),
  changes: z.record(z.string(), z.unknown()).optional(),
  body: z.record(z.string(), z.unknown()).optional(),
  messageId: z.union([z.string(), z.number()]).optional(),
  folder: z.union([z.string(), z.number()]).optional(),
  field: z.union([z.string(), z.number()]).optional(),
  // Field Nation takes text only and says so itself; ConnectWise takes what the field holds.
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  label: z.string().optional(),
  userId: z.number().int().optional(),
  taskId: z.number().int().optional(),
  tagId: z.number().int().optional(),
  expenseId: z.number().int().optional(),
  categoryId: z.number().int().optional(),
  problemId: z.number().int().optional(),
  reasonId: z.number().int().optional(),
  amount: z.number().min(0).optional(),
  quantity: z.number().min(0).optional(),
  billable: z.boolean().optional(),
  tracking: z.string().optional(),
  direction: z.string().optional(),
  role: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
});

/** `move-ticket` to `moveTicket`. */
const camel = (verb: string): string => verb.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function isPerson(who: string): who is keyof Controlled['people'] {
  return ['dispatcher', 'technician', 'contact', 'provider', 'buyer', 'administrator'].includes(who);
}

const atConnectWise: ReadonlySet<string> = new Set(['dispatcher', 'technician', 'contact']);
/** What an action at ConnectWise needs besides the ticket. */
const needed: Readonly<Record<string, readonly (keyof z.infer<typeof personInput>)[]>> = {
  addNote: ['text'],
  editNote: ['noteId'],
  deleteNote: ['noteId'],
  reply: ['text'],
  uploadDocument: ['name'],
  deleteDocument: ['documentId'],
  mergeTickets: ['mergeTicketIds'],
  moveBoard: ['boardId'],
  setCustomField: ['caption', 'value'],
};

/** What an administrator's action needs. */
const neededByAdministrator: Readonly<Record<string, readonly (keyof z.infer<typeof personInput>)[]>> = {
  addEntry: ['list', 'name'],
  renameEntry: ['list', 'id', 'name'],
  retireEntry: ['list', 'id'],
};

/** Verbs of Field Nation's people that are nothing without a text. */
const needText: readonly string[] = ['message', 'reply', 'reportProblem', 'closingNotes'];

function act(sandbox: Controlled, who: string, verb: string, body: unknown): unknown {
  const actions = isPerson(who) ? sandbox.people[who] : undefined;
  const name = camel(verb);
  const action: unknown =
    actions !== undefined && Object.hasOwn(actions, name) ? Reflect.get(actions, name) : undefined;
  if (typeof action !== 'function') throw new ControlError(404, `There is nobody called ${who} who can ${verb}.`);
  const input = withoutUndefined(checked(personInput, body));
  if (who === 'administrator') {
    const missing = (neededByAdministrator[name] ?? []).find((field) => input[field] === undefined);
    if (missing !== undefined) throw new ControlError(400, `${missing} is needed.`);
    return orRefuse(() => action(input));
  }
  if (!atConnectWise.has(who)) {
    if (name !== 'create' && input.workOrderId === undefined) throw new ControlError(400, 'workOrderId is needed.');
    if (needText.includes(name) && input.text === undefined) throw new ControlError(400, 'text is needed.');
    if (name === 'create' && input.body === undefined) throw new ControlError(400, 'body is needed.');
  } else if (name !== 'createTicket' && name !== 'createProjectTicket') {
    if (input.ticketId === undefined) throw new ControlError(400, 'ticketId is needed.');
    if (sandbox.ticket(input.ticketId) === null)
      throw new ControlError(404, `Ticket ${input.ticketId} does not exist.`);
    const missing = (needed[name] ?? []).find((field) => input[field] === undefined);
    if (missing !== undefined) throw new ControlError(400, `${missing} is needed.`);
    return orRefuse(() => action(input));
  }
  return action(input);
}

/** One control request, after its token was checked; what it returns is sent as JSON. */
export async function control(
  sandbox: Controlled,
  method: string,
  path: string,
  query: URLSearchParams,
  body: unknown,
): Promise<unknown> {
  const [, root, what, who, verb, ...rest] = path.split('/');
  if (root !== 'control' || rest.length > 0) throw new ControlError(404, `There is nothing at ${path}.`);
  const asked = `${method} ${what}`;
  if (asked === 'POST people' && who !== undefined && verb !== undefined) return act(sandbox, who, verb, body);
  const found = subscriptionControl(sandbox, [asked, who, verb].filter(Boolean).join('/'), query, body);
  if (found !== undefined) return found.answer;
  if (asked === 'GET tickets' && who !== undefined) {
    const ticket = await sandbox.ticket(Number(who));
    if (ticket === null || ticket === undefined) throw new ControlError(404, `Ticket ${who} does not exist.`);
    return ticket;
  }
  if (asked === 'GET ticket-parts' && who !== undefined) return sandbox.ticketParts(Number(who));
  if (who !== undefined) throw new ControlError(404, `There is nothing at ${path}.`);
  switch (asked) {
    case 'GET info':
      return sandbox.info;
    case 'GET journal':
      return sandbox.journal(Number(query.get('since') ?? 0) || 0);
    case 'GET faults':
      return sandbox.faults();
    case 'POST faults':
      return orRefuse(() => sandbox.addFault(withoutUndefined(checked(faultSchema, body)) as Omit<Fault, 'id'>));
    case 'DELETE faults':
      sandbox.clearFaults();
      return {};
    case 'GET switches':
      return sandbox.switches();
    case 'POST switches':
      orRefuse(() => {
        for (const [name, value] of Object.entries(checked(switchesSchema, body))) sandbox.setSwitch(name, value);
      });
      return sandbox.switches();
    case 'POST expire-tokens':
      sandbox.expireTokens();
      return {};
    case 'GET emails':
      return sandbox.emails();
    case 'GET work-orders':
      return sandbox.workOrders();
    default:
      throw new ControlError(404, `There is nothing at ${method} ${path}.`);
  }
}
