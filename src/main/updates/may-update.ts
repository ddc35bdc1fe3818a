import { t } from '../../shared/strings/t.ts';

export interface BuildFacts {
  readonly platform: string;
  /** False for a build that is started from its folder. */
  readonly packaged: boolean;
  /** Path of the AppImage, where it is one. */
  readonly appImage: string | null;
  /** Whether this user may replace the AppImage. */
  readonly appImageWritable: boolean;
  /** Whether the installer left the address of a feed (`app-update.yml`). */
  readonly hasFeed: boolean;
}

/** Why this build does not update itself, in words that say how it is updated instead; null when it does. */
export function whyNoUpdates({ platform, packaged, appImage, appImageWritable, hasFeed }: BuildFacts): string | null {
  if (!packaged) return t('updates.unpacked');
  // What a package manager installed belongs to it: replacing its files behind its back breaks the next upgrade.
  if (platform === 'linux' && appImage === null) return t('updates.system');
  if (!hasFeed) return t('updates.noFeed');
  if (appImage !== null && !appImageWritable) return t('updates.notWritable');
  return null;
}
