import { type AddressKind, addressKind } from './chain-addresses.ts';
import type { Finding } from './chain-report.ts';
import type { Resolution } from './outside.ts';

const what: Readonly<Record<Exclude<AddressKind, 'public'>, string>> = {
  loopback: 'the computer that asks itself',
  private: 'a private address',
  shared: 'an address of a VPN, or one a provider shares among customers',
  'made-up': 'an address a VPN or security program makes up',
  nowhere: 'an address that leads nowhere, as a filter answers for names it blocks',
};

/** What a name's addresses mean for the chain. `proxied`: a proxy looks the name up, so that this computer need not be able to. */
export function judgeNames(
  host: string,
  found: Resolution,
  of: { readonly proxied: boolean; readonly newName: boolean },
): Finding {
  if (found.kind === 'addresses' && found.addresses.length > 0) return judgeAddresses(host, found.addresses);
  const code = found.kind === 'failed' ? found.code : 'ENODATA';
  if (of.proxied)
    return {
      state: 'warning',
      message: `This computer cannot look up ${host} itself; its proxy does. Whether ConnectWise and Field Nation find it, the next lamps hint at.`,
      detail: code,
    };
  const hint = of.newName
    ? 'A new address can take a minute until it is known everywhere: test again then.'
    : 'Check how it is written, and its record at whoever keeps your DNS.';
  return { state: 'failed', message: failure(host, code, hint), detail: code };
}

function judgeAddresses(host: string, addresses: readonly string[]): Finding {
  const detail = addresses.join(', ');
  const strange = addresses.flatMap((address) => {
    const kind = addressKind(address);
    return kind === 'public' ? [] : [{ address, words: what[kind] }];
  });
  const [first] = strange;
  if (first === undefined) return { state: 'ok', message: `${host} is known: ${detail}.`, detail };
  const some = strange.length < addresses.length ? 'also ' : '';
  return {
    state: 'warning',
    message: `On this computer ${host} ${some}leads to ${first.address}, ${first.words}. ConnectWise and Field Nation cannot come in there. Where your network answers this name differently from the inside, check from outside that it leads to a public address.`,
    detail,
  };
}

function failure(host: string, code: string, hint: string): string {
  switch (code) {
    case 'ENOTFOUND':
      return `There is no ${host} (NXDOMAIN), so nobody can send there. ${hint}`;
    case 'ENODATA':
      return `${host} exists, but no address is recorded for it (A or AAAA). ${hint}`;
    case 'ESERVFAIL':
    case 'EAI_FAIL':
      return `The name servers of ${host} fail (SERVFAIL). Often its DNSSEC or its delegation is broken: whoever keeps your DNS can tell.`;
    case 'EAI_AGAIN':
    case 'ETIMEOUT':
    case 'ETIMEDOUT':
    case 'ECONNREFUSED':
    case 'timeout':
      return `${host} could not be looked up: this computer's name server gives no answer. Check the network of this computer, then test again.`;
    default:
      return `${host} could not be looked up (${code}). ${hint}`;
  }
}
