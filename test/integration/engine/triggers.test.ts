import { afterEach, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/shared/config.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* Which tickets become work orders: by board, by ConnectWise's own conditions, by custom field, and never twice. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

type Trigger = NonNullable<Config['trigger']>;
const withTrigger =
  (trigger: Partial<Trigger>) =>
  (config: Config): Config => ({
    ...config,
    trigger: config.trigger === null ? null : { ...config.trigger, ...trigger },
  });

const workOrdersOf = (ticketId: number) =>
  bridge.sandbox.workOrders().filter((workOrder) => workOrder.descriptionHtml.includes(`-${ticketId}-`));
const onBoard = () =>
  bridge.sandbox
    .tickets()
    .filter(
      (ticket) =>
        (ticket.board as { id?: number }).id === bridge.sandbox.info.demo.boardId && ticket.closedFlag !== true,
    );
const fieldValue = (ticketId: number, fieldId: number) =>
  ((bridge.sandbox.ticket(ticketId)?.customFields ?? []) as readonly { id: number; value?: unknown }[]).find(
    (field) => field.id === fieldId,
  )?.value;
const causes = async () => (await bridge.engine.attention()).map((item) => item.cause);

describe('a trigger by board', () => {
  it('sends a ticket that is made on the board, and none of those that were there before', async () => {
    bridge = await startBridge({ config: withTrigger({ kind: 'board', statusId: 0, statusName: '' }) });
    const there = onBoard().map((ticket) => Number(ticket.id));
    expect(there.length).toBeGreaterThan(0);
    const made = bridge.sandbox.people.dispatcher.createTicket({
      fields: { summary: 'Made on the board', company: { id: 251 }, board: { id: bridge.sandbox.info.demo.boardId } },
    });
    const ticketId = Number(made.id);
    await bridge.until('its work order', () => workOrdersOf(ticketId).length === 1, 180_000);
    await bridge.clock.advance(180_000);
    expect(there.flatMap(workOrdersOf)).toEqual([]);
    expect(workOrdersOf(ticketId)).toHaveLength(1);
  });
});

describe('a trigger with conditions', () => {
  it('sends only tickets that ConnectWise says fit', async () => {
    bridge = await startBridge({ config: withTrigger({ kind: 'conditions', conditions: 'company/id = 251' }) });
    const tickets = bridge.sandbox
      .tickets()
      .filter((ticket) => ticket.recordType !== 'ProjectTicket' && ticket.closedFlag !== true);
    const of = (company: number) =>
      Number(
        tickets.find(
          (ticket) => (ticket.company as { id?: number }).id === company && !workOrdersOf(Number(ticket.id)).length,
        )?.id,
      );
    const [mine, foreign] = [of(251), of(253)];
    for (const ticketId of [mine, foreign]) moveToTrigger(ticketId);
    await bridge.until('the one that fits', () => workOrdersOf(mine).length === 1, 180_000);
    await bridge.clock.advance(180_000);
    expect(workOrdersOf(foreign)).toEqual([]);
  });

  it('says what ConnectWise refused about a condition it cannot read, and sends nothing', async () => {
    bridge = await startBridge({
      begin: false,
      config: withTrigger({ kind: 'conditions', conditions: 'nonsense/field ~ 3' }),
    });
    await expect(bridge.during(bridge.engine.plan())).rejects.toMatchObject({ kind: 'permanent' });
  });
});

/** Onto the trigger's board and into its status, in one save. */
function moveToTrigger(ticketId: number): void {
  const { demo } = bridge.sandbox.info;
  bridge.sandbox.people.dispatcher.editTicket({
    ticketId,
    changes: { board: { id: demo.boardId }, status: { id: demo.triggerStatusId } },
  });
}

describe('a ticket that was sent before', () => {
  it('says Sent in the field set up for it, and is not sent again when only the field is left', async () => {
    bridge = await startBridge();
    const { sentFieldId } = await bridge.during(bridge.engine.triggerSetUp.create(null));
    const [sent = 0, second = 0] = bridge.sandbox.info.demo.ticketIds;
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId: sent });
    await bridge.until('marked', () => fieldValue(sent, sentFieldId) === 'Sent');
    bridge.sandbox.people.dispatcher.setCustomField({ ticketId: second, caption: 'FN Sync Status', value: 'Sent' });
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId: second });
    await bridge.until('a question', async () => (await causes()).includes('ticket.marked-sent'));
    await bridge.clock.advance(180_000);
    expect(workOrdersOf(second)).toEqual([]);
    // The field exists by now: setting up again uses it.
    expect((await bridge.during(bridge.engine.triggerSetUp.create(null))).sentFieldId).toBe(sentFieldId);
  });
});

describe('setting ConnectWise up', () => {
  it('shows the requests before anything is sent, then makes field and rule, and the rule sends tickets', async () => {
    bridge = await startBridge();
    const { demo } = bridge.sandbox.info;
    const fields = await bridge.during(bridge.engine.triggerSetUp.customFields());
    const field = fields.find((one) => one.type === 'Text') ?? { id: 0, caption: '' };
    const rule = {
      name: 'Dispatch on site work',
      boardId: demo.boardId,
      toStatusId: demo.triggerStatusId,
      customField: { id: field.id, caption: field.caption, value: 'on site' },
    };
    const preview = await bridge.during(bridge.engine.triggerSetUp.preview(rule));
    expect(preview.sentField).toBeNull();
    expect(preview.requests.length).toBeGreaterThan(1);
    expect((await bridge.during(bridge.engine.triggerSetUp.customFields())).length).toBe(fields.length);
    const made = await bridge.during(bridge.engine.triggerSetUp.create(rule));
    expect(made.workflowId).not.toBeNull();
    const ticketId = Number(
      bridge.sandbox.people.dispatcher.createTicket({
        fields: { summary: 'Needs somebody there', company: { id: 251 }, board: { id: demo.boardId } },
      }).id,
    );
    await bridge.clock.advance(70_000);
    expect(workOrdersOf(ticketId)).toEqual([]);
    bridge.sandbox.people.dispatcher.setCustomField({ ticketId, caption: field.caption, value: 'on site' });
    await bridge.until('its work order', () => workOrdersOf(ticketId).length === 1, 180_000);
    await bridge.clock.advance(180_000);
    expect(workOrdersOf(ticketId)).toHaveLength(1);
  });

  it('names the missing right and changes nothing when the role does not allow it', async () => {
    bridge = await startBridge();
    bridge.sandbox.people.administrator.setRight({ name: 'System/Table Setup', right: 'add', level: 'None' });
    await expect(bridge.during(bridge.engine.triggerSetUp.create(null))).rejects.toMatchObject({
      message: expect.stringContaining('Table Setup'),
    });
    expect(bridge.engine.config().trigger?.sentFieldId).toBe(0);
  });
});
