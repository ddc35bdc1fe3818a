import type { AppInfo } from '../../shared/ipc/contract.ts';
import type { TrayState } from './tray-view.ts';

/** For which panel a picture is drawn; `template` is coloured by macOS itself. */
export type TrayDesign = 'light' | 'dark' | 'template';

export function trayDesign(platform: string, darkPanel: boolean): TrayDesign {
  if (platform === 'darwin') return 'template';
  return darkPanel ? 'dark' : 'light';
}

/** Name of a picture below `resources/tray`, without scale and ending (`dark/paused-sandbox`); scripts/icons.mjs draws them all. */
export function trayPicture(design: TrayDesign, state: TrayState, mark: AppInfo['profileKind']): string {
  return `${design}/${mark === 'production' ? state : `${state}-${mark}`}`;
}
