import type { Config } from '../../../src/shared/config.ts';
import { type Bridge, type BridgeOptions, startBridge } from '../../builders/bridge.ts';

/** A bridge whose first demo ticket is linked to an assigned work order, with what hangs on both as plain lists. */
export interface LinkedPair {
  readonly bridge: Bridge;
  readonly ticketId: number;
  readonly workOrderId: number;
  notes(): readonly { readonly text: string; readonly internal: boolean; readonly discussion: boolean }[];
  documents(): readonly {
    readonly title: string;
    readonly fileName: string;
    readonly public: boolean;
    readonly size: number;
  }[];
  messages(): readonly {
    readonly id: string;
    readonly text: string;
    readonly type: string;
    readonly parentId: string;
  }[];
  /** Files by the name of their folder. */
  files(folder: string): readonly { readonly name: string; readonly notes: string; readonly size: number }[];
  said(words: string): Promise<readonly string[]>;
}

/** An engine option that ends a run at a named step, once. */
export function stopsAt(step: string): { readonly onStep: (name: string) => Promise<void> } {
  let stopped = false;
  return {
    onStep: async (name) => {
      if (name !== step || stopped) return;
      stopped = true;
      throw new Error(`Stopped at ${step}`);
    },
  };
}

export async function startLinkedPair(
  sync: (sync: Config['sync']) => Config['sync'],
  options: BridgeOptions & { readonly assign?: boolean } = {},
): Promise<LinkedPair> {
  const bridge = await startBridge({
    ...options,
    config: (config) => ({ ...(options.config?.(config) ?? config), sync: sync(config.sync) }),
  });
  const { sandbox } = bridge;
  const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
  const workOrder = () => sandbox.workOrders().find((one) => one.descriptionHtml.includes(`-${ticketId}-`));
  sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('a linked work order', () => sandbox.ticket(ticketId)?.externalXRef !== undefined);
  const workOrderId = workOrder()?.id ?? 0;
  if (options.assign !== false) sandbox.people.buyer.assign({ workOrderId });
  await bridge.clock.advance(5_000);
  return {
    bridge,
    ticketId,
    workOrderId,
    notes: () =>
      sandbox.ticketParts(ticketId).notes.map((note) => ({
        text: String(note.text),
        internal: note.internalAnalysisFlag === true,
        discussion: note.detailDescriptionFlag === true,
      })),
    documents: () =>
      sandbox.ticketParts(ticketId).documents.map((one) => ({
        title: String(one.title),
        fileName: String(one.fileName),
        public: one.publicFlag === true,
        size: Number(one.size),
      })),
    messages: () =>
      (workOrder()?.messages ?? [])
        .flatMap((message) => [message, ...message.replies])
        .map(({ id, text, type, parentId }) => ({ id, text, type, parentId })),
    files: (name) =>
      (workOrder()?.folders.find((folder) => folder.name === name)?.attachments ?? []).map((file) => ({
        name: file.name,
        notes: file.notes,
        size: file.size,
      })),
    said: async (words) => (await bridge.messages()).filter((line) => line.includes(words)),
  };
}
