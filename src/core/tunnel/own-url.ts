import type { Connector } from './connector.ts';
import { publicOrigin } from './public-url.ts';

/**
 * A reverse proxy of one's own forwards to the listener. Nothing is opened from here, so only the writing of the address can be judged; whether it
 * leads here is what the test of the chain finds out.
 */
export function ownUrl(config: { readonly url: string }): Connector {
  return {
    async connect() {
      const url = publicOrigin(config.url);
      return { url, check: async () => true, close: async () => {} };
    },
  };
}
