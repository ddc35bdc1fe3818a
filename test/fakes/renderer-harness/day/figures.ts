import { spanOf } from '../../../../src/core/monitor/ranges.ts';
import type { FigurePoint, FigureRange, Figures, Latency } from '../../../../src/shared/domain/monitor.ts';

/** The same number for the same step, so that pictures taken twice are alike. */
function noise(seed: number): number {
  const x = Math.sin(seed * 12.9898) * 43_758.5453;
  return x - Math.floor(x);
}

/** How busy a dispatch desk is at this time of day, 0 to 1; quiet at night and at weekends. */
function busyness(at: number): number {
  const date = new Date(at);
  const hour = date.getHours() + date.getMinutes() / 60;
  const day = Math.max(0, Math.sin(((hour - 6) / 13) * Math.PI));
  // Whatever today is, the made-up today is a Thursday.
  const weekday = (date.getDay() - new Date().getDay() + 11) % 7;
  const weekend = weekday % 6 === 0 ? 0.12 : 1;
  return (hour > 6 && hour < 19 ? day : 0.04) * weekend;
}

export interface DayFacts {
  readonly now: number;
  readonly range: FigureRange;
  /** How many times the usual. */
  readonly scale: number;
  /** Only the step of now holds anything. */
  readonly one: boolean;
  /** Nothing was ever counted. */
  readonly blank: boolean;
  /** Field Nation does not answer since a while. */
  readonly offline: boolean;
}

function latency(count: number, p50Ms: number): Latency | null {
  if (count === 0) return null;
  return { count, meanMs: p50Ms * 1.35, p50Ms, p95Ms: p50Ms * 3.1, p99Ms: p50Ms * 6.4, maxMs: p50Ms * 11 };
}

/** Figures of a dispatch desk of some 40 tickets a day. */
export function dayFigures({ now, range, scale, one, blank, offline }: DayFacts): Figures {
  const { from, stepMs, steps } = spanOf(range, now);
  const perHour = 26 * scale;
  const points = Array.from({ length: steps }, (_, index): FigurePoint => {
    const at = from + index * stepMs;
    const last = index === steps - 1;
    const empty = blank || (one && !last);
    const closed = empty || (range === '30d' && index < 14) || (range === '24h' && index >= 4 && index < 9);
    const live = range === 'live' || range === '1h' ? 0.9 : busyness(at + stepMs / 2);
    const wanted = closed ? 0 : perHour * (stepMs / 3_600_000) * live * (0.5 + noise(at / stepMs));
    const events = Math.floor(wanted) + (noise(at / stepMs + 7) < wanted % 1 ? 1 : 0);
    const runs = Math.round(events * 1.2);
    const failed = runs > 2 && noise(at / stepMs + 3) > 0.82 ? Math.ceil(runs * 0.06) : 0;
    const p50Ms = 1400 + 1600 * noise(at / stepMs + 1);
    return {
      at,
      events: one && last ? 1 : events,
      succeeded: one && last ? 1 : runs - failed,
      failed: one ? 0 : failed,
      p50Ms: events === 0 ? null : p50Ms,
      p95Ms: events === 0 ? null : p50Ms * (2 + 1.8 * noise(at / stepMs + 2)),
      queueDepth: closed ? null : Math.round((offline && index > steps - 5 ? 9 : 5.4) * live * noise(at / stepMs + 5)),
    };
  });
  const sum = (what: 'events' | 'succeeded' | 'failed'): number =>
    points.reduce((total, point) => total + point[what], 0);
  const [events, succeeded, failed] = [sum('events'), sum('succeeded'), sum('failed')];
  const ended = succeeded + failed;
  const share = (part: number, of: number): number => Math.round(of * part);
  const requests = blank ? 0 : Math.round(ended * 4.2 + ((now - from) / 60_000) * 2 * (one ? 0 : 1));
  return {
    range,
    from,
    to: now,
    stepMs,
    points,
    totals: {
      events,
      perMinute: events / ((now - from) / 60_000),
      succeeded,
      failed,
      successRate: ended === 0 ? null : succeeded / ended,
      errorRate: ended === 0 ? null : failed / ended,
      latency: latency(events, 1900),
      queueNow: blank || one ? 0 : 3,
      queueMax: Math.max(blank || one ? 0 : 3, ...points.map((point) => point.queueDepth ?? 0)),
    },
    directions: (
      [
        ['inbound', 0.55, 2100],
        ['outbound', 0.38, 1700],
        ['none', 0.07, 0],
      ] as const
    ).map(([direction, part, p50]) => ({
      direction,
      events: share(part, events),
      succeeded: share(part, succeeded),
      failed: share(part, failed),
      latency: p50 === 0 ? null : latency(share(part, events), p50),
    })),
    remotes: [
      {
        remote: 'connectwise',
        requests: share(0.62, requests),
        failed: share(0.004, requests),
        latency: latency(requests, 180),
        budget: { perMinute: 300, left: 287 },
      },
      {
        remote: 'fieldnation',
        requests: share(0.38, requests),
        failed: offline ? 31 : share(0.011, requests),
        latency: latency(requests, 310),
        budget: { perMinute: 60, left: 51 },
      },
    ],
  };
}
