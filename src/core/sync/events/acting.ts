import type { EventAction } from '../../../shared/config-sync.ts';
import type { WorkOrderEventName } from '../../../shared/domain/work-order-events.ts';
import type { Json } from '../../../shared/json.ts';
import type { NewEvent } from '../../store/intake-port.ts';

/** A fact about the work order that this run learned, and what it is to do. */
export interface ActingEvent {
  readonly event: NewEvent;
  /** The whole sentence for the log and for notes, e.g. `Work order 91422 was assigned to Ana Ruiz`. */
  readonly words: string;
  /** Null: switched off, filtered out, or no rule acts on it. */
  readonly action: EventAction | null;
  /** What a script or a note's `{path}` can read besides the work order, e.g. the visit or the upload. */
  readonly params: Readonly<Record<string, Json>>;
}

/** Everything a run knows about events. */
export interface ActingEvents {
  /** Found by reading or told by a webhook, each once, oldest first. */
  readonly all: readonly ActingEvent[];
  /** Facts that reading alone showed: stored with the run, so that nobody counts them again. */
  readonly observed: readonly NewEvent[];
  /** For `link.seen.events`. */
  readonly seen: Json;
  /** True when the ticket's mapped fields are to be brought into step in this run. */
  readonly updateDue: boolean;
  /** True when this event is on and the pair passes the filters: parts that copy things ask it. */
  readonly allows: (name: WorkOrderEventName) => boolean;
  /** Why the filters keep this pair from acting, in words; null when it passes. */
  readonly filteredOut?: string | null;
}
