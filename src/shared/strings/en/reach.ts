/** How changes reach this workstation: the chain, the tunnel, what is looked after, and outages. */
export const reach = {
  'reach.now': 'Now',
} as const;
