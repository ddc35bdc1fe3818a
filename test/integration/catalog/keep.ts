import { FieldCatalog } from '../../../src/core/catalog/catalog.ts';
import type { FieldDiscovery } from '../../../src/core/catalog/port.ts';
import type { Config } from '../../../src/shared/config.ts';
import type { Json } from '../../../src/shared/json.ts';
import { sandboxConfig } from '../../builders/configuration.ts';
import type { Clients } from '../clients/setup.ts';

/** A catalog over the sandbox's clients that keeps its answers in `values`. */
export function keptCatalog(
  clients: Clients,
  more: { readonly values?: Map<string, Json>; readonly config?: () => Config } = {},
) {
  const values = more.values ?? new Map<string, Json>();
  const asked = { connectwise: 0, fieldnation: 0 };
  const counting = (side: keyof typeof asked, port: FieldDiscovery): FieldDiscovery => ({
    discoverFields: (signal) => {
      asked[side] += 1;
      return port.discoverFields(signal);
    },
  });
  const config = sandboxConfig(clients.sandbox.info, []);
  const catalog = new FieldCatalog({
    store: {
      value: async (key) => values.get(key),
      setValue: async (key, value) => {
        values.set(key, JSON.parse(JSON.stringify(value)) as Json);
      },
    },
    clock: clients.clock,
    config: more.config ?? (() => config),
    psa: () => counting('connectwise', clients.psa),
    fieldNation: () => counting('fieldnation', clients.fn),
  });
  return { catalog, values, asked, config };
}
