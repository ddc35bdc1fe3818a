import type { Json } from '../../../shared/json.ts';
import { customFieldScreens } from '../custom-fields.ts';

export interface SeedField {
  readonly caption: string;
  readonly type: string;
  readonly entry: 'Date' | 'EntryField' | 'List' | 'Option';
  readonly decimals?: number;
  readonly options?: readonly string[];
  readonly readOnly?: boolean;
  readonly buttonUrl?: string;
  /** Values some of the seeded tickets carry. */
  readonly samples: readonly Json[];
}

/** Screens the seed defines fields for. A caller has to tell them apart by `screenId`. */
export const seedScreens = {
  ticket: {
    screenId: customFieldScreens.ticket,
    podId: 12,
    podDescription: 'Service Ticket',
    screenDescription: 'Service Ticket',
  },
  contact: {
    screenId: customFieldScreens.contact,
    podId: 4,
    podDescription: 'Contact Overview',
    screenDescription: 'Contact',
  },
} as const;

/** Ticket fields: one of every field type and every entry type of reference section 3.11. Captions are 25 characters at most. */
export const seedCustomFields: readonly SeedField[] = [
  { caption: 'FN Work Order', type: 'Text', entry: 'EntryField', samples: [] },
  {
    caption: 'FN Sync Result',
    type: 'Text',
    entry: 'List',
    options: ['Not synced', 'Pending', 'Synced', 'Failed'],
    samples: [],
  },
  {
    caption: 'Site Access Notes',
    type: 'TextArea',
    entry: 'EntryField',
    samples: ['Badge at reception.\nAsk for the facilities desk.'],
  },
  {
    caption: 'Open Site Map',
    type: 'Button',
    entry: 'EntryField',
    buttonUrl: 'https://maps.example/site',
    samples: [],
  },
  { caption: 'Not To Exceed', type: 'Currency', entry: 'EntryField', decimals: 2, samples: [350, 475.5] },
  { caption: 'Requested On', type: 'Date', entry: 'Date', samples: ['2026-12-01T00:00:00Z'] },
  { caption: 'Photo Folder', type: 'Hyperlink', entry: 'EntryField', samples: ['https://files.example/site-photos'] },
  { caption: 'Switch Address', type: 'IPAddress', entry: 'EntryField', samples: ['10.20.30.2'] },
  { caption: 'After Hours', type: 'Checkbox', entry: 'Option', options: ['true', 'false'], samples: ['false'] },
  { caption: 'Cable Drops', type: 'Number', entry: 'EntryField', decimals: 0, samples: [4, 12] },
  { caption: 'Discount', type: 'Percent', entry: 'EntryField', decimals: 1, samples: [12.5] },
  { caption: 'On-site Phone', type: 'PhoneNumber', entry: 'EntryField', samples: ['(617) 555-0199'] },
  { caption: 'Alarm Code', type: 'Password', entry: 'EntryField', samples: [] },
  { caption: 'Ladder Needed', type: 'Checkbox', entry: 'EntryField', samples: [true, false] },
  {
    caption: 'Visit Window',
    type: 'Text',
    entry: 'Option',
    options: ['Morning', 'Afternoon', 'Evening'],
    samples: ['Morning'],
  },
];

export const seedContactFields: readonly SeedField[] = [
  { caption: 'Preferred Language', type: 'Text', entry: 'List', options: ['English', 'Español'], samples: [] },
  { caption: 'Site Lead', type: 'Checkbox', entry: 'EntryField', samples: [] },
];
