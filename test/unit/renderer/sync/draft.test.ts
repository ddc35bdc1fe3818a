import { describe, expect, it } from 'vitest';
import {
  changedSections,
  changesOf,
  follow,
  sameValue,
  unfinished,
} from '../../../../src/renderer/features/sync/draft.ts';
import { emptyConfig } from '../../../../src/shared/config.ts';
import type { SyncConfig } from '../../../../src/shared/config-sync.ts';

const saved = emptyConfig.sync;

function changed(change: (draft: SyncConfig) => void): SyncConfig {
  const draft = structuredClone(saved);
  change(draft);
  return draft;
}

describe('what is not saved yet', () => {
  it('is named by the pages it stands on, in their order, each once', () => {
    const draft = changed((one) => {
      one.revisits = 'off';
      one.inbound.contact = true;
      one.notes.corrections = true;
    });
    expect(changedSections(saved, draft)).toEqual(['notes', 'work-orders']);
  });

  it('is nothing when a value comes back, whatever the order of its keys', () => {
    const draft = { ...saved, documents: Object.fromEntries(Object.entries(saved.documents).reverse()) };
    expect(changedSections(saved, draft as SyncConfig)).toEqual([]);
    expect(sameValue({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  });

  it('alone is sent, so that what somebody else saved meanwhile is not written back', () => {
    const draft = changed((one) => {
      one.documents.maxMegabytes = 40;
    });
    expect(changesOf(saved, draft)).toEqual({ documents: { ...saved.documents, maxMegabytes: 40 } });
  });

  it('stays when the settings change elsewhere, while the rest follows', () => {
    const draft = changed((one) => {
      one.notes.corrections = true;
    });
    const now = changed((one) => {
      one.notes.toTicket = 'off';
      one.revisits = 'create';
    });
    const next = follow(saved, draft, now);
    expect(next.notes).toEqual({ ...saved.notes, corrections: true });
    expect(next.revisits).toBe('create');
  });
});

describe('what cannot be saved yet', () => {
  it('is nothing in the settings of a new profile', () => {
    expect(unfinished(saved)).toBeNull();
  });

  it.each<[string, (draft: SyncConfig) => void, string]>([
    [
      'a script without text',
      (draft) => {
        draft.events.rules.FN_WO_DONE = { on: true, action: { do: 'script', language: 'jsonata', script: ' ' } };
      },
      'events',
    ],
    [
      'a filter on a custom field without a value',
      (draft) => {
        draft.events.filters.customFields = [{ side: 'connectwise', id: 3, name: 'Site code', values: [] }];
      },
      'events',
    ],
    [
      'a file size that is no number of megabytes',
      (draft) => {
        draft.documents.maxMegabytes = 0;
      },
      'documents',
    ],
    [
      'tickets from work orders without a board',
      (draft) => {
        draft.outbound.createTickets.on = true;
      },
      'updates',
    ],
    [
      'a client without a company',
      (draft) => {
        draft.outbound.createTickets.clients = [{ clientId: 4, clientName: 'Acme', companyId: 0, companyName: '' }];
      },
      'updates',
    ],
    [
      'a cancellation without a reason',
      (draft) => {
        draft.inbound.statusActions = [
          { ticketStatusId: 9, ticketStatusName: 'Cancelled', action: { do: 'cancel', reason: '' } },
        ];
      },
      'work-orders',
    ],
    [
      'a route to nobody',
      (draft) => {
        draft.inbound.statusActions = [
          {
            ticketStatusId: 9,
            ticketStatusName: 'Go',
            action: { do: 'route-provider', providerId: 0, providerName: '' },
          },
        ];
      },
      'work-orders',
    ],
    [
      'a publish for no status',
      (draft) => {
        draft.inbound.statusActions = [{ ticketStatusId: 0, ticketStatusName: '', action: { do: 'publish' } }];
      },
      'work-orders',
    ],
  ])('is %s', (_what, change, section) => {
    expect(unfinished(changed(change))?.section).toBe(section);
  });
});
