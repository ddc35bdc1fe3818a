import { t } from '../../shared/strings/t.ts';
import { LinuxAutostart } from './linux-autostart.ts';
import { type LoginItems, MacLoginItem, WindowsLoginItem } from './login-item.ts';
import { type Autostart, noAutostart, startArguments } from './port.ts';

export interface AutostartSurroundings {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The running program. */
  readonly execPath: string;
  /** False for a build that is started from its folder. */
  readonly packaged: boolean;
  readonly items: LoginItems;
  readonly profile: string;
  /** As given on the command line; null = the usual place. */
  readonly dataDir: string | null;
  readonly startHidden: () => boolean;
}

/** The way of this system. A build that is not installed must not leave an entry behind that starts it for ever. */
export function createAutostart(around: AutostartSurroundings): Autostart {
  const { platform, env, profile, items, dataDir } = around;
  if (!around.packaged) return noAutostart(t('autostart.unpacked'));
  const command = {
    // An AppImage runs from a mount that is gone after a restart.
    program: env.APPIMAGE !== undefined && env.APPIMAGE !== '' ? env.APPIMAGE : around.execPath,
    args: () => startArguments({ profile, dataDir, hidden: around.startHidden() }),
  };
  if (platform === 'win32') return new WindowsLoginItem({ items, profile, command });
  if (platform === 'darwin')
    return profile === 'production' && dataDir === null
      ? new MacLoginItem(items)
      : noAutostart(t('autostart.macProfile'));
  return new LinuxAutostart({ profile, command, env, home: around.home });
}
