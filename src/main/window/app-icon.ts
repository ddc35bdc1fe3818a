import { type NativeImage, nativeImage } from 'electron';
import picture from '../../../resources/icons/256x256.png?inline';

/** The window's icon where the desktop does not take it from the installed app (Linux). */
export function appIcon(): NativeImage {
  return nativeImage.createFromDataURL(picture);
}
