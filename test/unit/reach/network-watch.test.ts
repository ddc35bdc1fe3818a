import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { NetworkWatch } from '../../../src/core/reach/tunnel/network-watch.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

type Interfaces = Record<string, NetworkInterfaceInfo[]>;

const one = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  netmask: '',
  mac: '',
  cidr: null,
  internal,
  family: 'IPv4',
});

function watch(first: Interfaces) {
  const clock = new VirtualClock();
  let now = first;
  let changes = 0;
  const made = new NetworkWatch(
    clock,
    () => {
      changes += 1;
    },
    () => now,
  );
  return {
    made,
    /** How often it was told by the next look. */
    async after(next: Interfaces): Promise<number> {
      now = next;
      await clock.advance(15_000);
      return changes;
    },
    clock,
  };
}

it('another address is another network, and so are none and one more', async () => {
  const { after } = watch({ wlan0: [one('192.0.2.10')] });
  expect(await after({ wlan0: [one('192.0.2.10')] })).toBe(0);
  expect(await after({ wlan0: [one('192.0.2.11')] })).toBe(1);
  expect(await after({})).toBe(2);
  expect(await after({ wlan0: [one('192.0.2.11')], tun0: [one('10.8.0.2')] })).toBe(3);
  expect(await after({ tun0: [one('10.8.0.2')], wlan0: [one('192.0.2.11')] })).toBe(3);
});

it('addresses that reach nobody are none: loopback, link-local, those of containers that come and go', async () => {
  const { after } = watch({ eth0: [one('192.0.2.10')] });
  const more = { lo: [one('127.0.0.1', true)], veth1: [one('fe80::1')], eth1: [one('169.254.7.7')] };
  expect(await after({ eth0: [one('192.0.2.10')], ...more })).toBe(0);
});

it('nothing is looked at any more once it is let go', async () => {
  const { made, after, clock } = watch({ eth0: [one('192.0.2.10')] });
  made.dispose();
  expect(await after({})).toBe(0);
  expect(clock.pending).toBe(0);
});
