import { keepTunnelSecrets } from '../../secrets/tunnel-secrets.ts';
import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

/** How this workstation is reached: the tunnel, the proof that it leads here, health and outages. */
export function reachHandlers(
  services: Services,
): FeatureHandlers<
  | 'tunnel:state'
  | 'tunnel:save'
  | 'tunnel:accept-host-key'
  | 'tunnel:restart'
  | 'tunnel:choose-file'
  | 'reach:chain'
  | 'reach:test'
  | 'reach:watch'
  | 'reach:stop'
  | 'reach:health'
  | 'reach:check-now'
  | 'reach:repair'
  | 'reach:outages'
> {
  const { host, pushes } = services;
  const reach = async () => (await host.engine()).reach;
  return {
    async 'tunnel:state'() {
      return (await reach()).tunnel();
    },
    async 'tunnel:save'({ config, port, secrets }) {
      const commands = await reach();
      // First the secrets: the tunnel that starts next reads them.
      await keepTunnelSecrets(await services.secrets, secrets);
      const view = await commands.saveTunnel(config, port);
      pushes.changed('setup', 'reach');
      return view;
    },
    async 'tunnel:accept-host-key'({ fingerprint }) {
      const view = await (await reach()).acceptHostKey(fingerprint);
      pushes.changed('setup', 'reach');
      return view;
    },
    async 'tunnel:restart'() {
      return (await reach()).restartTunnel();
    },
    'tunnel:choose-file': ({ what }) => services.chooseFile(what),
    async 'reach:chain'() {
      return (await reach()).chain();
    },
    async 'reach:test'() {
      return (await reach()).test();
    },
    async 'reach:watch'() {
      return (await reach()).watch();
    },
    async 'reach:stop'() {
      return (await reach()).stopProof();
    },
    async 'reach:health'() {
      return (await reach()).health();
    },
    async 'reach:check-now'() {
      return (await reach()).checkNow();
    },
    async 'reach:repair'({ findingId }) {
      return (await reach()).repair(findingId);
    },
    async 'reach:outages'({ limit }) {
      return [...(await (await reach()).outages(limit))];
    },
  };
}
