import type { ChainLamp, ChainLink, ChainReport } from '../../../../shared/domain/reach.ts';
import { t } from '../../../../shared/strings/t.ts';
import type { Tone } from '../../../theme/tone.ts';

/** Colour of a lamp. `unneeded` and `unknown` share the grey; icon and word tell them apart. */
export const lampTones: Readonly<Record<ChainLamp['state'], Tone>> = {
  unknown: 'waiting',
  running: 'working',
  ok: 'ok',
  warning: 'attention',
  failed: 'error',
  unneeded: 'waiting',
};

/** One word for a lamp. What runs during a watch waits for somebody else. */
export function lampWord(lamp: ChainLamp, doing: ChainReport['doing']): string {
  if (lamp.state === 'running' && doing === 'watching') return t('reach.lamp.waiting');
  return t(`reach.lamp.${lamp.state}`);
}

/** The lamp whose sentence is shown while nobody has chosen one: what failed first, what runs, what to look at. Null when there is no such lamp. */
export function tellingLamp(lamps: readonly ChainLamp[]): ChainLamp | null {
  for (const state of ['failed', 'running', 'warning'] as const) {
    const found = lamps.find((lamp) => lamp.state === state);
    if (found !== undefined) return found;
  }
  return null;
}

/** Only a message of a vendor can light these. */
const toldByMessages: readonly ChainLink[] = ['signature', 'inbox'];

/** What the whole chain says, when no single lamp has more to say. */
export type ChainSum = 'untested' | 'partly' | 'reached' | 'proven';

/**
 * untested: nothing was looked at; reached: a request from outside came through, but no signed message yet; proven: a signed message was taken in;
 * partly: anything between.
 */
export function chainSum(report: ChainReport): ChainSum {
  if (report.provenAt !== null) return 'proven';
  const needed = report.lamps.filter((lamp) => lamp.state !== 'unneeded');
  if (needed.every((lamp) => lamp.state === 'unknown')) return 'untested';
  const fromOutside = needed.filter((lamp) => !toldByMessages.includes(lamp.link));
  return fromOutside.every((lamp) => lamp.state === 'ok' || lamp.state === 'warning') ? 'reached' : 'partly';
}

/** A signed message came in, though not since the links before it were tested. */
export function heardBefore({ lamps, provenAt }: Pick<ChainReport, 'lamps' | 'provenAt'>): boolean {
  return provenAt === null && toldByMessages.every((link) => lamps.find((lamp) => lamp.link === link)?.state === 'ok');
}

/** The line between a lamp and the next one is lit when everything up to it holds. */
export function litUpTo(lamps: readonly ChainLamp[]): number {
  const first = lamps.findIndex((lamp) => !['ok', 'warning', 'unneeded'].includes(lamp.state));
  const last = first === -1 ? lamps.length : first;
  return lamps.slice(0, last).some((lamp) => lamp.state !== 'unneeded') ? last : 0;
}

/** What is read aloud when it changes: that something runs, and how it ended. */
export function spoken(report: ChainReport): string {
  if (report.doing === 'testing') return t('reach.chain.testing');
  if (report.doing === 'watching') return t('reach.chain.watching');
  const telling = tellingLamp(report.lamps);
  if (telling === null) return t(`reach.chain.sum.${chainSum(report)}`);
  return t('reach.chain.spoken', { link: t(`reach.link.${telling.link}`), message: telling.message });
}

/** What is left of a watch, as a clock counts: `9:41`. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}

/** A lamp's facts as text for the clipboard. */
export function lampAsText(lamp: ChainLamp, url: string | null): string {
  return [`${lamp.link}: ${lamp.state}`, lamp.message, lamp.detail, ...(url === null ? [] : [url])]
    .filter((line) => line !== '')
    .join('\n');
}
