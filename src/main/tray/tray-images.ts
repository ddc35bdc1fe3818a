import { type NativeImage, nativeImage } from 'electron';
import type { TrayState } from './tray-view.ts';

/** The pictures travel inside the bundle, so a missing file cannot take the tray away. */
const pictures = import.meta.glob<string>('../../../resources/tray/*.png', {
  eager: true,
  query: '?inline',
  import: 'default',
});

/** Icon of a state at both scales. Empty (still a tray entry) when a picture cannot be read. */
export function trayImage(state: TrayState): NativeImage {
  const image = nativeImage.createEmpty();
  for (const [scaleFactor, name] of [
    [1, `${state}.png`],
    [2, `${state}@2x.png`],
  ] as const) {
    const dataURL = pictures[`../../../resources/tray/${name}`];
    if (dataURL !== undefined) image.addRepresentation({ scaleFactor, dataURL });
  }
  return image;
}
