import { type NativeImage, nativeImage } from 'electron';

/** The picture travels inside the bundle. */
const pictures = import.meta.glob<string>('../../../resources/icons/128x128.png', {
  eager: true,
  query: '?inline',
  import: 'default',
});

/** The window's icon where the desktop does not take it from the installed app (Linux). */
export function appIcon(): NativeImage {
  const [picture] = Object.values(pictures);
  return picture === undefined ? nativeImage.createEmpty() : nativeImage.createFromDataURL(picture);
}
