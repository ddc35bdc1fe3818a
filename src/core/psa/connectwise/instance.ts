import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Http, HttpResponse } from '../../http/http.ts';
import type { Lane } from '../../queue/lane-port.ts';
import { companyInfoSchema } from './schemas.ts';
import { apiOrigin, type Site } from './site.ts';

/** One company's ConnectWise, found through `/login/companyinfo` (reference/connectwise.md 1.2). */
export interface Instance {
  /** `https://api-na.myconnectwise.net/v2025_1/apis/3.0` */
  readonly apiBase: string;
  /** Without slash: `v2025_1`. */
  readonly codebase: string;
  readonly cloud: boolean;
  readonly companyName: string;
  /** The server's `Date` minus our clock, ms; null when it sent none. */
  readonly clockSkewMs: number | null;
}

export interface InstanceOptions {
  readonly site: Site;
  readonly company: string;
  readonly http: Http;
  readonly lane: Lane;
  readonly clock: Clock;
}

/** Finds the instance once and keeps it; `rediscover` asks again, because the codebase changes at every cloud upgrade. */
export class InstanceFinder {
  readonly #options: InstanceOptions;
  #known: Instance | null = null;
  #asking: Promise<Instance> | null = null;

  constructor(options: InstanceOptions) {
    this.#options = options;
  }

  /** Null before the first request. */
  get known(): Instance | null {
    return this.#known;
  }

  async find(signal?: AbortSignal): Promise<Instance> {
    return this.#known ?? (await this.rediscover(signal));
  }

  /** Callers at the same time share one request; the shared request outlives any one caller's signal. */
  async rediscover(signal?: AbortSignal): Promise<Instance> {
    signal?.throwIfAborted();
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    this.#known = await this.#asking;
    return this.#known;
  }

  async #ask(): Promise<Instance> {
    const { site, company, http, lane, clock } = this.#options;
    const response = await http.request({
      method: 'GET',
      url: `${site.uiOrigin}/login/companyinfo/${encodeURIComponent(company)}`,
      headers: { accept: 'application/json' },
      timeoutMs: 20_000,
      idempotent: true,
      lane,
      remote: 'connectwise',
      label: 'the company information',
      expect: [301, 302, 307, 308, 404],
    });
    const setup = { do: 'open-setup', step: 'connectwise' } as const;
    if (response.status !== 200) {
      throw new AppError({
        code: 'connectwise.wrong-host',
        kind: 'permanent',
        message: `${site.host} does not answer like ConnectWise. Enter the site you sign in to, for example na.myconnectwise.net.`,
        context: { site: site.host, status: response.status },
        action: setup,
      });
    }
    const body = readBody(response, site);
    if (body === null || body === '') {
      throw new AppError({
        code: 'connectwise.company-unknown',
        kind: 'permanent',
        message: `ConnectWise at ${site.host} knows no company "${company}". Enter the company as on the sign-in page.`,
        context: { site: site.host, company },
        action: setup,
      });
    }
    const parsed = companyInfoSchema.safeParse(body);
    if (!parsed.success) {
      throw new AppError({
        code: 'connectwise.wrong-host',
        kind: 'permanent',
        message: `${site.host} answered, but not with ConnectWise's company information. Check the site in Setup.`,
        context: { site: site.host },
        action: setup,
      });
    }
    const codebase = parsed.data.Codebase.replace(/^\/+|\/+$/g, '');
    const origin = apiOrigin(site, parsed.data.SiteUrl ?? '');
    const date = Date.parse(response.headers.date ?? '');
    return {
      apiBase: `${codebase === 'v4_6_release' && !site.cloud ? site.uiOrigin : origin}/${codebase}/apis/3.0`,
      codebase,
      cloud: /^true$/i.test(String(parsed.data.IsCloud ?? site.cloud)),
      companyName: parsed.data.CompanyName ?? company,
      clockSkewMs: Number.isNaN(date) ? null : date - clock.now(),
    };
  }
}

/** A web page where companyinfo should be: another product's host, or a sign-in page of the network in between. */
function readBody(response: HttpResponse, site: Site): unknown {
  try {
    return response.json();
  } catch (cause) {
    throw new AppError({
      code: 'connectwise.wrong-host',
      kind: 'transient',
      message: `${site.host} answers with a web page instead of ConnectWise's company information. Check the site in Setup, and that no sign-in page of this network stands in between.`,
      context: { site: site.host, requestId: response.requestId },
      action: { do: 'open-setup', step: 'connectwise' },
      cause,
    });
  }
}
