import type { Remote } from '../../shared/domain/records.ts';

/** The pages of the rail, in the order of Ctrl+1 to Ctrl+7. */
export const pages = ['dashboard', 'events', 'links', 'attention', 'mapping', 'callbacks', 'settings'] as const;
export type Page = (typeof pages)[number];

/** What stopped, what both sides changed, or what was raised. */
export const attentionTabs = ['stopped', 'conflicts', 'alerts'] as const;
export type AttentionTab = (typeof attentionTabs)[number];

/** What the Callbacks page shows. */
export const callbacksTabs = ['overview', 'callbacks', 'webhooks', 'tunnel', 'outages'] as const;
export type CallbacksTab = (typeof callbacksTabs)[number];

/** What a link's page shows. */
export const linkTabs = ['values', 'history', 'copies', 'timeline', 'runs'] as const;
export type LinkTab = (typeof linkTabs)[number];

/** Where the window is. */
export type Place =
  | { readonly page: Exclude<Page, 'links' | 'events' | 'attention' | 'settings' | 'mapping' | 'callbacks'> }
  | { readonly page: 'callbacks'; readonly tab?: CallbacksTab }
  /** `ruleId`: the rule to open. */
  | { readonly page: 'mapping'; readonly ruleId?: string }
  | { readonly page: 'settings'; readonly section?: string }
  | { readonly page: 'attention'; readonly tab?: AttentionTab }
  | {
      readonly page: 'events';
      readonly ticketId?: number;
      readonly side?: Remote;
      readonly text?: string;
      /** Line to open. */
      readonly eventId?: number;
      /** Ticket whose way to a work order is to be explained. */
      readonly why?: number;
    }
  | { readonly page: 'links'; readonly linkId?: number; readonly tab?: LinkTab }
  | { readonly page: 'setup'; readonly step?: string };

/** Turns a request from the tray, a notification or a second start into a place; an unknown page is the dashboard. */
export function placeOf(page: string, linkId?: number): Place {
  const [name, detail] = page.split('/', 2);
  if (linkId !== undefined) {
    const linkTab = linkTabs.find((candidate) => candidate === detail);
    return { page: 'links', linkId, ...(linkTab === undefined ? {} : { tab: linkTab }) };
  }
  if (name === 'setup')
    return detail === undefined || detail === '' ? { page: 'setup' } : { page: 'setup', step: detail };
  const attentionTab = attentionTabs.find((candidate) => candidate === detail);
  if (name === 'attention' && attentionTab !== undefined) return { page: 'attention', tab: attentionTab };
  if (name === 'settings' && detail !== undefined && detail !== '') return { page: 'settings', section: detail };
  if (name === 'mapping' && detail !== undefined && detail !== '') return { page: 'mapping', ruleId: detail };
  const tab = callbacksTabs.find((candidate) => candidate === detail);
  if (name === 'callbacks' && tab !== undefined) return { page: 'callbacks', tab };
  const known = pages.find((candidate) => candidate === name);
  return { page: known ?? 'dashboard' };
}

export function samePlace(a: Place, b: Place): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
