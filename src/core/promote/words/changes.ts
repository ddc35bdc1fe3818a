import type { Config } from '../../../shared/config.ts';
import type { AuditEntry } from '../../../shared/domain/recovery.ts';
import { differences } from '../difference.ts';
import { type Setting, settings } from './settings.ts';

/** One setting that changed, in words; the values are texts and hold no secret. */
export interface ChangeInWords {
  readonly area: AuditEntry['area'];
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** What differs between two configuration documents, setting by setting, as the trail and the comparison tell it. */
export function changesInWords(before: Config, after: Config): readonly ChangeInWords[] {
  const differing = differences(before, after).map(({ path }) => path);
  if (differing.length === 0) return [];
  const told = settings.flatMap((setting) => changesOf(setting, before, after, differing));
  const covered = settings.flatMap(({ covers }) => covers);
  const untold = differing.filter((path) => !covered.some((known) => reaches(path, known) || reaches(known, path)));
  return [...told, ...untold.map((path): ChangeInWords => ({ area: 'app', what: path, before: '', after: 'changed' }))];
}

function changesOf(
  { area, what, covers, of }: Setting,
  before: Config,
  after: Config,
  differing: readonly string[],
): readonly ChangeInWords[] {
  const [was, is] = [of(before), of(after)];
  if (typeof was === 'string' && typeof is === 'string') {
    if (was !== is) return [{ area, what, before: was, after: is }];
    // The texts leave out what could be a secret, such as the password in the address of a proxy, and most of a key.
    const hidden = was !== '' && covers.some((known) => differing.some((path) => reaches(path, known)));
    return hidden
      ? [{ area, what, before: was, after: isAddress(was) ? 'name or password in it changed' : 'changed' }]
      : [];
  }
  const [old, next] = [asMap(was), asMap(is)];
  const told = [...new Set([...old.keys(), ...next.keys()])].flatMap((key): readonly ChangeInWords[] => {
    const [from, to] = [old.get(key) ?? '', next.get(key) ?? ''];
    return from === to ? [] : [{ area, what: `${what}: ${key}`, before: from, after: to }];
  });
  const silent = told.length === 0 && covers.some((known) => differing.some((path) => reaches(path, known)));
  return silent ? [{ area, what, before: '', after: 'changed' }] : told;
}

function asMap(value: string | ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return typeof value === 'string' ? new Map() : value;
}

function isAddress(value: string): boolean {
  return value.includes('://');
}

/** Whether `path` is `known` or lies below it. */
function reaches(path: string, known: string): boolean {
  return path === known || path.startsWith(`${known}.`);
}
