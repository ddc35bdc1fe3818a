import type { Engine } from './engine-port.ts';
import { linkCopies } from './link-copies.ts';
import { linkHistory } from './link-readings.ts';
import type { SyncContext } from './sync/context.ts';
import { attentionItem, linkPage, linkRow } from './views.ts';

type Pages = Pick<
  Engine,
  'activities' | 'activity' | 'searchLinks' | 'linkPage' | 'linkHistory' | 'linkCopies' | 'attention'
>;

/** More than anybody goes through. */
const allAttention = 1000;

/** What people read of the store: the log, links, what waits for them, figures. */
export function pages(context: SyncContext): Pages {
  const { store } = context;
  return {
    activities: (filter, before, limit, after) => store.activities(filter, before, limit, after),
    activity: (id) => store.activity(id),
    searchLinks: async (text, limit) => (await store.searchLinks(text, limit)).map(linkRow),
    async linkPage(linkId) {
      const link = await store.link(linkId);
      return link === null ? null : linkPage(context, link);
    },
    linkHistory: (linkId, before) => linkHistory(context, linkId, before),
    linkCopies: async (linkId) => linkCopies(await store.copies(linkId)),
    attention: async (most = allAttention) => (await store.attention(most)).map(attentionItem),
  };
}
