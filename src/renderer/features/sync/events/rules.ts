import type { EventAction, EventRule, EventsConfig } from '../../../../shared/config-sync.ts';
import {
  defaultRule,
  type EventPreset,
  type EventRules,
  presetGaps,
  presetRules,
  ruleOf,
  warningsFor,
} from '../../../../shared/domain/work-order-event-rules.ts';
import {
  isObservable,
  type WorkOrderEventGroup,
  type WorkOrderEventName,
  workOrderEventGroups,
  workOrderEventNames,
  workOrderEvents,
} from '../../../../shared/domain/work-order-events.ts';
import { matchesWords } from '../../../ui/words.ts';
import { sameValue } from '../draft.ts';

/* The table of events, computed without React. */

export interface EventRow {
  readonly event: WorkOrderEventName;
  readonly rule: EventRule;
  readonly observable: boolean;
  /** Differs from the default: on, updating the ticket. */
  readonly own: boolean;
  readonly warnings: readonly string[];
}

export const shownNames = ['all', 'on', 'own', 'warned'] as const;
export type Shown = (typeof shownNames)[number];

export function eventRows(rules: EventRules): readonly EventRow[] {
  const warnings = warningsFor(rules);
  return workOrderEventNames.map((event) => {
    const rule = ruleOf(rules, event);
    return {
      event,
      rule,
      observable: isObservable(event),
      own: !sameValue(rule, defaultRule(event)),
      warnings: warnings.filter((warning) => warning.event === event).map(({ text }) => text),
    };
  });
}

/** The rows that hold every word typed, by group; groups without one are left out. */
export function groupedRows(
  rows: readonly EventRow[],
  typed: string,
  shown: Shown,
): readonly { readonly group: WorkOrderEventGroup; readonly rows: readonly EventRow[] }[] {
  const fits = ({ event, rule, own, warnings }: EventRow): boolean =>
    (shown === 'all' ||
      (shown === 'on' && rule.on) ||
      (shown === 'own' && own) ||
      (shown === 'warned' && warnings.length > 0)) &&
    matchesWords(`${event} ${workOrderEvents[event].group} ${workOrderEvents[event].description}`, typed);
  return workOrderEventGroups
    .map((group) => ({ group, rows: rows.filter((row) => workOrderEvents[row.event].group === group && fits(row)) }))
    .filter((one) => one.rows.length > 0);
}

/**
 * The rules with one of them changed. A rule that comes back to what was saved is as it was saved, so that trying a switch and thinking better of
 * it leaves nothing to save.
 */
export function withRule(
  rules: EventRules,
  saved: EventRules,
  event: WorkOrderEventName,
  rule: EventRule,
): EventsConfig['rules'] {
  const next: EventsConfig['rules'] = { ...rules };
  const before = saved[event];
  if (before === undefined && sameValue(rule, defaultRule(event))) delete next[event];
  else next[event] = rule;
  return next;
}

export interface PresetDifference {
  readonly on: readonly WorkOrderEventName[];
  readonly off: readonly WorkOrderEventName[];
  /** On before and after, with an action of one's own that ends. */
  readonly actions: readonly WorkOrderEventName[];
  readonly gaps: ReturnType<typeof presetGaps>;
}

/** What choosing a preset would change. */
export function presetDifference(rules: EventRules, preset: EventPreset): PresetDifference {
  const other = presetRules(preset);
  const pairs = workOrderEventNames.map((event) => ({ event, now: ruleOf(rules, event), next: ruleOf(other, event) }));
  const names = (wanted: (typeof pairs)[number][]): readonly WorkOrderEventName[] => wanted.map(({ event }) => event);
  return {
    on: names(pairs.filter(({ now, next }) => !now.on && next.on)),
    off: names(pairs.filter(({ now, next }) => now.on && !next.on)),
    actions: names(pairs.filter(({ now, next }) => now.on && next.on && !sameValue(now.action, next.action))),
    gaps: presetGaps(preset),
  };
}

/** An action of the kind, as it is before a person fills it in. */
export function newAction(kind: EventAction['do']): EventAction {
  switch (kind) {
    case 'update':
      return { do: 'update' };
    case 'note':
      return { do: 'note', tab: 'internal', text: '' };
    case 'script':
      return { do: 'script', language: 'jsonata', script: '' };
  }
}

/** Parts of a work order that notes often name; all of them may stand in a Discussion note. */
export const placeholders = [
  'event.words',
  'event.at',
  'title',
  'status.name',
  'assignee.user.first_name',
  'assignee.user.last_name',
  'schedule.service_window.start.utc',
  'location.city',
  'closing_notes',
] as const;

export const scriptExample = `{
  "ticket": { "customFields.12": workOrder.assignee.user.first_name },
  "note": { "text": event.words, "tab": "internal" }
}`;
