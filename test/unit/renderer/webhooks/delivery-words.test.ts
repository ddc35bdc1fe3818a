import { describe, expect, it } from 'vitest';
import {
  inPieces,
  mostAtOnce,
  refusals,
  together,
  withPage,
  workOrderNumber,
} from '../../../../src/renderer/features/webhooks/deliveries/delivery-words.ts';
import type { WebhookDelivery } from '../../../../src/shared/domain/webhooks.ts';

const delivery = (deliveryId: string, over: Partial<WebhookDelivery> = {}): WebhookDelivery => ({
  deliveryId,
  webhookId: 'w',
  eventName: 'workorder.created',
  workOrderId: 91422,
  status: 200,
  ok: true,
  attempt: 1,
  at: 1,
  meaning: 'Taken in.',
  ...over,
});

describe('the delivery log', () => {
  it('shows a delivery once that two pages hold because newer ones arrived meanwhile', () => {
    const first = withPage([], [delivery('a'), delivery('b', { ok: false })]);
    const both = withPage(first, [delivery('b', { attempt: 2 }), delivery('c')]);
    expect(both.map(({ deliveryId, attempt, key }) => [deliveryId, attempt, key])).toEqual([
      ['a', 1, 1],
      ['b', 2, 2],
      ['c', 1, 3],
    ]);
  });

  it('gives every row a number of its own', () => {
    const rows = withPage(withPage([], [delivery('a')]), [delivery('b'), delivery('c')]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(3);
  });
});

describe('the work order of the filter', () => {
  it('may be typed as people write numbers', () => {
    expect(['91422', '91 422', '#91422', ' 91,422 '].map(workOrderNumber)).toEqual([91422, 91422, 91422, 91422]);
  });

  it('is none while nothing is typed, and not read from anything else', () => {
    expect(workOrderNumber('  ')).toBeNull();
    expect(['abc', '12a', '0', '-4', '1.5', '1234567890123'].map(workOrderNumber)).toEqual(
      Array.from({ length: 6 }, () => undefined),
    );
  });
});

describe('sending again', () => {
  it('asks for no more at once than the channel takes', () => {
    const ids = Array.from({ length: 2 * mostAtOnce + 1 }, (_, index) => String(index));
    const pieces = inPieces(ids);
    expect(pieces.map((piece) => piece.length)).toEqual([100, 100, 1]);
    expect(pieces.flat()).toEqual(ids);
  });

  it('adds up the answers', () => {
    const refused = [{ deliveryId: 'b', why: 'It is too old.' }];
    expect(
      together([
        { retried: 100, refused: [] },
        { retried: 3, refused },
      ]),
    ).toEqual({ retried: 103, refused });
  });

  it('names each refusal by event and work order, one line a reason', () => {
    const rows = withPage([], [delivery('a'), delivery('b', { workOrderId: null }), delivery('c', { workOrderId: 7 })]);
    const why = 'It is too old.';
    expect(
      refusals(
        [
          { deliveryId: 'a', why },
          { deliveryId: 'b', why: 'Field Nation has no such delivery.' },
          { deliveryId: 'c', why },
          { deliveryId: 'gone', why },
        ],
        rows,
        () => 'Created',
      ),
    ).toEqual([
      { why, what: 'Created (work order 91422), Created (work order 7), Delivery gone' },
      { why: 'Field Nation has no such delivery.', what: 'Created' },
    ]);
  });
});
