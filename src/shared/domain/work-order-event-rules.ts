import type { EventRule } from '../config-sync.ts';
import { isObservable, type WorkOrderEventName, workOrderEventNames, workOrderEvents } from './work-order-events.ts';

/* Rules of events as the configuration keeps them: defaults, presets, warnings. Used by the engine, the check of a configuration and the page. */

export type EventRules = Readonly<Partial<Record<WorkOrderEventName, EventRule>>>;

export const eventPresetNames = ['minimal', 'standard', 'comprehensive', 'everything'] as const;
export type EventPreset = (typeof eventPresetNames)[number];

const minimal: readonly WorkOrderEventName[] = ['FN_WO_ASSIGNED', 'FN_WO_DONE', 'FN_WO_APPROVED'];
const standard: readonly WorkOrderEventName[] = [
  ...minimal,
  'FN_WO_MESSAGE_ADDED',
  'FN_WO_SCHEDULE_UPDATED',
  'FN_WO_CUSTOM_FIELD_VALUE_UPDATED',
];
const comprehensive: readonly WorkOrderEventName[] = [
  ...standard,
  'FN_WO_ON_MY_WAY',
  'FN_WO_PROVIDER_CHECKED_IN',
  'FN_WO_PROVIDER_CHECKED_OUT',
  'FN_WO_PAYMENT_APPROVED',
  'FN_WO_ATTACHMENT_ADDED',
];

/** The events of a preset as Field Nation's documentation lists them, those that cannot be observed here among them. */
export function presetEvents(preset: EventPreset): readonly WorkOrderEventName[] {
  switch (preset) {
    case 'minimal':
      return minimal;
    case 'standard':
      return standard;
    case 'comprehensive':
      return comprehensive;
    case 'everything':
      return workOrderEventNames;
  }
}

/** What holds for an event without a rule of its own: on when it can be observed, bringing the ticket into step. */
export function defaultRule(event: WorkOrderEventName): EventRule {
  return { on: isObservable(event), action: { do: 'update' } };
}

export function ruleOf(rules: EventRules, event: WorkOrderEventName): EventRule {
  return rules[event] ?? defaultRule(event);
}

/**
 * `config.sync.events.rules` of a preset. `everything` is the default: no rules. Of the others every event gets a rule, so that what is not in
 * the preset is off; an event of the preset that cannot be observed stays off (`presetGaps` names it).
 */
export function presetRules(preset: EventPreset): EventRules {
  if (preset === 'everything') return {};
  const wanted = new Set(presetEvents(preset));
  return Object.fromEntries(
    workOrderEventNames.map((event): readonly [WorkOrderEventName, EventRule] => [
      event,
      { on: wanted.has(event) && isObservable(event), action: { do: 'update' } },
    ]),
  );
}

/** Events of a preset that cannot be switched on, with the reason. */
export function presetGaps(
  preset: EventPreset,
): readonly { readonly event: WorkOrderEventName; readonly reason: string }[] {
  return presetEvents(preset).flatMap((event) => {
    const reason = notObservable(event);
    return reason === null ? [] : [{ event, reason }];
  });
}

/** Why an event cannot be switched on; null when it can. */
export function notObservable(event: WorkOrderEventName): string | null {
  const { observed } = workOrderEvents[event];
  return observed.by === 'none' ? observed.reason : null;
}

/** Which preset these rules are, null for rules of one's own. Rules that only repeat a default do not matter. */
export function presetOf(rules: EventRules): EventPreset | null {
  const same = (preset: EventPreset): boolean => {
    const other = presetRules(preset);
    return workOrderEventNames.every((event) => {
      const mine = ruleOf(rules, event);
      const theirs = ruleOf(other, event);
      return mine.on === theirs.on && (!mine.on || mine.action.do === theirs.action.do);
    });
  };
  return eventPresetNames.find(same) ?? null;
}

export interface EventWarning {
  readonly event: WorkOrderEventName;
  readonly text: string;
}

/** Two events that tell of one moment, and which of them to keep. */
const overlaps: readonly {
  readonly event: WorkOrderEventName;
  readonly with: WorkOrderEventName;
  readonly text: string;
}[] = [
  {
    event: 'FN_WO_ROUTED',
    with: 'FN_WO_STATUS_ROUTED',
    text: 'FN_WO_STATUS_ROUTED tells of the same routing once; keep that one unless each provider matters.',
  },
  {
    event: 'FN_WO_CONFIRMED',
    with: 'FN_WO_ASSIGNED',
    text: 'FN_WO_ASSIGNED tells that a provider takes the work; keep both only to follow confirmations on their own.',
  },
  {
    event: 'FN_WO_DRAFT',
    with: 'FN_WO_CREATED',
    text: 'A new work order is created and becomes a draft at the same moment: both events come.',
  },
  {
    event: 'FN_WO_UPDATED',
    with: 'FN_WO_SCHEDULE_UPDATED',
    text: 'An edit of details and schedule at once comes as both events.',
  },
];

/**
 * What a person should know about these rules. The default, everything on and only updating, costs nothing and warns of nothing; an event
 * that was chosen does.
 */
export function warningsFor(rules: EventRules): readonly EventWarning[] {
  return workOrderEventNames.flatMap((event): readonly EventWarning[] => {
    const rule = rules[event];
    if (rule === undefined || !rule.on) return [];
    const { noisy, observed, internal } = workOrderEvents[event];
    const texts: string[] = [];
    if (observed.by === 'none') texts.push(`It cannot be observed: ${observed.reason}`);
    if (observed.by === 'webhook')
      texts.push(
        `Only the webhook ${observed.webhook} tells it: it is not seen while webhooks do not reach this computer.`,
      );
    if (noisy !== undefined) texts.push(noisy);
    for (const overlap of overlaps) {
      if (overlap.event === event && ruleOf(rules, overlap.with).on) texts.push(overlap.text);
    }
    if (event === 'FN_WO_MESSAGE_ADDED' && rule.action.do === 'note')
      texts.push('Messages become notes by the settings of notes; this action writes nothing more.');
    if (internal === true && rule.action.do === 'note' && rule.action.tab === 'discussion')
      texts.push('What it says is for your own people: the note goes to the Internal tab all the same.');
    return texts.map((text) => ({ event, text }));
  });
}
