import { randomBytes } from 'node:crypto';
import type { Clock } from '../shared/clock.ts';
import { systemClock } from '../shared/clock.ts';
import type { TicketParts } from './connectwise/people-work.ts';
import type { SentEmail } from './connectwise/records.ts';
import { dispatcherIdentifier, technicianIdentifier } from './connectwise/seed/boards.ts';
import { seedConnectWise, seededTrigger } from './connectwise/seed/seed.ts';
import { connectWiseSwitches } from './connectwise/switches.ts';
import { createConnectWise } from './connectwise/vendor.ts';
import type { WorkOrderRecord } from './fieldnation/model.ts';
import { withOtherIds } from './fieldnation/other-ids.ts';
import { seedFieldNation } from './fieldnation/seed.ts';
import { fieldNationSwitches } from './fieldnation/switches.ts';
import { createFieldNation, fieldNationCredentials } from './fieldnation/vendor.ts';
import { deactivateWebhook, webhookStates } from './fieldnation/webhook-people.ts';
import type { JournalEntry } from './kernel/journal.ts';
import { createKernel } from './kernel/kernel.ts';
import { settableClock } from './kernel/settable-clock.ts';
import type { Listening } from './kernel/vendor-server.ts';
import type { Fault, SandboxInfo } from './kernel-types.ts';
import { type Administrator, createAdministrator } from './people/administrator.ts';
import { serveControl } from './people/control-server.ts';
import type { ClockState, SubscriptionControl } from './people/control-subscriptions.ts';
import { type Contact, createContactPerson, createDispatcher, type Dispatcher } from './people/dispatcher.ts';
import { createFieldNationPeople, type FieldNationPeople } from './people/fieldnation-people.ts';

export interface SandboxOptions {
  /** Default: the machine's clock. Tests give a virtual one. */
  readonly clock?: Clock;
  /** Where the seeded randomness starts. Default 1. */
  readonly seed?: number;
  /** Another environment of the same company: boards, statuses, clients, types of work and the like have numbers so much higher. Default 0. */
  readonly idsHigherBy?: number;
  /** Fixed ports; one that is in use is replaced by a free one. Default: free ones. */
  readonly ports?: { readonly connectwise?: number; readonly fieldnation?: number; readonly control?: number };
  /** Both vendors over https with a certificate made at start. */
  readonly tls?: boolean;
  /** Where the records are kept between runs. Default: nowhere. */
  readonly stateFile?: string | null;
  readonly switches?: Readonly<Record<string, boolean | number | string>>;
  /** Requests per minute each vendor takes; 0 is no limit, which is the default. */
  readonly rateLimits?: { readonly connectwise?: number; readonly fieldnation?: number };
}

/** A running sandbox, as a test or a process holds it. */
export interface RunningSandbox extends SubscriptionControl {
  readonly info: SandboxInfo;
  /** The people it plays; the control API calls the same methods. */
  readonly people: FieldNationPeople & {
    readonly dispatcher: Dispatcher;
    /** The same actions under a technician's login. */
    readonly technician: Dispatcher;
    readonly contact: Contact;
    readonly administrator: Administrator;
  };
  journal(after?: number): readonly JournalEntry[];
  addFault(fault: Omit<Fault, 'id'>): Fault;
  faults(): readonly Fault[];
  clearFaults(): void;
  /** Throws when no switch has this name. */
  setSwitch(name: string, value: boolean | number | string): void;
  switches(): Readonly<Record<string, boolean | number | string>>;
  /** Ends every Field Nation token, as if its hour were over. */
  expireTokens(): void;
  /** Field Nation's records as they are kept, deleted ones too. */
  workOrders(): readonly Readonly<WorkOrderRecord>[];
  /** A ticket as ConnectWise's API shows it, or null. */
  ticket(id: number): { readonly [field: string]: unknown } | null;
  /** Every ticket, service and project. */
  tickets(): readonly { readonly [field: string]: unknown }[];
  /** What hangs on a ticket, each as ConnectWise's API shows it: all notes, documents, time and schedule entries. */
  ticketParts(id: number): TicketParts;
  /** The e-mails ConnectWise would have sent. */
  emails(): readonly SentEmail[];
  stop(): Promise<void>;
}

const kernelSwitches = { allowHttpLoopbackTargets: true };

/** Listens on `port`, or on a free one when it is taken: the app asks for last time's ports. */
async function listenNear(listen: (port: number) => Promise<Listening>, port: number): Promise<Listening> {
  try {
    return await listen(port);
  } catch (error) {
    if (port === 0 || (error as { code?: string }).code !== 'EADDRINUSE') throw error;
    return listen(0);
  }
}

/**
 * Starts simulated ConnectWise and Field Nation on loopback, and the control API beside them. Resolves when all three
 * listen.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const clock = settableClock(options.clock ?? systemClock);
  const { rateLimits = {}, ports = {} } = options;
  const defaults = { ...kernelSwitches, ...connectWiseSwitches, ...fieldNationSwitches };
  const switches: Record<string, boolean | number | string> = {
    ...defaults,
    ...(rateLimits.connectwise === undefined ? {} : { 'connectwise.requestsPerMinute': rateLimits.connectwise }),
    ...(rateLimits.fieldnation === undefined ? {} : { 'fieldnation.rateLimitPerMinute': rateLimits.fieldnation }),
  };
  const kernel = createKernel({
    clock,
    seed: options.seed ?? 1,
    switches,
    stateFile: options.stateFile ?? null,
    tls: options.tls ?? false,
  });
  function setSwitch(name: string, value: boolean | number | string): void {
    const present = (defaults as Record<string, boolean | number | string>)[name];
    if (present === undefined) {
      throw new Error(`The sandbox has no switch "${name}". It has: ${Object.keys(defaults).join(', ')}.`);
    }
    if (typeof present !== typeof value) throw new Error(`The switch "${name}" takes a ${typeof present}.`);
    kernel.setSwitch(name, value);
  }
  for (const [name, value] of Object.entries(options.switches ?? {})) setSwitch(name, value);

  const connectwise = createConnectWise(
    kernel.context,
    kernel.state('connectwise', () => seedConnectWise(kernel.context.random, clock.now(), options.idsHigherBy)),
  );
  const fieldnation = createFieldNation(
    kernel.context,
    kernel.state('fieldnation', () => withOtherIds(seedFieldNation(clock.now()), options.idsHigherBy ?? 0)),
  );
  const control = kernel.state('control', () => ({ token: randomBytes(16).toString('hex') }));
  kernel.context.touch();

  const connectwiseServer = kernel.serve(connectwise.definition);
  const fieldnationServer = kernel.serve(fieldnation);
  const connectwiseAt = await listenNear((port) => connectwiseServer.listen(port), ports.connectwise ?? 0);
  const fieldnationAt = await listenNear((port) => fieldnationServer.listen(port), ports.fieldnation ?? 0);
  connectwise.setUrl(connectwiseAt.url);
  fieldnation.service.setBaseUrl(fieldnationAt.url);

  const demo = seededTrigger(connectwise.state);
  const [key] = connectwise.state.apiKeys;
  const atWork = { triggerStatusId: demo.triggerStatusId, now: () => clock.now() };
  const people = {
    ...createFieldNationPeople(fieldnation.service),
    dispatcher: createDispatcher(connectwise.people, { ...atWork, member: dispatcherIdentifier }),
    technician: createDispatcher(connectwise.people, { ...atWork, member: technicianIdentifier }),
    contact: createContactPerson(connectwise.people),
    administrator: createAdministrator(connectwise.people, {
      data: fieldnation.service.data,
      changed: () => kernel.context.touch(),
    }),
  };
  const withoutControl = {
    connectwise: {
      url: connectwiseAt.url,
      company: connectwise.state.company.loginId,
      publicKey: key?.publicKey ?? '',
      privateKey: key?.privateKey ?? '',
      clientId: connectwise.state.clientIds[0] ?? '',
      dispatcher: dispatcherIdentifier,
    },
    fieldnation: { url: fieldnationAt.url, ...fieldNationCredentials },
    controlToken: control.token,
    certificate: kernel.certificate?.cert ?? null,
    demo,
  };
  const { data } = fieldnation.service;
  const clockState = (): ClockState => ({ now: new Date(clock.now()).toISOString(), aheadMs: clock.ahead() });
  const subscriptions: SubscriptionControl = {
    callbacks: connectwise.people,
    records: connectwise.people,
    webhooks: () => webhookStates(kernel.context, data),
    deactivateWebhook: (webhookId) => deactivateWebhook(kernel.context, data, webhookId),
    clock: clockState,
    advanceClock(ms) {
      clock.advance(ms);
      return clockState();
    },
  };
  const sandbox = {
    people,
    ...subscriptions,
    journal: (after?: number) => kernel.journal.entries(after),
    addFault: (fault: Omit<Fault, 'id'>) => kernel.faults.add(fault),
    faults: () => kernel.faults.list(),
    clearFaults: () => kernel.faults.clear(),
    setSwitch,
    switches: () => ({ ...kernel.context.switches }),
    expireTokens: () => fieldnation.tokens.expireAll(),
    workOrders: () => fieldnation.service.data.workOrders,
    ticket: (id: number) => connectwise.people.ticket(id),
    tickets: () => connectwise.people.tickets(),
    ticketParts: (id: number) => connectwise.people.ticketParts(id),
    emails: () => connectwise.people.emails(),
  };
  // The control API tells its own address, so `info` is complete only once it listens.
  let info: SandboxInfo = { ...withoutControl, controlUrl: '' };
  const served = {
    ...sandbox,
    get info() {
      return info;
    },
  };
  const controlAt = await listenNear(
    (port) => serveControl(served, { token: control.token, port, clock }),
    ports.control ?? 0,
  );
  info = { ...withoutControl, controlUrl: controlAt.url };

  return {
    ...sandbox,
    info,
    async stop() {
      fieldnation.service.webhooks.stop();
      await controlAt.close();
      await kernel.close();
    },
  };
}
