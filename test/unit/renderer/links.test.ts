import { describe, expect, it } from 'vitest';
import { recordNumber } from '../../../src/renderer/features/links/record-number.ts';
import { recordsOf } from '../../../src/renderer/features/links/records-of.ts';
import { placeOf } from '../../../src/renderer/stores/place.ts';

describe('a record named by hand', () => {
  it('is taken as people type or paste it', () => {
    const typed = ['1042', ' 1042 ', '#1042', 'Ticket 1042', 'ticket #1042', '91 422', 'WO 91,422', 'work order 91422'];
    expect(typed.map(recordNumber)).toEqual([1042, 1042, 1042, 1042, 1042, 91_422, 91_422, 91_422]);
  });

  it('is never guessed from something else', () => {
    const typed = ['', '0', '-5', '10.5', '1e3', 'abc', '12a', 'https://example.test/1042', '9'.repeat(20), '#'];
    expect(typed.map(recordNumber)).toEqual(typed.map(() => null));
  });

  it('is spoken of even while its work order is being made', () => {
    expect(recordsOf({ ticketId: 1042, workOrderId: 91 })).toEqual({
      ticket: 'ticket 1042',
      workOrder: 'work order 91',
    });
    expect(recordsOf({ ticketId: 1042, workOrderId: null }).workOrder).toBe('a work order that is being created');
  });
});

describe('the conflicts', () => {
  it('are a place of their own', () => {
    expect(placeOf('attention/conflicts')).toEqual({ page: 'attention', tab: 'conflicts' });
    expect(placeOf('attention/elsewhere')).toEqual({ page: 'attention' });
  });
});
