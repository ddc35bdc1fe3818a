import { Button, Title } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import type { FieldHistoryRow, LinkHistory } from '../../../shared/domain/link-life.ts';
import type { KeptRunRow } from '../../../shared/domain/trials.ts';
import { formatNumber, t } from '../../../shared/strings/t.ts';
import { ask, onPush } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { exactTime } from '../../ui/time.ts';
import { HistoryTable } from './history-table.tsx';
import { ReplayDialog } from './replay-dialog.tsx';

interface Known {
  readonly rows: readonly FieldHistoryRow[];
  readonly next: number | null;
  readonly since: number | null;
  readonly runs: number;
}

const nothing: Known = { rows: [], next: null, since: null, runs: 0 };

function joined(known: Known, { rows, next, since, runs }: LinkHistory): Known {
  return { rows: [...known.rows, ...rows], next, since: since ?? known.since, runs: known.runs + runs };
}

/** Runs of any pair are told of; this pair's are asked for at most so often (ms). */
const freshEveryMs = 2000;

/** What runs saw since comes on top of the pages that were asked for. */
function renewed(known: Known, fresh: LinkHistory): Known {
  const newest = known.rows[0]?.attemptId ?? 0;
  if (fresh.next === known.next || newest === 0) return joined(nothing, fresh);
  return { ...known, rows: [...fresh.rows.filter((row) => row.attemptId > newest), ...known.rows] };
}

/** The pages of a link's history that were asked for, kept fresh. */
function useHistory(linkId: number) {
  const [known, setKnown] = useState<Known | null>(null);
  const [error, setError] = useState<AppErrorInfo | null>(null);
  const [busy, setBusy] = useState(false);
  const round = useRef(0);

  const load = useCallback(
    async (before: number | null, take: (answer: LinkHistory) => (known: Known | null) => Known): Promise<void> => {
      const mine = round.current;
      setBusy(before !== null);
      const answer = await ask('links:history', { linkId, before });
      if (mine !== round.current) return;
      setBusy(false);
      setError(answer.ok ? null : answer.error);
      if (answer.ok) setKnown(take(answer.value));
    },
    [linkId],
  );

  useEffect(() => {
    round.current += 1;
    setKnown(null);
    const begin = (answer: LinkHistory) => () => joined(nothing, answer);
    const renew = (answer: LinkHistory) => (held: Known | null) =>
      held === null ? joined(nothing, answer) : renewed(held, answer);
    void load(null, begin);
    let cancel: (() => void) | null = null;
    const stop = onPush('changed', ({ topics }) => {
      if (!topics.includes('links') || cancel !== null) return;
      cancel = systemClock.after(freshEveryMs, () => {
        cancel = null;
        void load(null, renew);
      });
    });
    return () => {
      stop();
      cancel?.();
    };
  }, [load]);

  function older(): void {
    if (known === null) return;
    void load(known.next, (answer) => (held) => joined(held ?? nothing, answer));
  }
  return { known, error, busy, older };
}

function Summary({ known }: { readonly known: Known }) {
  if (known.since === null) return <p className="dim">{t('link.history.noRuns')}</p>;
  const about = { runs: formatNumber(known.runs), time: exactTime(known.since) };
  return (
    <p className="dim">
      {known.rows.length === 0
        ? t('link.history.none', about)
        : t('link.history.count', { ...about, n: formatNumber(known.rows.length) })}
    </p>
  );
}

/** Who changed which field, when, and what became of it. */
export function HistoryTab({ linkId }: { readonly linkId: number }) {
  const { known, error, busy, older } = useHistory(linkId);
  const [replayed, setReplayed] = useState<KeptRunRow | null>(null);
  return (
    <section aria-labelledby="link-history">
      <div className={reading.head}>
        <Title order={2} id="link-history">
          {t('link.history.title')}
        </Title>
        <span className="dim">{t('link.history.help')}</span>
      </div>
      {known === null && error === null && <Loading rows={6} />}
      {error !== null && <ErrorNote error={error} />}
      {known !== null && known.rows.length > 0 && (
        <HistoryTable rows={known.rows} onReplay={({ attemptId, to }) => setReplayed({ attemptId, at: to, linkId })} />
      )}
      {known !== null && <Summary known={known} />}
      {known?.next != null && (
        <Button size="xs" variant="default" loading={busy} onClick={older}>
          {t('link.history.older')}
        </Button>
      )}
      <ReplayDialog run={replayed} onClose={() => setReplayed(null)} />
    </section>
  );
}
