import type { FigureRange } from '../../shared/domain/monitor.ts';
import type { FigureSpan } from '../store/figures-port.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;

const shapes: Readonly<Record<FigureRange, Omit<FigureSpan, 'from'>>> = {
  live: { resolution: 'minute', stepMs: minuteMs, steps: 15 },
  '1h': { resolution: 'minute', stepMs: minuteMs, steps: 60 },
  '24h': { resolution: 'minute', stepMs: 20 * minuteMs, steps: 72 },
  '7d': { resolution: 'hour', stepMs: 2 * hourMs, steps: 84 },
  '30d': { resolution: 'hour', stepMs: 8 * hourMs, steps: 90 },
};

/** The range in whole steps; the last one is the step of now. */
export function spanOf(range: FigureRange, now: number): FigureSpan {
  const shape = shapes[range];
  const last = Math.floor(now / shape.stepMs) * shape.stepMs;
  return { ...shape, from: last - (shape.steps - 1) * shape.stepMs };
}
