import { randomBytes } from 'node:crypto';
import type { Config } from '../shared/config.ts';
import { type Remote, remotes } from '../shared/domain/records.ts';
import type { Store } from './store/port.ts';

/**
 * Which ConnectWise company and which Field Nation a configuration talks to. When it changes, every ticket and work order number means
 * another record. The sandbox counts as one system whatever its ports are.
 */
export function identityOf(config: Config): {
  readonly connectwise: string | null;
  readonly fieldnation: string | null;
} {
  const { connectwise, fieldnation } = config;
  return {
    connectwise: connectwise === null ? null : `${host(connectwise.site)} ${connectwise.company.toLowerCase()}`,
    fieldnation:
      fieldnation === null
        ? null
        : fieldnation.environment === 'custom'
          ? `custom ${host(fieldnation.baseUrl)}`
          : fieldnation.environment,
  };
}

/** The sides that were set up and are other ones now. Setting up for the first time changes nothing. */
export function otherSides(before: Config, after: Config): readonly Remote[] {
  const [was, is] = [identityOf(before), identityOf(after)];
  return remotes.filter((side) => was[side] !== null && was[side] !== is[side]);
}

export function talksToOthers(before: Config, after: Config): boolean {
  return otherSides(before, after).length > 0;
}

function host(address: string): string {
  const text = address.trim().toLowerCase();
  const name = URL.canParse(text) ? new URL(text).hostname : (text.split('/')[0] ?? '');
  if (['127.0.0.1', 'localhost', '[::1]'].includes(name)) return 'sandbox';
  // The site a technician signs in to and its API host are the same system (reference/connectwise.md 1.1).
  return name.replace(/^api-/, '');
}

/** Short random id of this installation, made once per profile; part of every marker. */
export async function installationId(store: Pick<Store, 'value' | 'setValue'>, now: number): Promise<string> {
  const known = await store.value('installation');
  if (typeof known === 'string') return known;
  const made = randomBytes(4).toString('hex');
  await store.setValue('installation', made, now);
  return made;
}
