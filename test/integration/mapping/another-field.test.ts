import { afterEach, expect, it } from 'vitest';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { type Linked, startLinked } from './linked.ts';

let linked: Linked;
afterEach(() => linked?.bridge.stop());

it('what a rule agreed on for one field is not taken for another that it writes by now: replay and the page of the link', async () => {
  linked = await startLinked(1);
  const { bridge, pairs } = linked;
  const [pair] = pairs;
  const linkId = pair?.linkId ?? 0;
  bridge.sandbox.people.dispatcher.editTicket({ ticketId: pair?.ticketId ?? 0, changes: { summary: 'Renamed' } });
  await bridge.clock.advance(30_000);
  const { mapping } = await bridge.engine.mapping();
  const serial = 'custom_fields.136';
  const rules = mapping.rules.map((rule) => (rule.target === 'title' ? { ...rule, target: serial } : rule));
  await bridge.during(bridge.engine.pause(null));
  await bridge.engine.saveMapping(mappingSchema.parse({ ...mapping, rules }), 'somebody');
  const [newest] = await bridge.engine.trials.runs(linkId);
  const replay = await bridge.engine.trials.replay(newest?.attemptId ?? 0);
  expect(replay.now).toContainEqual(expect.objectContaining({ side: 'fieldnation', target: serial, to: 'Renamed' }));
  const page = await bridge.engine.linkPage(linkId);
  expect(page?.fields.find(({ label }) => label === 'Custom field 136')).toMatchObject({
    ticketValue: 'Renamed',
    baseValue: null,
  });
});
