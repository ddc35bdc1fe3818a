import { Button, SegmentedControl, Skeleton, Title } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import { type FigureRange, type Figures, figureRanges } from '../../../shared/domain/monitor.ts';
import { t } from '../../../shared/strings/t.ts';
import { savePreferences, useApp } from '../../stores/app-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { useFromNow } from '../../stores/use-now.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { FigureBreakdown } from './figure-breakdown.tsx';
import { FigureCard } from './figure-card.tsx';
import { metricIds, metricsOf } from './figure-series.ts';
import { FigureTable } from './figure-table.tsx';
import { isBlank, rangeWords, stepWords } from './figure-words.ts';
import classes from './figures.module.css';
import { useKeepFresh } from './use-keep-fresh.ts';

const everyMs: Readonly<Record<FigureRange, number>> = {
  live: 10_000,
  '1h': 15_000,
  '24h': 30_000,
  '7d': 60_000,
  '30d': 60_000,
};

/** True once the window has painted and has nothing else to do. */
function useIdle(): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    const asked = window.requestIdleCallback(() => setIdle(true), { timeout: 1500 });
    return () => window.cancelIdleCallback(asked);
  }, []);
  return idle;
}

function Cards({ figures, drawn }: { readonly figures: Figures; readonly drawn: boolean }) {
  const [hovered, setHovered] = useState<number | null>(null);
  const minute = useFromNow((now) => Math.floor(now / 60_000) * 60_000);
  const at = useMemo(() => figures.points.map((point) => point.at), [figures]);
  const metrics = useMemo(() => metricsOf(figures), [figures]);
  const step = hovered === null ? undefined : at[hovered];
  return (
    <ul className={classes.cards}>
      {metrics.map((metric) => (
        <FigureCard
          key={metric.id}
          metric={metric}
          at={at}
          stepMs={figures.stepMs}
          range={rangeWords(figures.range)}
          began={stepWords(figures.from, minute)}
          drawn={drawn}
          hovered={hovered === null || step === undefined ? null : { index: hovered, time: stepWords(step, minute) }}
          onHover={setHovered}
        />
      ))}
    </ul>
  );
}

/** Skeletons of the cards once waiting is noticed; their place is kept from the start. */
function CardsToCome() {
  const [shown, setShown] = useState(false);
  useEffect(() => systemClock.after(150, () => setShown(true)), []);
  return (
    <div className={classes.toCome} role="status" aria-label={t('state.loading')}>
      <div className={classes.cards}>
        {metricIds.map((id) => (
          <div key={id} className={classes.card}>
            {shown && (
              <>
                <Skeleton height={12} width="50%" radius={4} />
                <Skeleton height={24} mt={8} width="70%" radius={4} />
                <Skeleton height={56} mt={28} radius={4} />
              </>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The five figures over a range, with charts, the same as a table, and by direction and remote. */
export function FiguresSection() {
  const range = useApp((state) => state.preferences?.dashboardRange ?? '24h');
  const [asTable, setAsTable] = useState(false);
  const idle = useIdle();
  const { value: figures, error, again } = useAsked('monitor:figures', { range });
  useKeepFresh(again, everyMs[range]);
  return (
    <section className={classes.figures} aria-labelledby="dashboard-figures">
      <div className={classes.head}>
        <Title order={2} id="dashboard-figures">
          {t('dashboard.figures')}
        </Title>
        <div className={classes.controls}>
          <Button
            variant="subtle"
            size="xs"
            leftSection={<IconTable size={15} aria-hidden />}
            aria-expanded={asTable}
            disabled={figures === undefined}
            onClick={() => setAsTable((shown) => !shown)}
          >
            {asTable ? t('dashboard.hideTable') : t('dashboard.showTable')}
          </Button>
          <SegmentedControl
            size="xs"
            aria-label={t('dashboard.range')}
            value={range}
            onChange={(chosen) => {
              const wanted = figureRanges.find((one) => one === chosen);
              if (wanted !== undefined) void savePreferences({ dashboardRange: wanted });
            }}
            data={figureRanges.map((one) => ({ value: one, label: t(`dashboard.range.${one}`) }))}
          />
        </div>
      </div>
      {error !== null && (
        <ErrorNote error={error}>
          <Button size="xs" variant="default" onClick={again}>
            {t('action.retryLoad')}
          </Button>
        </ErrorNote>
      )}
      {figures === undefined && error === null && <CardsToCome />}
      {figures !== undefined && isBlank(figures) && (
        <p className={classes.blank}>{t('dashboard.blank', { range: rangeWords(figures.range) })}</p>
      )}
      {figures !== undefined && !isBlank(figures) && (
        <>
          {asTable && <FigureTable figures={figures} />}
          <Cards figures={figures} drawn={idle} />
          <FigureBreakdown figures={figures} />
        </>
      )}
    </section>
  );
}
