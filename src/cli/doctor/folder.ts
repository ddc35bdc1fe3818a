import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ProfilePeek } from '../../core/store/peek.ts';
import { type Check, checksOf } from './check.ts';

const { ok, warning, problem } = checksOf('folder');
const megabyte = 1024 * 1024;
/** Below this a busy day fills the disk; below the second one the database cannot be relied on. */
const scarceBytes = 500 * megabyte;
const fullBytes = 50 * megabyte;

/** Whether the profile's folder can be used: rights, space, who has it open, whether its database can be read. Makes nothing. */
export function checkFolder(folder: string, peek: ProfilePeek): readonly Check[] {
  return [checkRights(folder), checkSpace(folder), ...checkDatabase(peek)];
}

function nearest(folder: string): string {
  let path = folder;
  while (!existsSync(path) && dirname(path) !== path) path = dirname(path);
  return path;
}

function checkRights(folder: string): Check {
  const present = nearest(folder);
  try {
    if (!statSync(present).isDirectory()) return problem(`${present} is not a folder`);
    accessSync(present, constants.W_OK | constants.X_OK);
  } catch {
    return problem(`${present} cannot be written to by this user; choose another with --data-dir or change its owner`);
  }
  return ok(present === folder ? `${folder} can be written to` : `${folder} does not exist yet and can be made`);
}

function checkSpace(folder: string): Check {
  const { bavail, bsize } = statfsSync(nearest(folder));
  const free = bavail * bsize;
  const words = `${Math.floor(free / megabyte).toLocaleString('en-US')} MB free`;
  if (free < fullBytes) return problem(`${words}: the disk is as good as full`);
  return free < scarceBytes ? warning(`${words}: free some space`) : ok(words);
}

function checkDatabase({ exists, locked, holder, problem: found }: ProfilePeek): readonly Check[] {
  if (!exists) return [ok('No database yet; the first "plan" makes it')];
  const who = holder === null ? '' : ` (process ${holder.pid} on ${holder.host})`;
  return [
    ok(locked ? `Open in another Dispatch Bridge${who}; a second one cannot use it meanwhile` : 'Not in use'),
    found === null ? ok('The database can be read') : problem(found.message),
  ];
}
