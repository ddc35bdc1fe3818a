import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type ProfilePeek, peekProfile } from '../../core/store/peek.ts';
import { type Config, configSchema } from '../../shared/config.ts';
import type { ProfileView } from '../../shared/domain/promotion.ts';
import { profileKind, profilePattern } from '../../shared/profile-kind.ts';

/** The profile of this process, told by the engine that holds it. */
export interface CurrentProfile {
  readonly name: string;
  readonly kind: ProfileView['kind'];
  /** Null while the engine could not start. */
  readonly config: Config | null;
  /** Why it could not; empty when it did. */
  readonly problem: string;
}

/** Every profile in the data folder, the present one first, then by name. Reads only. */
export async function listProfiles(root: string, current: CurrentProfile): Promise<readonly ProfileView[]> {
  const folder = join(root, 'profiles');
  const others = namesIn(folder).filter((name) => name !== current.name);
  const views = await Promise.all(others.map((name) => otherProfile(join(folder, name), name)));
  const own: ProfileView = {
    name: current.name,
    kind: current.kind,
    current: true,
    running: true,
    ...(current.config === null ? nothing : shown(current.config)),
    problem: current.problem,
  };
  return [own, ...views];
}

function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && profilePattern.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

const nothing = { connectwise: '', fieldnation: '', started: false } as const;

async function otherProfile(folder: string, name: string): Promise<ProfileView> {
  const view = { name, kind: kindOf(folder, name), current: false, running: false, ...nothing, problem: '' };
  let peek: ProfilePeek;
  try {
    peek = await peekProfile(folder, ['config']);
  } catch (error) {
    return { ...view, problem: `It could not be read: ${error instanceof Error ? error.message : String(error)}` };
  }
  const running = peek.locked;
  if (peek.problem !== null) return { ...view, running, problem: peek.problem.message };
  const stored = peek.values.get('config');
  if (stored === undefined) return { ...view, running };
  const parsed = configSchema.safeParse(stored);
  if (!parsed.success) return { ...view, running, problem: 'Its configuration is of another release. Open it to see.' };
  return { ...view, running, ...shown(parsed.data) };
}

function shown({
  connectwise,
  fieldnation,
  started,
}: Config): Pick<ProfileView, 'connectwise' | 'fieldnation' | 'started'> {
  return {
    connectwise: connectwise === null ? '' : `${connectwise.company}, ${bareHost(connectwise.site)}`,
    fieldnation: fieldnation === null ? '' : `${fieldnation.username}, ${environmentOf(fieldnation)}`,
    started,
  };
}

function environmentOf({ environment, baseUrl }: NonNullable<Config['fieldnation']>): string {
  return environment === 'custom' ? bareHost(baseUrl) : environment;
}

/** The host of an address, without a name and password before it. */
function bareHost(address: string): string {
  const url = address.includes('://') ? address : `https://${address}`;
  return URL.canParse(url) ? new URL(url).host : address;
}

const memorySchema = z.object({ usesSandbox: z.boolean() });

/** A profile that practises is marked as such whatever its name is. */
function kindOf(folder: string, name: string): ProfileView['kind'] {
  try {
    const { usesSandbox } = memorySchema.parse(JSON.parse(readFileSync(join(folder, 'profile.json'), 'utf8')));
    return usesSandbox ? 'sandbox' : profileKind(name);
  } catch {
    return profileKind(name);
  }
}
