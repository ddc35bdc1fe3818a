import { afterEach, expect, it } from 'vitest';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

it('a mapping activated while a work order is being made is followed by the next run, not taken for followed', async () => {
  let activate = async () => {};
  bridge = await startBridge({
    engine: {
      onStep: async (step) => {
        if (step === 'create.answered') await activate();
      },
    },
  });
  const { mapping } = await bridge.engine.mapping();
  const rules = mapping.rules.map((rule) =>
    rule.target === 'title'
      ? {
          id: rule.id,
          direction: 'inbound',
          target: 'title',
          action: 'SET_STATIC',
          value: 'Visit',
          onConflict: 'source',
        }
      : rule,
  );
  activate = async () => {
    activate = async () => {};
    await bridge.engine.saveMapping(mappingSchema.parse({ ...mapping, rules }), 'somebody');
  };
  const ticketId = bridge.sandbox.info.demo.ticketIds[0] ?? 0;
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('linked', () => bridge.sandbox.ticket(ticketId)?.externalXRef !== undefined);
  await bridge.clock.advance(120_000);
  const made = bridge.sandbox.workOrders().find((one) => one.descriptionHtml.includes(`-${ticketId}-`));
  expect(made?.title).toBe('Visit');
});
