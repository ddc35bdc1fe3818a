import type { Json, JsonObject } from '../../shared/json.ts';
import { evaluate, namesIn } from './conditions/evaluate.ts';
import { type Condition, ConditionSyntaxError } from './conditions/model.ts';
import { parseConditions } from './conditions/parser.ts';
import { definitionsOf } from './custom-fields.ts';
import { canonicalPath } from './fields.ts';
import type { StoredRecord } from './records.ts';
import { readPath } from './render.ts';
import { ticketKind } from './ticket-kinds.ts';
import type { World } from './world.ts';

/*
 * `eventCondition` of a workflow event. The real text is not published; here it is the condition grammar of section 1.8
 * over a ticket's fields, with `customField_15` for the custom field of that id.
 */

const customFieldName = /^customField_(\d+)$/i;

/** A condition that can be asked about tickets, or the message that refuses it. */
export type WorkflowCondition = { readonly meets: (ticket: StoredRecord) => boolean } | { readonly refused: string };

function customValue(ticket: StoredRecord, id: string): Json | undefined {
  return (ticket.customValues as JsonObject | undefined)?.[id];
}

export function workflowCondition(world: World, text: string): WorkflowCondition {
  let condition: Condition;
  try {
    condition = parseConditions(text);
  } catch (error) {
    if (error instanceof ConditionSyntaxError) return { refused: error.message };
    throw error;
  }
  const { screen } = ticketKind;
  const ids = new Set(screen === undefined ? [] : definitionsOf(world.store, screen).map(({ id }) => String(id)));
  const readers = new Map<string, (ticket: StoredRecord) => Json | undefined>();
  for (const name of namesIn(condition)) {
    const custom = customFieldName.exec(name)?.[1];
    const path = custom === undefined ? canonicalPath(ticketKind.fields, name) : null;
    if (custom !== undefined && ids.has(custom)) readers.set(name, (ticket) => customValue(ticket, custom));
    else if (path !== null) readers.set(name, (ticket) => readPath(world, ticketKind, ticket, path));
    else return { refused: `${name} is not a recognized name.` };
  }
  return { meets: (ticket) => evaluate(condition, (name) => readers.get(name)?.(ticket)) };
}
