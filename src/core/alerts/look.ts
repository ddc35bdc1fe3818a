import type { Alert } from '../../shared/domain/alerts.ts';
import type { AlertName, NewAlert } from '../store/alerts-port.ts';
import { clearAfterMs, type Verdict } from './rules.ts';

/** Since when something stands, or all is well again (ms), by rule and key. Kept in memory only: a restart begins to count again. */
export interface Standing {
  readonly wanted: ReadonlyMap<string, number>;
  readonly fine: ReadonlyMap<string, number>;
}

export const nothingStands: Standing = { wanted: new Map(), fine: new Map() };

export interface LookResult {
  readonly raise: readonly NewAlert[];
  readonly update: readonly NewAlert[];
  readonly clear: readonly Alert[];
  readonly standing: Standing;
}

export function nameOf({ rule, key }: AlertName): string {
  return `${rule} ${key}`;
}

/**
 * What is to change so that the alerts that last are those that stand. `watched`: whether the rule is on; one that is not watched any more is
 * over at once. Pure.
 */
export function look(
  found: readonly Verdict[],
  active: readonly Alert[],
  before: Standing,
  now: number,
  watched: (rule: Alert['rule']) => boolean,
): LookResult {
  const lasting = new Map(active.map((alert) => [nameOf(alert), alert]));
  const stands = new Map(found.map((verdict) => [nameOf(verdict), verdict]));
  const wanted = new Map<string, number>();
  const fine = new Map<string, number>();
  const raise: NewAlert[] = [];
  const update: NewAlert[] = [];
  const clear: Alert[] = [];
  for (const [name, verdict] of stands) {
    const { state, raiseAfterMs, renews, ...alert } = verdict;
    const known = lasting.get(name);
    // While nobody was told, it is still the same news; to begin anew each time would put the telling off for ever.
    if (known !== undefined && (renews !== true || known.toldAt === null)) {
      if (differs(known, alert)) update.push(alert);
      continue;
    }
    if (state !== 'raise') continue;
    const since = sinceWhen(before.wanted.get(name), now);
    if (now - since >= raiseAfterMs) raise.push(alert);
    else wanted.set(name, since);
  }
  for (const [name, alert] of lasting) {
    if (stands.has(name)) continue;
    const since = sinceWhen(before.fine.get(name), now);
    if (!watched(alert.rule) || now - since >= clearAfterMs[alert.rule]) clear.push(alert);
    else fine.set(name, since);
  }
  return { raise, update, clear, standing: { wanted, fine } };
}

/** A clock that was set back must not make anything wait for the time it was set back by. */
function sinceWhen(since: number | undefined, now: number): number {
  return since === undefined || since > now ? now : since;
}

function differs(known: Alert, { severity, title, message, place }: NewAlert): boolean {
  return known.severity !== severity || known.title !== title || known.message !== message || known.place !== place;
}
