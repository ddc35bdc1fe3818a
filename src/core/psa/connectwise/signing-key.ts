import type { Http, HttpResponse } from '../../http/http.ts';
import type { Lane } from '../../queue/lane-port.ts';
import { type Api, parse } from './api.ts';
import { keyAddress } from './key-url.ts';
import { signingKeySchema } from './schemas.ts';
import type { Site } from './site.ts';

export interface SigningKeysOptions {
  readonly site: Site;
  readonly company: string;
  readonly http: Http;
  readonly lane: Lane;
  readonly api: Api;
}

/**
 * Keys that sign callbacks (reference/connectwise.md 2.5). `key_url` comes from a body nobody has verified yet, so it is only
 * fetched from the configured site, for the configured company (`key-url.ts`).
 */
export class SigningKeys {
  readonly #options: SigningKeysOptions;
  readonly #known = new Map<string, string>();
  readonly #asking = new Map<string, Promise<string>>();

  constructor(options: SigningKeysOptions) {
    this.#options = options;
  }

  async get(
    keyUrl: string,
    options: { readonly refresh?: boolean; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<string> {
    const { url, id } = keyAddress(this.#options, keyUrl);
    const known = this.#known.get(id);
    if (known !== undefined && options.refresh !== true) return known;
    options.signal?.throwIfAborted();
    let asking = this.#asking.get(id);
    if (asking === undefined) {
      asking = this.#fetch(url).finally(() => this.#asking.delete(id));
      this.#asking.set(id, asking);
    }
    const key = await asking;
    this.#known.set(id, key);
    return key;
  }

  /** Whether the address wants credentials is not documented: without first, with them when refused. */
  async #fetch(url: URL): Promise<string> {
    const first = await this.#request(url, {}, [401, 403]);
    const response = first.status < 300 ? first : await this.#request(url, await this.#options.api.credentials(), []);
    return parse(response, signingKeySchema, "the callback's signing key").signing_key;
  }

  #request(url: URL, headers: Record<string, string>, expect: readonly number[]): Promise<HttpResponse> {
    const { http, lane } = this.#options;
    return http.request({
      method: 'GET',
      url: url.href,
      headers: { accept: 'application/json', ...headers },
      timeoutMs: 20_000,
      idempotent: true,
      lane,
      remote: 'connectwise',
      label: "the callback's signing key",
      expect,
    });
  }
}
