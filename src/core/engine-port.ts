import type { Clock } from '../shared/clock.ts';
import type { Config } from '../shared/config.ts';
import type { Activity, ActivityFilter } from '../shared/domain/activity.ts';
import type { LinkCopy, LinkHistory } from '../shared/domain/link-life.ts';
import type { Mapping, MappingVersion } from '../shared/domain/mapping.ts';
import type { JobId, LinkId, Named, Remote, TicketId } from '../shared/domain/records.ts';
import type { EngineStatus } from '../shared/domain/status.ts';
import type { AttentionItem, LinkPage, LinkRow, PlanRow } from '../shared/domain/views.ts';
import type { Logger } from '../shared/logger.ts';
import type { AlertCommands } from './alerts/port.ts';
import type { CallbackCommands } from './callbacks/commands.ts';
import type { LogCommands } from './log/port.ts';
import type { MonitorCommands } from './monitor/port.ts';
import type { PeopleCommands } from './people/index.ts';
import type { ProbeStep } from './probe.ts';
import type { ConfigurationCommands } from './promote/port.ts';
import type { Board, BoardStatus } from './psa/port.ts';
import type { Outside } from './reach/chain/outside.ts';
import type { ReachCommands } from './reach/port.ts';
import type { Interfaces } from './reach/tunnel/network-watch.ts';
import type { RecoveryCommands } from './recovery/port.ts';
import type { JsonnetParts } from './scripts/create-host.ts';
import type { SecretStore } from './secrets.ts';
import type { TunnelMeans } from './tunnel/means.ts';
import type { WebhookCommands } from './webhooks/port.ts';

export type EngineChange =
  | { readonly kind: 'status' }
  | { readonly kind: 'log'; readonly lastId: number }
  | { readonly kind: 'links' }
  | { readonly kind: 'attention' }
  /** The tunnel, what is registered, its health, or an outage. */
  | { readonly kind: 'reach' }
  /** Alerts were raised or ended. */
  | { readonly kind: 'alerts' };

/**
 * What main/ and cli/ see of the engine. Everything that can fail throws AppError. The engine owns the store, the listener, the
 * lanes and the worker; `start()` opens intake and begins polling, `stop()` drains within 10 s and closes the store.
 */
export interface Engine extends PeopleCommands {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Callback entries at ConnectWise. */
  readonly callbacks: CallbackCommands;
  /** Webhooks at Field Nation. */
  readonly webhooks: WebhookCommands;
  /** The tunnel, the proof that it leads here, health and outages. */
  readonly reach: ReachCommands;
  /** Figures and health. */
  readonly monitor: MonitorCommands;
  /** The log's depths. */
  readonly log: LogCommands;
  readonly alerts: AlertCommands;
  /** Backups, rebuilding, diagnostics, the trail of settings. */
  readonly recovery: RecoveryCommands;
  /** Export, comparison and taking over of configurations. */
  readonly configurations: ConfigurationCommands;
  status(): EngineStatus;
  onChange(listener: (change: EngineChange) => void): () => void;

  config(): Config;
  /**
   * Saves a changed document and rebuilds the clients it concerns; the trail of settings says what changed and that `by` did it (the person at this
   * computer unless told). When a side becomes another system, all links are closed and `started` is
   * false afterwards.
   */
  saveConfig(change: (config: Config) => Config, by?: string): Promise<Config>;
  /** Secrets changed in the keychain: rebuild the clients and forget sign-in pauses. */
  credentialsChanged(remote: Remote): Promise<void>;

  probe(remote: Remote, onStep: (steps: readonly ProbeStep[]) => void): Promise<readonly ProbeStep[]>;
  boards(): Promise<readonly Board[]>;
  statuses(boardId: number): Promise<readonly BoardStatus[]>;
  /** Field Nation's types of work, by name. */
  typesOfWork(): Promise<readonly Named[]>;
  plan(): Promise<readonly PlanRow[]>;
  /**
   * Writes begin: registers the callback and the webhook, queues the ticked tickets, ignores the others already there. With `later` only the
   * decision is recorded: nothing is sent now, and the next `start()` begins.
   */
  begin(ticketIds: readonly TicketId[], options: { takeOver: boolean; later?: boolean }): Promise<void>;

  pause(minutes: number | null): Promise<void>;
  resume(): Promise<void>;
  syncNow(linkId?: LinkId): Promise<void>;

  activities(
    filter: ActivityFilter,
    before: number | null,
    limit: number,
    /** The lines next above this id instead of those below `before`. */
    after?: number | null,
  ): Promise<readonly Activity[]>;
  activity(id: number): Promise<Activity | null>;
  searchLinks(text: string, limit: number): Promise<readonly LinkRow[]>;
  linkPage(linkId: LinkId): Promise<LinkPage | null>;
  /** Who changed what, as the kept runs saw it, newest first; `before` is what the last page said. */
  linkHistory(linkId: LinkId, before: number | null): Promise<LinkHistory>;
  /** Everything copied between both records, newest first. */
  linkCopies(linkId: LinkId): Promise<readonly LinkCopy[]>;
  /** What waits for a person, what stopped last first; 1,000 unless told. */
  attention(most?: number): Promise<readonly AttentionItem[]>;
  retry(ids: readonly JobId[]): Promise<number>;
  approve(ids: readonly JobId[]): Promise<number>;
  discard(id: JobId, reason: string): Promise<void>;
  /** The mapping in force. */
  mapping(): Promise<MappingVersion>;
  /** Stores a new version and uses it from the next run on; dead letters of the mapping run again. `note` says where it came from. */
  saveMapping(mapping: Mapping, by: string, note?: string): Promise<MappingVersion>;
  /** After sleep or a network change: forget offline pauses, poll now. */
  wake(): void;
}

/** What `createEngine` (engine.ts) is composed from. Everything outside the engine comes in here. */
export interface EngineOptions {
  /** The profile's folder; the engine creates it (0700) and locks it for life. */
  readonly dataDir: string;
  readonly profile: string;
  readonly clock: Clock;
  /** 0 <= x < 1. */
  readonly random: () => number;
  readonly secrets: SecretStore;
  readonly logger: Logger;
  /** Module of the store worker: `store/worker.ts` under Node 24, the bundled file in the app. */
  readonly storeWorker: URL;
  readonly version: string;
  /** The operating system's proxy for a URL (`http://host:port`), null for none. */
  readonly systemProxy?: (url: string) => Promise<string | null>;
  /** Callbacks may come straight to the loopback listener (the sandbox runs on this machine). */
  readonly loopbackIntake: boolean;
  /** Module of the script worker (JSONata); without it a script is a problem for a person. */
  readonly scriptWorker?: URL;
  /** Where the parts of Jsonnet are; without them a script in it is a problem for a person. */
  readonly jsonnet?: JsonnetParts;
  /** What tunnels use of this machine, where it is not the real thing (tests). */
  readonly tunnelMeans?: Partial<TunnelMeans>;
  /** How the public address looks from here, and this computer's network interfaces, where they are not the real ones (tests). */
  readonly outside?: Outside;
  readonly networkInterfaces?: Interfaces;
  /** Who sits at this computer, for the trail of settings. */
  readonly person?: string;
  /** Start with sync paused. */
  readonly paused?: boolean;
  /** Another installation that dispatches the company when `start()` asks is relieved instead of left to it. */
  readonly takeOver?: boolean;
  /** Called by `stop()` when nothing runs any more and the log can still be read. */
  readonly beforeClose?: () => Promise<void>;
  /** Called at every named step boundary; the kill tests end the process there. */
  readonly onStep?: (step: string) => void | Promise<void>;
}
