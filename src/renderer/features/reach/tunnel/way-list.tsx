import { Button, Title } from '@mantine/core';
import { t } from '../../../../shared/strings/t.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import classes from './tunnel.module.css';
import { Readers } from './way-facts.tsx';
import { type Way, ways } from './ways.ts';

/** Every way beside the others: who can read what passes, whether the address stays, what it needs. */
export function WayList({
  current,
  recommended,
  onChoose,
}: {
  readonly current: Way;
  readonly recommended: Way | null;
  readonly onChoose: (way: Way) => void;
}) {
  return (
    <div className={classes.wayBox}>
      <div className={classes.wayHead} aria-hidden>
        <span>{t('reach.ways.way')}</span>
        <span>{t('reach.ways.readers')}</span>
        <span>{t('reach.ways.stays')}</span>
        <span>{t('reach.ways.needs')}</span>
        <span />
      </div>
      <ul className={classes.wayList} aria-labelledby="reach-ways">
        {ways.map((way) => (
          <li key={way} className={classes.way}>
            <div>
              <Title order={3} id={`reach-way-${way}`}>
                {t(`reach.way.name.${way}`)}
              </Title>
              {way === current && <StatusMark tone="ok">{t('reach.ways.current')}</StatusMark>}
              {way === recommended && way !== current && (
                <span className={classes.recommendedMark}>{t('reach.ways.recommended')}</span>
              )}
            </div>
            <dl>
              <div>
                <dt>{t('reach.ways.readers')}</dt>
                <dd>
                  <Readers way={way} />
                </dd>
              </div>
              <div>
                <dt>{t('reach.ways.stays')}</dt>
                <dd>{t(`reach.stays.${way}`)}</dd>
              </div>
              <div>
                <dt>{t('reach.ways.needs')}</dt>
                <dd>{t(`reach.needs.${way}`)}</dd>
              </div>
            </dl>
            {(way !== 'none' || current !== 'none') && (
              <Button size="xs" variant="default" aria-describedby={`reach-way-${way}`} onClick={() => onChoose(way)}>
                {way === current
                  ? t('reach.ways.change')
                  : way === 'none'
                    ? t('reach.ways.use')
                    : t('reach.ways.setUp')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
