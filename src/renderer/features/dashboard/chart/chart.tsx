import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Metric } from '../figure-series.ts';
import classes from './chart.module.css';
import { plotOptions } from './plot-options.ts';
import { useLook } from './use-look.ts';

interface ChartProps {
  readonly metric: Pick<Metric, 'look' | 'series' | 'atLeast'>;
  /** Starts of the steps (ms). */
  readonly at: readonly number[];
  readonly stepMs: number;
  readonly height: number;
  readonly onHover: (index: number | null) => void;
}

function dataOf({ at, metric }: Pick<ChartProps, 'at' | 'metric'>): uPlot.AlignedData {
  return [[...at], ...metric.series.map((series) => [...series.values])];
}

/** One small chart on a canvas. Its words are beside it; to a screen reader it is nothing, the table has its values. */
export function Chart({ metric, at, stepMs, height, onHover }: ChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const newest = useRef({ metric, at, onHover });
  const look = useLook();
  const shape = `${metric.look} ${metric.series.map((series) => series.token).join()} ${String(metric.atLeast)}`;

  useEffect(() => {
    newest.current = { metric, at, onHover };
    plot.current?.setData(dataOf({ metric, at }));
  }, [metric, at, onHover]);

  useEffect(() => {
    // Another look or another shape: everything is drawn anew.
    void look;
    void shape;
    const element = holder.current;
    if (element === null) return;
    const width = (): number => Math.max(40, element.clientWidth);
    const made = new uPlot(
      plotOptions(newest.current.metric, { width: width(), height }, stepMs, (index) => newest.current.onHover(index)),
      dataOf(newest.current),
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => {
      if (made.width !== width()) made.setSize({ width: width(), height });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [look, shape, stepMs, height]);

  return <div ref={holder} className={classes.chart} style={{ height }} aria-hidden />;
}
