/**
 * What the references leave open about Field Nation, as switches with the sandbox's defaults. docs/sandbox.md says what
 * each means; a test turns one with `setSwitch` or `POST /control/switches`.
 */
export const fieldNationSwitches = {
  /** Seconds until `f_search` finds a new or changed text. */
  searchLagSeconds: 5,
  /** `substring` or `words`: how `f_search` compares. */
  searchMatch: 'substring',
  /** REST also takes `Authorization: Bearer` (one page of the documentation says so, another denies it). */
  fnBearerOnRest: false,
  /** An expired token answers the old HTTP 400 text instead of 401 problem+json. */
  fnExpiredTokenIs400: false,
  /** Requests per minute and company; 0 is no limit. Field Nation's own number is said to be 60. */
  fnRateLimitPerMinute: 0,
  /** Requests that may come at once before the rate counts. */
  fnRateLimitBurst: 100,
  /** `whitespace` tidies line ends and trailing blanks of HTML, `as-sent` keeps it, `paragraph` wraps bare text in `<p>`. */
  fnDescriptionHtml: 'whitespace',
  /** A `unique` custom field refuses a value another work order has. */
  fnEnforceUniqueCustomFields: false,
  /** Work orders that are approved, paid or cancelled refuse edits. */
  fnRefuseEditsWhenClosed: false,
  /** Ids of two statuses whose ids are not documented. */
  fnPostponedStatusId: 10,
  fnDeletedStatusId: 11,
  /** Milliseconds between a change and the first attempt of its webhooks. */
  fnWebhookDelayMs: 0,
  /** 408 and 429 from a webhook target are tried again (one page says so, another says no 4xx is). */
  fnRetry408And429: false,
  /** The file link needs `access_token`. */
  fnDownloadNeedsToken: false,
} as const satisfies Readonly<Record<string, boolean | number | string>>;
