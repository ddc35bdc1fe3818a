import { BlockList, isIP } from 'node:net';

/** What kind of network an address belongs to, as far as somebody out on the internet is concerned. */
export type AddressKind = 'public' | 'loopback' | 'private' | 'shared' | 'made-up' | 'nowhere';

const ranges: readonly (readonly [AddressKind, readonly string[]])[] = [
  ['loopback', ['127.0.0.0/8', '::1/128']],
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', 'fc00::/7', 'fe80::/10']],
  // Providers behind which customers share an address, and VPNs that borrow the range.
  ['shared', ['100.64.0.0/10']],
  // VPN and security programs hand these out in place of the true address, to have all connections pass through them.
  ['made-up', ['198.18.0.0/15']],
  // What filters answer for a name they block.
  ['nowhere', ['0.0.0.0/8', '::/128']],
];

const lists = ranges.map(([kind, blocks]) => {
  const list = new BlockList();
  for (const block of blocks) {
    const [network = '', bits = ''] = block.split('/');
    list.addSubnet(network, Number(bits), isIP(network) === 6 ? 'ipv6' : 'ipv4');
  }
  return [kind, list] as const;
});

/** `public` also for what is no address. */
export function addressKind(address: string): AddressKind {
  const bare = address.replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare;
  const family = isIP(mapped);
  if (family === 0) return 'public';
  const found = lists.find(([, list]) => list.check(mapped, family === 6 ? 'ipv6' : 'ipv4'));
  return found?.[0] ?? 'public';
}
