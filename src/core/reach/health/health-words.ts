import { callbackLevel } from '../../../shared/domain/callback-matrix.ts';
import type { Subscription } from '../../psa/port.ts';
import type { CallbackFound, Drift } from './own-callback.ts';
import type { WebhookFound } from './own-webhook.ts';

/* What a check says, in sentences. */

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** `2026-11-19 08:00 UTC` */
export function moment(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `3 days`, `5 hours`, `12 minutes` */
export function span(ms: number): string {
  if (ms >= 2 * dayMs) return `${Math.floor(ms / dayMs)} days`;
  if (ms >= 2 * hourMs) return `${Math.floor(ms / hourMs)} hours`;
  const minutes = Math.max(1, Math.floor(ms / minuteMs));
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

/** `callback 7 (Ticket, Board 20)` */
export function callbackName(entry: Pick<Subscription, 'id' | 'type' | 'level' | 'objectId'>): string {
  const known = callbackLevel(entry.type, entry.level);
  const type = known?.info.type ?? entry.type;
  const level = known?.level.level ?? entry.level;
  const aim = level === 'Owner' ? type : `${type}, ${level} ${entry.objectId}`;
  return `callback ${entry.id} (${aim})`;
}

export function webhookName(webhookId: string): string {
  return `webhook ${webhookId.slice(0, 8)}`;
}

/** Whether a switched-off entry was saved by somebody since it was last seen in order; null when it was not: the vendor did it without a word. */
export function changedBy(entry: Pick<Subscription, 'updatedAt' | 'updatedBy'>, goodAt: number | null): string | null {
  if (entry.updatedAt === null || goodAt === null || entry.updatedAt <= goodAt) return null;
  return entry.updatedBy === '' ? 'somebody' : entry.updatedBy;
}

/** What is an outage: ours led where it should not, or sent nothing. A new address of our own is none. */
export function isOutage(drift: readonly Drift[]): boolean {
  return drift.some((one) => one === 'gone' || one === 'archived' || one === 'switched-off' || one === 'moved');
}

/** What had happened to the engine's callback, as a sentence. */
export function whyCallback({ before, goneId, goodAt, drift }: CallbackFound): string {
  if (before === null) return `Callback ${goneId ?? ''} had been deleted at ConnectWise.`;
  const name = callbackName(before);
  const who = changedBy(before, goodAt);
  if (drift.includes('switched-off')) return switchedOff(name, who);
  if (drift.includes('rested')) return rested(name);
  if (drift.includes('moved'))
    return `${capital(name)} had been pointed at another address${who === null ? '' : ` by ${who}`}.`;
  if (drift.includes('board-changed')) return `${capital(name)} was for another board than the trigger's.`;
  return `${capital(name)} led to the address of before.`;
}

export function switchedOff(name: string, who: string | null): string {
  return who === null
    ? `ConnectWise had switched off ${name} without a word, as it does after three days of failures.`
    : `${capital(name)} had been switched off by ${who}.`;
}

export function rested(name: string): string {
  return `${capital(name)} was switched off while this workstation had no address.`;
}

/** The same of the webhook. */
export function whyWebhook({ before, goneId, drift }: WebhookFound): string {
  const name = webhookName(goneId ?? before?.webhookId ?? '');
  if (drift.includes('gone')) return `${capital(name)} had been deleted at Field Nation.`;
  if (drift.includes('archived')) return `${capital(name)} had been archived at Field Nation, for good.`;
  if (drift.includes('switched-off'))
    return `${capital(name)} was inactive at Field Nation: it had failed for seven days, or somebody switched it off.`;
  if (drift.includes('rested')) return rested(name);
  if (drift.includes('moved')) return `${capital(name)} had been pointed at another address.`;
  if (drift.includes('events')) return `${capital(name)} did not send all events that are needed.`;
  return `${capital(name)} led to the address of before.`;
}

/** What is known of the gap, as a sentence; empty when nothing is. */
export function sinceWhen(from: number | null, now: number): string {
  if (from === null) return '';
  return ` As far as is known nothing has arrived from it since ${moment(from)} (${span(now - from)}); what changed since is looked up.`;
}

export function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
