import type { MappingCommands } from '../../../src/core/people/mapping-port.ts';
import type { Mapping, MappingRule } from '../../../src/shared/domain/mapping.ts';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { type Bridge, type BridgeOptions, startBridge } from '../../builders/bridge.ts';

/** A bridge whose first demo tickets are linked to work orders. */
export interface Linked {
  readonly bridge: Bridge;
  readonly pairs: readonly { readonly ticketId: number; readonly workOrderId: number; readonly linkId: number }[];
  readonly mappings: () => MappingCommands;
  /** Path of a ticket's custom field by its caption. */
  customField(caption: string): string;
}

export async function startLinked(count: number, options: BridgeOptions = {}): Promise<Linked> {
  const bridge = await startBridge(options);
  const { sandbox } = bridge;
  const ticketIds = sandbox.info.demo.ticketIds.slice(0, count);
  const workOrderOf = (ticketId: number) =>
    sandbox.workOrders().find((one) => one.descriptionHtml.includes(`-${ticketId}-`))?.id ?? 0;
  for (const ticketId of ticketIds) sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('linked work orders', () =>
    ticketIds.every((ticketId) => sandbox.ticket(ticketId)?.externalXRef !== undefined),
  );
  await bridge.clock.advance(5_000);
  const links = await bridge.engine.searchLinks('', 100);
  const pairs = ticketIds.map((ticketId) => ({
    ticketId,
    workOrderId: workOrderOf(ticketId),
    linkId: links.find((link) => link.ticketId === ticketId)?.id ?? 0,
  }));
  return {
    bridge,
    pairs,
    mappings: () => bridge.engine.mappings,
    customField(caption) {
      const fields = sandbox.ticket(ticketIds[0] ?? 0)?.customFields as readonly { id: number; caption: string }[];
      return `customFields.${fields.find((field) => field.caption === caption)?.id ?? 0}`;
    },
  };
}

/** Rules with the parts that do not matter filled in. */
export function rules(...given: readonly object[]): MappingRule[] {
  const filled = given.map((rule) => ({ onConflict: 'source', ...rule }));
  return mappingSchema.parse({ formatVersion: 1, name: 'x', rules: filled }).rules;
}

/** A mapping with these rules in the place of, or beside, those of another one. */
export function withRules(mapping: Mapping, ...given: readonly object[]): Mapping {
  const next = rules(...given);
  const replaced = mapping.rules.map((rule) => next.find((one) => one.id === rule.id) ?? rule);
  return { ...mapping, rules: [...replaced, ...next.filter((one) => !mapping.rules.some(({ id }) => id === one.id))] };
}
