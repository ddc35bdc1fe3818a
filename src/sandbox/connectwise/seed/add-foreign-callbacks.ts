import { type ConnectWiseState, refId, toVendorTime } from '../records.ts';
import { dayMs } from './seed-tables.ts';

/*
 * Callbacks other integrations registered long ago, as every real instance has them: one twice, one switched off, one
 * whose address corrupts its parameters, and Field Nation's broker on a board of its own. Their ids lie before those of
 * new entries. What goes to them never leaves this machine (`isElsewhere`).
 */

const brokerBoard = 'Managed Services';

interface Foreign {
  readonly description: string;
  readonly url: string;
  readonly type: string;
  readonly level: string;
  readonly objectId: number;
  readonly inactiveFlag?: true;
  /** The creating member's identifier. */
  readonly by: string;
}

/** Nothing is drawn at random here, so that the rest of the seed stays as it is. */
export function addForeignCallbacks(state: ConnectWiseState, nowMs: number): void {
  const board = state.tables.boards.find(({ name }) => name === brokerBoard);
  const status = state.tables.statuses.find((one) => refId(one, 'board') === board?.id);
  const quotes: Foreign = {
    description: 'Quotewell ticket sync',
    url: 'https://hooks.quotewell.example/cw/7f31?recordId=',
    type: 'Ticket',
    level: 'Owner',
    objectId: 1,
    by: 'adavies',
  };
  const foreign: readonly Foreign[] = [
    quotes,
    { ...quotes, description: 'Quotewell ticket sync (2)' },
    {
      description: 'Ledgerline company import',
      url: 'https://in.ledgerline.example/psa?recordId=',
      type: 'company',
      level: 'owner',
      objectId: 1,
      inactiveFlag: true,
      by: 'adavies',
    },
    {
      // Without a parameter at its end: tenant=17 and ticket 7601 arrive as tenant=177601 (reference section 2.3).
      description: 'Deskview wallboard',
      url: 'https://wall.deskview.example/event?tenant=17',
      type: 'ticket',
      level: 'board',
      objectId: state.defaults.boardId,
      by: 'jharper',
    },
    {
      description: 'Field Nation dispatch',
      url: 'https://micro.fndev.net/v1/broker-sandbox/inbound?client_token=practice-0000-broker&external_id=',
      type: 'ticket',
      level: 'status',
      objectId: status?.id ?? 0,
      by: 'adavies',
    },
  ];
  const first = (state.lastIds.callbacks ?? 0) + 1 - foreign.length;
  for (const [index, { by, inactiveFlag = false, ...entry }] of foreign.entries()) {
    state.tables.callbacks.push({
      id: first + index,
      ...entry,
      memberId: state.tables.members.find(({ identifier }) => identifier === by)?.id ?? 0,
      payloadVersion: '3.0.0',
      inactiveFlag,
      isSoapCallbackFlag: false,
      isSelfSuppressedFlag: false,
      connectWiseID: `5a6f7d74-a45f-f111-aa6d-d25dfe3c77${String(index).padStart(2, '0')}`,
      failingSinceMs: null,
      _info: { lastUpdated: toVendorTime(nowMs - 90 * dayMs), updatedBy: by },
    });
  }
}
