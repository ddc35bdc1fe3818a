import { describe, expect, it } from 'vitest';
import { refusalMessage, refusedSwitches } from '../../../src/main/security/refused-switches.ts';

const commandLine = (...names: string[]) => ({ hasSwitch: (name: string) => names.includes(name) });

describe('a packed app', () => {
  it.each([
    'remote-debugging-port',
    'remote-debugging-pipe',
    'inspect',
    'inspect-brk',
    'inspect-wait',
    'js-flags',
    'load-extension',
    'renderer-cmd-prefix',
    'browser-subprocess-path',
    'disable-web-security',
    'ignore-certificate-errors',
    'host-resolver-rules',
    'log-net-log',
  ])('does not start with --%s', (name) => {
    expect(refusedSwitches(commandLine('hidden', name))).toEqual([name]);
  });

  it('starts with its own arguments and with what a desktop needs', () => {
    const own = ['profile', 'data-dir', 'hidden', 'paused', 'no-sandbox', 'disable-gpu', 'ozone-platform', 'lang'];
    expect(refusedSwitches(commandLine(...own, 'proxy-server', 'force-device-scale-factor'))).toEqual([]);
  });

  it('says which switches it does not start with', () => {
    expect(refusalMessage(['inspect', 'js-flags'])).toContain('--inspect, --js-flags');
  });
});
