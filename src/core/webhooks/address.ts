/** Address of this workstation's listener for webhooks. */
export function webhookUrl(baseUrl: string, pathToken: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/webhooks/${pathToken}`;
}

/** Whether an address is our listener's, on whatever host, by its path token. */
export function isOurAddress(url: string, pathToken: string): boolean {
  return pathToken !== '' && URL.canParse(url) && new URL(url).pathname === `/webhooks/${pathToken}`;
}
