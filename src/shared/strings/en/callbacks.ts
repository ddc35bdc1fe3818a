/** The Callbacks page: its tabs, what is registered in ConnectWise, and the wizard that registers. */
export const callbacks = {
  'callbacks.tabs': 'Callbacks',
  'callbacks.tab.overview': 'Overview',
  'callbacks.tab.callbacks': 'Callbacks',
  'callbacks.tab.webhooks': 'Webhooks',
  'callbacks.tab.tunnel': 'Tunnel',
  'callbacks.tab.outages': 'Outages',
  'callbacks.tabNeeds.one': '{n} needs you',
  'callbacks.tabNeeds.other': '{n} need you',
  'callbacks.firstTitle': 'No connection yet',
  'callbacks.firstText':
    'Callbacks tell Dispatch Bridge at once when a ticket or work order changes. They are registered by Start, at the end of setup.',
  'callbacks.lead': 'What ConnectWise tells, and to whom.',
} as const;
