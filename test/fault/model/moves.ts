import fc from 'fast-check';

/** Verbs by who acts. `n` of a move chooses between variants of it: a tab, a folder, a length of time. */
export const dispatcherVerbs = [
  'send',
  'rename',
  'note',
  'edit-note',
  'delete-note',
  'time',
  'document',
  'delete-document',
  'require-date',
  'custom-field',
  'schedule',
  'move-status',
  'move-board',
  'contact-reply',
  'merge',
  'convert',
  'delete-ticket',
] as const;
export const providerVerbs = [
  'life',
  'confirm',
  'on-my-way',
  'check-in',
  'check-out',
  'upload',
  'message',
  'reply',
  'expense',
  'task',
  'closing-notes',
  'delay',
  'problem',
  'field',
  'decline',
] as const;
export const buyerVerbs = [
  'message',
  'reply',
  'reschedule',
  'rename',
  'field',
  'upload',
  'decide-expense',
  'approve',
  'reject',
  'unassign',
  'cancel',
  'create',
  'revisit',
  'archive',
  'delete',
] as const;
export const personVerbs = [
  'unlink',
  'relink',
  'link',
  'send-by-hand',
  'resolve',
  'retry',
  'approve-held',
  'discard',
  'pause',
  'settings',
] as const;

/** Everything that can happen, as data. `place` is one of the tickets, or the work order that had no ticket first. */
export type Move =
  | {
      readonly who: 'dispatcher';
      readonly verb: (typeof dispatcherVerbs)[number];
      readonly place: number;
      readonly n: number;
    }
  | {
      readonly who: 'provider';
      readonly verb: (typeof providerVerbs)[number];
      readonly place: number;
      readonly n: number;
    }
  | { readonly who: 'buyer'; readonly verb: (typeof buyerVerbs)[number]; readonly place: number; readonly n: number }
  | { readonly who: 'person'; readonly verb: (typeof personVerbs)[number]; readonly place: number; readonly n: number }
  | { readonly who: 'fault'; readonly fault: FaultMove }
  | { readonly who: 'world'; readonly verb: WorldVerb; readonly n: number }
  | { readonly who: 'time'; readonly ms: number };

export type WorldVerb =
  | 'restart'
  | 'away'
  | 'upgrade'
  | 'new-signing-key'
  | 'tokens-expire'
  | 'clock-jump'
  | 'search-lag';

export interface FaultMove {
  readonly vendor: 'connectwise' | 'fieldnation';
  readonly on: 'request' | 'delivery';
  readonly kind: (typeof requestFaults)[number] | (typeof deliveryFaults)[number];
  /** Which requests: any, or those that write. */
  readonly method?: 'POST' | 'PATCH' | 'PUT' | 'GET';
  readonly times: number;
}

const requestFaults = [
  '429',
  '500',
  '503',
  'timeout-after-commit',
  'timeout-before',
  'drop-connection',
  'drop-after-commit',
] as const;
const deliveryFaults = ['duplicate', 'delay', 'lose', 'reorder', '500', 'drop-after-commit'] as const;

/** Three tickets, and one work order that somebody makes in Field Nation. */
export const places = 4;
const place = fc.nat({ max: places - 1 });
const n = fc.nat({ max: 999 });

/** A few verbs are what most days are made of; those that end a pair are rare. */
function verbs<const T extends string>(
  all: readonly T[],
  often: readonly string[],
  seldom: readonly string[],
): fc.Arbitrary<T> {
  return fc.oneof(
    ...all.map((verb) => ({
      weight: often.includes(verb) ? 8 : seldom.includes(verb) ? 1 : 3,
      arbitrary: fc.constant(verb),
    })),
  );
}

const dispatcher = fc.record({
  who: fc.constant('dispatcher' as const),
  verb: verbs(dispatcherVerbs, ['send', 'note'], ['merge', 'convert', 'delete-ticket', 'move-board', 'move-status']),
  place,
  n,
});
const provider = fc.record({
  who: fc.constant('provider' as const),
  verb: verbs(providerVerbs, ['life', 'message'], []),
  place,
  n,
});
const buyer = fc.record({
  who: fc.constant('buyer' as const),
  verb: verbs(buyerVerbs, ['message', 'create'], ['delete', 'cancel', 'revisit', 'unassign', 'reject']),
  place,
  n,
});
const person = fc.record({
  who: fc.constant('person' as const),
  verb: verbs(personVerbs, ['resolve', 'retry'], ['discard', 'link']),
  place,
  n,
});
const fault = fc.record({
  who: fc.constant('fault' as const),
  fault: fc.oneof(
    fc.record(
      {
        vendor: fc.constantFrom('connectwise' as const, 'fieldnation' as const),
        on: fc.constant('request' as const),
        kind: fc.constantFrom(...requestFaults),
        method: fc.constantFrom('POST' as const, 'PATCH' as const, 'PUT' as const, 'GET' as const),
        times: fc.integer({ min: 1, max: 3 }),
      },
      { requiredKeys: ['vendor', 'on', 'kind', 'times'] },
    ),
    fc.record({
      vendor: fc.constantFrom('connectwise' as const, 'fieldnation' as const),
      on: fc.constant('delivery' as const),
      kind: fc.constantFrom(...deliveryFaults),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  ),
});
const world = fc.record({
  who: fc.constant('world' as const),
  verb: fc.constantFrom<WorldVerb>(
    'restart',
    'restart',
    'away',
    'upgrade',
    'new-signing-key',
    'tokens-expire',
    'clock-jump',
    'search-lag',
  ),
  n,
});
const time = fc.record({ who: fc.constant('time' as const), ms: fc.integer({ min: 100, max: 90_000 }) });

export const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 10, arbitrary: dispatcher },
  { weight: 9, arbitrary: provider },
  { weight: 6, arbitrary: buyer },
  { weight: 3, arbitrary: person },
  { weight: 5, arbitrary: fault },
  { weight: 2, arbitrary: world },
  { weight: 8, arbitrary: time },
);
