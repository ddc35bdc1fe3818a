/** Webhooks at Field Nation: the Webhooks tab of the callbacks page. */
export const webhooks = {
  'webhooks.lead': 'Field Nation tells this workstation about work orders by a webhook.',
} as const;
