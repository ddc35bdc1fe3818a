import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Stop } from '../progress.mjs';
import { filesBelow } from './files.mjs';
import { macFeed, mergeFeeds } from './update-feed.mjs';

/** Name of the list of checksums of a release. */
export const checksumList = 'SHA256SUMS.txt';

/** What a machine's `dist/` holds that people or their apps fetch. */
const published = /\.(exe|dmg|zip|AppImage|deb|blockmap|yml)$|\.cdx\.json$|-licences\.txt$/;
const workshop = /^builder-/;

/**
 * Puts what several machines packed into one folder: every file once, one update feed for both kinds of Mac, and the checksums of all.
 * Throws a Stop when two machines made a file of the same name.
 * @param {string} from a folder with one folder for each machine
 * @param {string} to emptied first
 * @returns {readonly string[]} the names, sorted
 */
export function collectRelease(from, to) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const feeds = new Map();
  for (const file of filesBelow(from)) {
    const name = basename(file);
    // Below each machine's folder lies the unpacked app, too.
    if (file.split('/').length !== 2 || !published.test(name) || workshop.test(name)) continue;
    if (macFeed.test(name)) {
      feeds.set(name, [...(feeds.get(name) ?? []), readFileSync(join(from, file), 'utf8')]);
      continue;
    }
    if (existsSync(join(to, name))) throw new Stop(`Two machines made ${name}.`);
    copyFileSync(join(from, file), join(to, name));
  }
  for (const [name, texts] of feeds) writeFileSync(join(to, name), mergeFeeds(texts));
  const names = filesBelow(to);
  if (names.length === 0) throw new Stop(`There is nothing to publish in ${from}.`);
  const sums = names.map(
    (name) =>
      `${createHash('sha256')
        .update(readFileSync(join(to, name)))
        .digest('hex')}  ${name}\n`,
  );
  writeFileSync(join(to, checksumList), sums.join(''));
  return [...names, checksumList].sort();
}
