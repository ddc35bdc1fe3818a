import { parse, stringify } from 'yaml';
import { Stop } from '../progress.mjs';

/** A feed that apps on macOS ask for their updates (`latest-mac.yml`, `beta-mac.yml`): both kinds of Mac ask for the same name. */
export const macFeed = /^[a-z]+-mac\.yml$/;

/**
 * One feed from those that the machines of a release wrote, each for its own kind of processor. An app takes the file with `arm64` in its name on Apple
 * silicon and the other one elsewhere. Throws a Stop when they are not of one version or name the same file.
 * @param {readonly string[]} texts
 */
export function mergeFeeds(texts) {
  const feeds = texts.map((text) => parse(text));
  const versions = [...new Set(feeds.map((feed) => feed.version))];
  if (versions.length !== 1) throw new Stop(`The update feeds are of different versions: ${versions.join(', ')}.`);
  const files = feeds.flatMap((feed) => feed.files);
  const names = files.map((file) => file.url);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Stop(`${twice} is in two update feeds.`);
  // What an app too old to look at `files` takes.
  const oldest = feeds.find((feed) => !feed.path.includes('arm64')) ?? feeds[0];
  const releaseDate = feeds
    .map((feed) => feed.releaseDate)
    .sort()
    .at(-1);
  return stringify({ ...oldest, files, releaseDate });
}
