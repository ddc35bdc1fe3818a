import { describeField, optionsById, optionsByName, withOptions } from '../../../src/core/catalog/field.ts';
import { workOrderCatalogFields } from '../../../src/core/fieldnation/catalog-fields.ts';
import { ticketCatalogFields } from '../../../src/core/psa/connectwise/catalog-fields.ts';
import type { Catalog, CatalogOption } from '../../../src/shared/domain/catalog.ts';

/** What every account has, before anything was read. */
export const unreadCatalog: Catalog = {
  connectwise: { fields: [...ticketCatalogFields], readAt: null, gaps: [] },
  fieldnation: { fields: [...workOrderCatalogFields], readAt: null, gaps: [] },
};

export const serviceDesk = { id: 1, name: 'Service Desk' };
export const projects = { id: 2, name: 'Projects' };

const onBoard = (boardId: number, statuses: readonly { id: number; name: string }[]): readonly CatalogOption[] =>
  optionsById(statuses).map((option) => ({ ...option, boardId }));
const priorities = optionsById([
  { id: 1, name: 'Priority 1 - Critical' },
  { id: 3, name: 'Priority 3 - Normal' },
  { id: 4, name: 'Priority 4 - Low' },
]);

/** An account whose lists and custom fields were read. */
export const readCatalog: Catalog = {
  connectwise: {
    fields: [
      ...withOptions(
        ticketCatalogFields,
        new Map([
          ['board', optionsById([serviceDesk, projects])],
          [
            'status',
            [
              ...onBoard(1, [
                { id: 11, name: 'New' },
                { id: 12, name: 'Assigned' },
                { id: 13, name: 'Work done' },
                { id: 14, name: 'Closed' },
                { id: 15, name: 'Canceled' },
              ]),
              ...onBoard(2, [{ id: 21, name: 'New' }]),
            ],
          ],
          ['type', onBoard(1, [{ id: 5, name: 'Break-fix' }])],
          ['priority', priorities],
          ['priority.name', optionsByName(priorities)],
        ]),
      ),
      describeField('Custom fields', 'customFields.7', 'FN Work Order', 'text', { write: true, max: 50 }),
      describeField('Custom fields', 'customFields.8', 'On site', 'boolean', { write: true }),
      describeField('Custom fields', 'customFields.9', 'Visit', 'date', { write: true, dateFormat: 'iso' }),
    ],
    readAt: 1,
    gaps: [],
  },
  fieldnation: {
    fields: [
      ...withOptions(
        workOrderCatalogFields,
        new Map([
          [
            'types_of_work.0.id',
            optionsById([
              { id: 62, name: 'Point of Sale' },
              { id: 63, name: 'Networking' },
            ]),
          ],
          ['client.id', optionsById([{ id: 20, name: 'Acme' }])],
        ]),
      ),
      describeField('Custom fields', 'custom_fields.129', 'Serial number', 'text', { write: true, max: 30 }),
      describeField('Custom fields', 'custom_fields.130', 'Urgency', 'picklist', {
        write: true,
        options: ['High', 'Normal', 'Low'].map((value) => ({ value, label: value })),
      }),
    ],
    readAt: 1,
    gaps: [],
  },
};
