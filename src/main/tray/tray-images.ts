import { type NativeImage, nativeImage } from 'electron';
import type { AppInfo } from '../../shared/ipc/contract.ts';
import { type TrayDesign, trayPicture } from './tray-picture.ts';
import type { TrayState } from './tray-view.ts';

/** The pictures travel inside the bundle, so a missing file cannot take the tray away. */
const pictures = import.meta.glob<string>('../../../resources/tray/**/*.png', {
  eager: true,
  query: '?inline',
  import: 'default',
});

/** Icon of a state at both scales. Empty (still a tray entry) when a picture cannot be read. */
export function trayImage(design: TrayDesign, state: TrayState, mark: AppInfo['profileKind']): NativeImage {
  const image = bothScales(trayPicture(design, state, mark));
  if (design === 'template') image.setTemplateImage(true);
  return image;
}

/** What lies over the taskbar's button on Windows; null for production. */
export function markImage(mark: AppInfo['profileKind']): NativeImage | null {
  return mark === 'production' ? null : bothScales(`mark-${mark}`);
}

function bothScales(name: string): NativeImage {
  const image = nativeImage.createEmpty();
  for (const [scaleFactor, file] of [
    [1, `${name}.png`],
    [2, `${name}@2x.png`],
  ] as const) {
    const dataURL = pictures[`../../../resources/tray/${file}`];
    if (dataURL !== undefined) image.addRepresentation({ scaleFactor, dataURL });
  }
  return image;
}
