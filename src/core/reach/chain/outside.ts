/** What a name resolves to on this computer. */
export type Resolution =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  /** `code` as the resolver gives it: `ENOTFOUND`, `EAI_AGAIN`, `ESERVFAIL`, ... */
  | { readonly kind: 'failed'; readonly code: string };

/** What a TLS server shows to whoever connects. Nothing was trusted to get it, and nothing was sent. */
export type Handshake =
  | {
      readonly kind: 'shown';
      /** `TLSv1.2`, `TLSv1.3`. */
      readonly protocol: string;
      readonly issuer: string;
      readonly subject: string;
      /** Names of the certificate, as they stand in it: `example.com`, `*.example.com`, `192.0.2.1`. */
      readonly names: readonly string[];
      /** ms. */
      readonly validFrom: number;
      readonly validTo: number;
      /** Why an outsider, who knows only the public authorities, would not trust it; null = trusted. A code: `DEPTH_ZERO_SELF_SIGNED_CERT`, ... */
      readonly problem: string | null;
      /** Whether this computer trusts it although an outsider would not (the company's own authority). */
      readonly trustedHere: boolean;
    }
  /** `code`: `ECONNREFUSED`, `ETIMEDOUT`, `ERR_SSL_WRONG_VERSION_NUMBER`, ...; `proxy-<status>` when the proxy refused to connect. */
  | { readonly kind: 'failed'; readonly code: string };

/** An answer over HTTP, of whoever gave it. */
export type OutsideAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Lower-case names. */
      readonly headers: Readonly<Record<string, string>>;
      /** Its beginning. */
      readonly body: string;
    }
  | { readonly kind: 'failed'; readonly code: string };

/**
 * How the public address looks from this computer, through the proxy of the settings where there is one. The chain's only way out; tests put
 * their own in its place. Nothing rejects but by `signal`; times are the caller's.
 */
export interface Outside {
  /** Whether requests to this address go through a proxy: names are then looked up there, not here. Throws AppError when the settings cannot be used. */
  proxied(url: URL): Promise<boolean>;
  resolve(host: string, signal: AbortSignal): Promise<Resolution>;
  handshake(url: URL, signal: AbortSignal): Promise<Handshake>;
  /**
   * GET, without following redirects. Any certificate will do: `handshake` judges it, this tells whether the address leads here at all, and the
   * request carries nothing but a text that is good once.
   */
  get(url: URL, signal: AbortSignal): Promise<OutsideAnswer>;
}
