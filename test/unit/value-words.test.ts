import { expect, it } from 'vitest';
import { valuesInWords } from '../../src/core/people/value-words.ts';
import { emptyConfig, plainTrigger } from '../../src/shared/config.ts';

it('a status and a type of work are shown by name as far as a name is known, anything else as it is read', async () => {
  const config = {
    ...emptyConfig,
    trigger: { boardId: 1, boardName: 'Board', statusId: 2, statusName: 'Dispatch to FN', ...plainTrigger },
    statusMap: [
      { workOrderStatus: 'Assigned', ticketStatusId: 3, ticketStatusName: 'Scheduled' },
      { workOrderStatus: 'Paid', ticketStatusId: null, ticketStatusName: '' },
    ],
    create: { ...emptyConfig.create, typeOfWork: { id: 62, name: 'Point of Sale' } },
  };
  const statusMaps = [
    {
      boardId: 2,
      boardName: 'Field work',
      toTicket: [{ workOrderStatus: 'Assigned', ticketStatusId: 70, ticketStatusName: 'Booked' }],
      toWorkOrder: [],
    },
  ];
  const mapping = { formatVersion: 1, name: 'Test', rules: [], statusMaps } as const;
  const version = { version: 1, mapping: { ...mapping, rules: [] }, createdAt: 0, createdBy: '', note: '' };
  const inWords = await valuesInWords({ config: () => config, mapping: async () => version }, [{ id: 9, name: 'New' }]);
  expect([2, 3, 9, 70, 44].map((id) => inWords('status', id))).toEqual([
    'Dispatch to FN',
    'Scheduled',
    'New',
    'Booked',
    44,
  ]);
  expect([inWords('types_of_work.0.id', 62), inWords('types_of_work.0.id', 63)]).toEqual(['Point of Sale', 63]);
  expect([inWords('pay.base.units', 3), inWords('description.html', '<p>a &amp; b</p>')]).toEqual([3, 'a & b']);
});
