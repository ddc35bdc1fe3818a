import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemPrograms } from '../../../src/core/tunnel/programs.ts';

/** The environment a program is given, as it sees it itself. */
async function environmentOf(own?: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const child = systemPrograms.start(process.execPath, ['--eval', 'console.log(JSON.stringify(process.env))'], own);
  const lines: string[] = [];
  child.onLine((line) => lines.push(line));
  await new Promise((resolve) => child.onExit(resolve));
  return JSON.parse(lines.join('')) as Record<string, string>;
}

describe('a program that is not ours', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is given no credential the command was given in its environment, but for the one meant for it', async () => {
    vi.stubEnv('DISPATCH_BRIDGE_CONNECTWISE_PRIVATE_KEY', 'cw-key-0815');
    vi.stubEnv('DISPATCH_BRIDGE_TUNNEL_CLOUDFLARED_TOKEN', 'cf-token-0815');
    vi.stubEnv('dispatch_bridge_fieldnation_password', 'fn-word-0815');
    vi.stubEnv('SOME_OTHER_SETTING', 'kept');
    const given = await environmentOf({ TUNNEL_TOKEN: 'cf-token-0815' });
    expect(given).toMatchObject({ SOME_OTHER_SETTING: 'kept', TUNNEL_TOKEN: 'cf-token-0815' });
    expect(Object.keys(given).filter((name) => /^dispatch_bridge_/i.test(name))).toEqual([]);
  });
});
