import { type ChainLamp, type ChainLink, chainLinks } from '../../../shared/domain/reach.ts';

/** What was found out about one link. */
export type Finding = Pick<ChainLamp, 'state' | 'message' | 'detail'>;

export type Lamps = Readonly<Record<ChainLink, ChainLamp>>;

const notLooked = 'Not tested yet.';

export function darkLamp(link: ChainLink, message = notLooked): ChainLamp {
  return { link, state: 'unknown', message, detail: '', at: null, durationMs: null };
}

export function darkLamps(): Lamps {
  return Object.fromEntries(chainLinks.map((link) => [link, darkLamp(link)])) as Lamps;
}

/** Whether a lamp says that its link holds. */
export function holds(lamp: ChainLamp): boolean {
  return lamp.state === 'ok' || lamp.state === 'warning' || lamp.state === 'unneeded';
}
