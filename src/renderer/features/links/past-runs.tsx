import { Button, Title } from '@mantine/core';
import { useState } from 'react';
import type { KeptRunRow } from '../../../shared/domain/trials.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { exactTime } from '../../ui/time.ts';
import { Ago } from '../../ui/time-text.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import classes from './trials.module.css';

const firstShown = 20;

/** The runs of a link that are kept, each of which can be evaluated again. */
export function PastRuns({ linkId }: { readonly linkId: number }) {
  const { value, error } = useAsked('links:runs', { linkId }, ['links']);
  const [all, setAll] = useState(false);
  const [replayed, setReplayed] = useState<KeptRunRow | null>(null);
  const shown = all ? value : value?.slice(0, firstShown);
  return (
    <section aria-labelledby="link-runs">
      <div className={reading.head}>
        <Title order={2} id="link-runs">
          {t('link.runs')}
        </Title>
        <span className="dim">{t('link.runsHelp')}</span>
      </div>
      {value === undefined && error === null && <Loading rows={2} />}
      {value === undefined && error !== null && <ErrorNote error={error} />}
      {value?.length === 0 && <p className="dim">{t('link.noRuns')}</p>}
      {shown !== undefined && shown.length > 0 && (
        <ul className={classes.runs}>
          {shown.map((run) => (
            <li key={run.attemptId}>
              <span className="num">{exactTime(run.at)}</span>
              <span className={`${classes.grow ?? ''} dim`}>
                <Ago at={run.at} />
              </span>
              <Button
                size="xs"
                variant="default"
                aria-label={t('link.replayOf', { time: exactTime(run.at) })}
                onClick={() => setReplayed(run)}
              >
                {t('link.replay')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {value !== undefined && value.length > firstShown && (
        <Button size="xs" variant="subtle" mt={4} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('link.runsFewer') : tn('link.runsAll', value.length)}
        </Button>
      )}
      <ReplayDialog run={replayed} onClose={() => setReplayed(null)} />
    </section>
  );
}
