import type { Tunnel, TunnelState } from './port.ts';

const off: TunnelState = { kind: 'off' };

/** No way in: everything is found by polling. */
export const noTunnel: Tunnel = {
  kind: 'none',
  state: off,
  onChange: () => () => {},
  start() {},
  wake() {},
  stop: async () => {},
};
