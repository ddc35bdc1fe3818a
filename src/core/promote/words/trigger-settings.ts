import type { Config } from '../../../shared/config.ts';
import type { Setting } from './settings.ts';
import { entries, named, onOff, text } from './values.ts';

const trigger = (what: string, covers: readonly string[], of: (config: Config) => string): Setting => ({
  area: 'trigger',
  what,
  covers,
  of,
});

const kinds = {
  status: 'a ticket in the status',
  board: 'any ticket saved on the board',
  conditions: 'a ticket in the status that meets the conditions',
} as const;

/** Whether anything is written at all. */
export const dispatching: Setting = trigger('Dispatching', ['started'], ({ started }) =>
  started ? 'started' : 'off until a person has seen the plan and pressed Start',
);

/** Which tickets become work orders, what a new one is given, and what statuses mean. */
export const triggerSettings: readonly Setting[] = [
  trigger('Trigger board', ['trigger.boardId', 'trigger.boardName'], ({ trigger: on }) =>
    named(on?.boardName, on?.boardId),
  ),
  trigger('Trigger status', ['trigger.statusId', 'trigger.statusName'], ({ trigger: on }) =>
    on === null ? '' : on.statusId === 0 ? 'any' : named(on.statusName, on.statusId),
  ),
  trigger('What sends a ticket', ['trigger.kind'], ({ trigger: on }) => (on === null ? '' : kinds[on.kind])),
  trigger('Conditions', ['trigger.conditions'], ({ trigger: on }) => text(on?.conditions)),
  trigger('Conditions on custom fields', ['trigger.customFieldConditions'], ({ trigger: on }) =>
    text(on?.customFieldConditions),
  ),
  trigger('Custom field that says a ticket was sent', ['trigger.sentFieldId'], ({ trigger: on }) =>
    named('', on?.sentFieldId),
  ),
  trigger('Publish new work orders', ['create.publish'], ({ create }) => onOff(create.publish)),
  trigger('Type of work', ['create.typeOfWork'], ({ create }) => named(create.typeOfWork?.name, create.typeOfWork?.id)),
  trigger('Pay', ['create.pay'], ({ create: { pay } }) =>
    pay === null ? '' : pay.type === 'fixed' ? `${pay.amount} fixed` : `${pay.amount} an hour, ${pay.units} hours`,
  ),
  {
    area: 'trigger',
    what: 'Ticket status for work order status',
    covers: ['statusMap'],
    of: ({ statusMap }) =>
      entries(
        statusMap,
        ({ workOrderStatus }) => workOrderStatus,
        ({ ticketStatusId, ticketStatusName }) =>
          ticketStatusId === null ? 'leave the ticket alone' : named(ticketStatusName, ticketStatusId),
      ),
  },
];
