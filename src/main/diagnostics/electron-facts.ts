import { readFile } from 'node:fs/promises';
import { arch, cpus, freemem, release, totalmem, version } from 'node:os';
import { join } from 'node:path';
import { app, screen } from 'electron';
import { z } from 'zod';
import { systemProxyList } from '../system-proxy-list.ts';
import type { AppFacts } from './facts.ts';

const packageSchema = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

/** The facts of the real app. */
export function electronFacts(args: { readonly paused: boolean; readonly hidden: boolean }): AppFacts {
  return {
    versions: () => {
      const { electron, chrome, node, v8, uv, modules, napi } = process.versions;
      return { electron, chrome, node, v8, uv, modules, napi: napi ?? '' };
    },
    async dependencies() {
      const file = join(app.getAppPath(), 'package.json');
      return packageSchema.parse(JSON.parse(await readFile(file, 'utf8'))).dependencies;
    },
    system: () => ({
      platform: process.platform,
      release: release(),
      version: version(),
      architecture: arch(),
      processors: cpus().length,
      memoryMb: Math.round(totalmem() / 1_048_576),
      freeMemoryMb: Math.round(freemem() / 1_048_576),
      usedByAppMb: Math.round(process.memoryUsage().rss / 1_048_576),
      runningSeconds: Math.round(process.uptime()),
      packaged: app.isPackaged,
      desktop: process.env.XDG_CURRENT_DESKTOP ?? '',
      sessionType: process.env.XDG_SESSION_TYPE ?? '',
      ...args,
    }),
    async surroundings() {
      const environment = Object.keys(process.env).filter((name) => /^(https?|all|no)_proxy$|^NODE_/i.test(name));
      return {
        proxyForFieldNation: await systemProxyList('https://api.fieldnation.com/'),
        proxyForConnectWise: await systemProxyList('https://na.myconnectwise.net/'),
        environmentVariablesSet: environment,
        languages: app.getPreferredSystemLanguages(),
        locale: app.getLocale(),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        displays: screen
          .getAllDisplays()
          .map(({ size, scaleFactor, rotation }) => ({ ...size, scaleFactor, rotation })),
        graphics: app.getGPUFeatureStatus(),
      };
    },
  };
}
