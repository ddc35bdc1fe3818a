import type { SandboxSwitches } from '../kernel-types.ts';

/**
 * What reality leaves unknown or differs between installations, as switches with defaults. docs/sandbox-connectwise.md
 * has the table; the numbers are those of the reference.
 */
export const connectWiseSwitches = {
  /** Cloud quirk: wrong credentials on `v4_6_release` answer 404 (section 1.1). */
  'connectwise.badAuthGives404': false,
  /** Status for a missing or unknown clientId; the real body is unknown (section 1.3). */
  'connectwise.clientIdStatus': 401,
  /** Whether reading setup tables needs System/Table Setup. The guide says it does not (section 3.4), published role tables say it does. */
  'connectwise.setupTablesNeedRight': false,
  /** 0 = no budget (section 1.6 speaks of about 1000, depending on load). */
  'connectwise.requestsPerMinute': 0,
  /** `ignore`: a patch of `company/identifier` answers 200 and changes nothing; `apply`: it works (section 1.10). */
  'connectwise.nestedReferencePatch': 'ignore',
  /** `merge`: only the custom fields named change; `replace`: the others are emptied (section 1.10). */
  'connectwise.customFieldsPatch': 'merge',
  /** Whether a PATCH without a customFields operation is refused (section 1.10, seen by one client). */
  'connectwise.patchNeedsCustomFields': false,
  /** `entry`: same url, type, level and objectId; `target`: same type, level and objectId; `none` (section 2.1). */
  'connectwise.callbackUniqueness': 'entry',
  /** How long a deleted callback entry still counts as existing (section 2.1). */
  'connectwise.callbackDeleteLagMs': 3000,
  /** Time from a save to its callback. */
  'connectwise.callbackDelayMs': 0,
  /** Days of failures after which a callback is switched off; 0 is never (section 2.6). */
  'connectwise.callbackDisableAfterDays': 3,
  /** How many messages one save makes for an entry, each with a MessageId of its own: some instances double them (section 2.7). */
  'connectwise.callbackCopies': 1,
  /** Types whose deletions never produce a callback, separated by commas: `contact, site` (section 2.7). */
  'connectwise.silentDeletions': '',
  /** What other vendors' addresses answer. Nothing is sent to them: see `isElsewhere`. */
  'connectwise.elsewhereStatus': 200,
  /** The security function callbacks need; the real one is not documented (section 3.12). */
  'connectwise.callbackRight': 'System/Manage Hosted API',
  /** `full`, or `minimal` for an Entity with id, recordType and _info only (section 2.4). */
  'connectwise.callbackEntity': 'full',
  /** Whether a note changes its ticket's lastUpdated and fires "updated" (section 2.2). */
  'connectwise.notesTouchTicket': true,
  /** Whether the API may write a note in the name of another member (section 3.3, permission unknown). */
  'connectwise.notesForOthers': true,
  /** Whether a time entry does the same (section 8, question 3). */
  'connectwise.timeTouchesTicket': true,
  /** Whether a document does the same. Nobody says it does. */
  'connectwise.documentsTouchTicket': false,
  /** Largest document; the only number there is comes from one weak source (section 3.10). */
  'connectwise.documentMaxMegabytes': 6,
  /** File name endings no document may have, separated by commas. */
  'connectwise.documentRefusedTypes': '',
  /** First date (yyyy-MM-dd) an open report period covers; time before it is refused. Empty: all are open (section 3.9). */
  'connectwise.reportPeriodFrom': '',
  /** Whether overlapping schedule entries of a member are refused unless they allow conflicts. */
  'connectwise.refuseScheduleConflicts': false,
  /** Whether allNotes of a ticket shows the notes of tickets merged into it, with `mergedFlag` (section 3.3). */
  'connectwise.mergedNotesInParent': true,
  /** Whether `/service/tickets` still shows tickets converted to project tickets (section 3.2). */
  'connectwise.serviceReadsProjectTickets': false,
  /** Whether `skipCallback: true` in a write keeps its callbacks from being sent (section 2.7). */
  'connectwise.skipCallbackWorks': true,
  /** A workflow rule, `From status -> To status` on one board: whoever saves a ticket into the first, the rule moves it on. */
  'connectwise.workflowRule': '',
  /** How long an active workflow rule takes to act after a save. The real ones run in batches. */
  'connectwise.workflowDelayMs': 0,
  /** To whom a workflow rule's change is attributed. */
  'connectwise.workflowMember': 'zadmin',
} as const;

type Defaults = typeof connectWiseSwitches;
export type ConnectWiseSwitch = keyof Defaults;
type Widened<T> = T extends boolean ? boolean : T extends number ? number : string;

/** The switch's present value, or its default when it is not set or set to another type. */
export function readSwitch<N extends ConnectWiseSwitch>(switches: SandboxSwitches, name: N): Widened<Defaults[N]> {
  const fallback = connectWiseSwitches[name];
  const value = switches[name];
  return (typeof value === typeof fallback ? value : fallback) as Widened<Defaults[N]>;
}
