import type { SandboxSwitches } from '../kernel-types.ts';

/**
 * What the references leave open about Field Nation, as switches with the sandbox's defaults. docs/sandbox.md says what
 * each means; a test turns one with `setSwitch` or `POST /control/switches`.
 */
export const fieldNationSwitches = {
  /** Seconds until `f_search` finds a new or changed text. */
  'fieldnation.searchLagSeconds': 5,
  /** `substring` or `words`: how `f_search` compares. */
  'fieldnation.searchMatch': 'substring',
  /** REST also takes `Authorization: Bearer` (one page of the documentation says so, another denies it). */
  'fieldnation.bearerOnRest': false,
  /** An expired token answers the old HTTP 400 text instead of 401 problem+json. */
  'fieldnation.expiredTokenIs400': false,
  /** Requests per minute and company; 0 is no limit. Field Nation's own number is said to be 60. */
  'fieldnation.rateLimitPerMinute': 0,
  /** Requests that may come at once before the rate counts. */
  'fieldnation.rateLimitBurst': 100,
  /** `whitespace` tidies line ends and trailing blanks of HTML, `as-sent` keeps it, `paragraph` wraps bare text in `<p>`. */
  'fieldnation.descriptionHtml': 'whitespace',
  /** A `unique` custom field refuses a value another work order has. */
  'fieldnation.enforceUniqueCustomFields': false,
  /** Work orders that are approved, paid or cancelled refuse edits. */
  'fieldnation.refuseEditsWhenClosed': false,
  /** Ids of two statuses whose ids are not documented. */
  'fieldnation.postponedStatusId': 10,
  'fieldnation.deletedStatusId': 11,
  /** Milliseconds between a change and the first attempt of its webhooks. */
  'fieldnation.webhookDelayMs': 0,
  /** How often a webhook's delivery is tried again: 7, 5 or 3, by how many succeeded lately (reference 3.2; when is not published). */
  'fieldnation.webhookRetries': 7,
  /** 408 and 429 from a webhook target are tried again (one page says so, another says no 4xx is). */
  'fieldnation.retry408And429': false,
  /** The file link needs `access_token`. */
  'fieldnation.downloadNeedsToken': false,
  /** Seconds until a file's link answers no more; 0 never (nothing is published about it). */
  'fieldnation.downloadLinkSeconds': 0,
  /** The largest file a folder takes; its `max_bytes` says the same. */
  'fieldnation.attachmentMaxBytes': 10 * 1024 * 1024,
  /** Only the published kinds of files are taken. */
  'fieldnation.checkFileTypes': true,
  /** Markup in a message: kept `as-sent`, or `strip`, or `refuse`. The API takes plain text only, says the documentation. */
  'fieldnation.messageHtml': 'as-sent',
  /** What a message that is read says in `role`: its `type`, or only what kind of `person` wrote it. The file names no type there. */
  'fieldnation.messageRole': 'type',
  /** A message to the assigned provider is refused while nobody is. */
  'fieldnation.assignedTechNeedsProvider': false,
  /** `ids`, or `talent-pool` for the other body of mass-route that one page shows. */
  'fieldnation.massRouteBody': 'ids',
  /** The secret of a webhook must be a UUID, as the OpenAPI file says. */
  'fieldnation.secretMustBeUuid': true,
  /** `current`, or `legacy` for the superseded body that some pages still print. */
  'fieldnation.webhookBody': 'current',
  /** What an action the state does not allow answers: 403 with `{status, message}`, or 400 with problem+json. */
  'fieldnation.refusedActionStatus': 403,
} as const;

type Defaults = typeof fieldNationSwitches;
type Widened<T> = T extends boolean ? boolean : T extends number ? number : string;

/** The switch's present value, or its default when it is not set or set to another type. */
export function switchOf<N extends keyof Defaults>(switches: SandboxSwitches, name: N): Widened<Defaults[N]> {
  const fallback = fieldNationSwitches[name];
  const value = switches[name];
  return (typeof value === typeof fallback ? value : fallback) as Widened<Defaults[N]>;
}
