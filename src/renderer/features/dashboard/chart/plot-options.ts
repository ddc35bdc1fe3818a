import uPlot from 'uplot';
import type { Metric } from '../figure-series.ts';
import { tokenColour } from './use-look.ts';

const lineWidth = 1.5;
/** Points are drawn only where a line would not show: a step between two empty ones. */
const pointSize = 4;
/** Room for half a line and a point at the edges (CSS pixels). */
const pad = 3;

/** A value between two empty ones: without a point it could not be seen. */
function isolated(plot: uPlot, series: number): number[] {
  const values = plot.data[series] ?? [];
  const found: number[] = [];
  for (let index = 0; index < values.length; index += 1) {
    if (values[index] == null) continue;
    if (values[index - 1] == null && values[index + 1] == null) found.push(index);
  }
  return found;
}

/** How a card's chart is drawn: no axes, no legend, no zoom; the words around it say the rest. */
export function plotOptions(
  metric: Pick<Metric, 'look' | 'series' | 'atLeast'>,
  size: { readonly width: number; readonly height: number },
  step: number,
  onHover: (index: number | null) => void,
): uPlot.Options {
  const half = step / 2;
  return {
    ...size,
    padding: [pad, 0, pad, 0],
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: {
      x: { time: false, range: (_, min, max) => [(min ?? 0) - half, (max ?? 1) + half] },
      y: { range: (_, __, max) => [0, Math.max(max ?? 0, metric.atLeast)] },
    },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      sync: { key: 'dashboard', setSeries: false },
      points: { show: metric.look !== 'bars', size: 7, width: 1.5 },
    },
    hooks: { setCursor: [(plot) => onHover(plot.cursor.idx ?? null)] },
    series: [
      {},
      ...metric.series.map((series, index): uPlot.Series => {
        const stroke = tokenColour(series.token);
        const points = { show: true, size: pointSize, fill: stroke, stroke, filter: isolated };
        if (metric.look === 'bars') {
          const bars = uPlot.paths.bars?.({ size: [0.7, 14], align: 0 });
          return {
            fill: stroke,
            stroke,
            width: 0,
            points: { show: false },
            ...(bars === undefined ? {} : { paths: bars }),
          };
        }
        const dashed = index > 0 ? { dash: [3, 3] } : {};
        const filled = metric.look === 'area' ? { fill: `color-mix(in srgb, ${stroke} 22%, transparent)` } : {};
        return { stroke, width: lineWidth, points, ...dashed, ...filled };
      }),
    ],
  };
}
