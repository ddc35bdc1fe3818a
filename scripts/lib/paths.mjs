import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What can be fetched or built again and is shared by every clone on the machine. */
export const cacheDir = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'dispatch-bridge');

/** What a person would miss: the demo's profile. */
export const dataDir = join(process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'dispatch-bridge');

/** What belongs to this clone and can be thrown away. */
export const workDir = join(root, '.cache');
