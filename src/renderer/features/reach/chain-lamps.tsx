import { Button } from '@mantine/core';
import { IconEye, IconPlayerStop, IconRoute } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import type { ChainLink, ChainReport } from '../../../shared/domain/reach.ts';
import { t } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { useFromNow } from '../../stores/use-now.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Loading } from '../../ui/page-state.tsx';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { duration, relativeTime } from '../../ui/time.ts';
import classes from './chain/chain.module.css';
import { LampRow } from './chain/lamp-row.tsx';
import { chainSum, countdown, heardBefore, lampAsText, lampTones, spoken, tellingLamp } from './chain/lamps.ts';
import { type Chain, useChain } from './chain/use-chain.ts';
import { NotLoaded } from './not-loaded.tsx';
import { useKeptFocus } from './use-kept-focus.ts';

const sumTones = { none: 'waiting', untested: 'waiting', partly: 'waiting', reached: 'ok', proven: 'ok' } as const;

/** What the chain says as a whole. */
function Sum({ report, noWay }: { readonly report: ChainReport; readonly noWay: boolean }) {
  const sum = noWay ? 'none' : chainSum(report);
  return (
    <>
      <p className={classes.say}>
        <ToneIcon tone={sumTones[sum]} size={16} />
        <span>{t(`reach.chain.sum.${sum}`)}</span>
      </p>
      {sum === 'reached' && (
        <p className={classes.more}>{t(heardBefore(report) ? 'reach.chain.heardBefore' : 'reach.chain.watchNext')}</p>
      )}
    </>
  );
}

function Panel({
  report,
  chosen,
  id,
  noWay,
}: {
  readonly report: ChainReport;
  readonly chosen: ChainLink | null;
  readonly id: string;
  readonly noWay: boolean;
}) {
  const lamp = report.lamps.find((one) => one.link === chosen);
  if (lamp === undefined) {
    return (
      <div className={classes.panel} id={id} role="tabpanel" aria-label={t('reach.chain.row')}>
        <Sum report={report} noWay={noWay} />
      </div>
    );
  }
  return (
    <div className={classes.panel} id={id} role="tabpanel" aria-labelledby={`${id}-${lamp.link}`}>
      <p className={classes.question}>
        {t(`reach.asks.${lamp.link}`)}
        {lamp.durationMs !== null && <span className="num"> · {duration(lamp.durationMs)}</span>}
      </p>
      <p className={classes.say}>
        <ToneIcon tone={lampTones[lamp.state]} size={16} />
        <span>{lamp.message === '' ? t(`reach.lampSays.${lamp.state}`) : lamp.message}</span>
      </p>
      {lamp.detail !== '' && (
        <div className={classes.detail}>
          <pre className="mono">{lamp.detail}</pre>
          <CopyButton text={lampAsText(lamp, report.url)} label={t('reach.chain.copy')} />
        </div>
      )}
    </div>
  );
}

/** What a person has to do now so that the watch sees something. */
function WatchBox({ endsAt }: { readonly endsAt: number | null }) {
  const board = useApp((state) => state.setup?.config.trigger?.boardName ?? '');
  const left = useFromNow((now) => (endsAt === null ? '' : countdown(endsAt - now)));
  return (
    <div className={classes.watch}>
      <p className={classes.watchTitle}>{board === '' ? t('reach.watch.doAny') : t('reach.watch.do', { board })}</p>
      <p>{t('reach.watch.how')}</p>
      {left !== '' && <p className="num dim">{t('reach.watch.left', { left })}</p>}
    </div>
  );
}

function Proven({ report }: { readonly report: ChainReport }) {
  const at = report.provenAt;
  const ago = useFromNow((now) => (at === null ? '' : relativeTime(at, now)));
  if (at === null)
    return (
      <span className={classes.proven}>{report.url === null ? '' : t('reach.chain.at', { url: report.url })}</span>
    );
  return (
    <span className={classes.proven}>
      {report.proof === '' ? t('reach.chain.proven', { ago }) : t('reach.chain.provenBy', { ago, proof: report.proof })}
    </span>
  );
}

/** The six links from outside to the inbox as lamps, with their test. Fits into a page and into a dialog. */
export function ChainLamps() {
  return <LampsOf chain={useChain()} />;
}

/** The same of a chain that whoever shows it reads as well. */
export function LampsOf({ chain: { report, failed, asking, run, again } }: { readonly chain: Chain }) {
  const noWay = useApp((state) => state.status?.intake.mode === 'none');
  const [picked, setPicked] = useState<ChainLink | null>(null);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  useKeptFocus(box, `${report?.doing ?? ''} ${asking ?? ''}`);
  if (report === null) return failed === null ? <Loading rows={3} /> : <NotLoaded error={failed} onAgain={again} />;
  const idle = report.doing === 'idle';
  // The lamps tell the story by themselves until a person looks at one of them.
  const chosen = picked ?? tellingLamp(report.lamps)?.link ?? null;
  const start = (command: 'reach:test' | 'reach:watch'): void => {
    setPicked(null);
    void run(command);
  };
  const proven = report.provenAt !== null;
  const reached = chainSum(report) === 'reached';
  return (
    <div className={classes.box} ref={box} tabIndex={-1}>
      <LampRow report={report} chosen={chosen} onChoose={setPicked} panelId={id} />
      <Panel report={report} chosen={chosen} id={id} noWay={noWay} />
      {report.doing === 'watching' && <WatchBox endsAt={report.watchEndsAt} />}
      <div className={classes.foot}>
        <Proven report={report} />
        <div className={classes.buttons}>
          {noWay ? (
            <Button onClick={() => go({ page: 'callbacks', tab: 'tunnel' })}>{t('reach.chooseTunnel')}</Button>
          ) : idle ? (
            <>
              <Button
                key="test"
                variant={proven || reached ? 'default' : 'filled'}
                data-next={!reached || undefined}
                loading={asking === 'reach:test'}
                disabled={asking !== null}
                leftSection={<IconRoute size={15} aria-hidden />}
                onClick={() => start('reach:test')}
              >
                {t('reach.chain.test')}
              </Button>
              <Button
                key="watch"
                variant={!proven && reached ? 'filled' : 'default'}
                data-next={reached || undefined}
                disabled={asking !== null}
                leftSection={<IconEye size={15} aria-hidden />}
                onClick={() => start('reach:watch')}
              >
                {t('reach.chain.watch')}
              </Button>
            </>
          ) : (
            // Buttons of their own, so that the keyboard goes on to what comes next instead of staying on whatever stands here now.
            <Button
              key="stop"
              variant="default"
              data-next
              leftSection={<IconPlayerStop size={15} aria-hidden />}
              onClick={() => void run('reach:stop')}
            >
              {t('reach.chain.stop')}
            </Button>
          )}
        </div>
      </div>
      {failed !== null && (
        <div className={classes.failed}>
          <ErrorNote error={failed} />
        </div>
      )}
      <div className="unseen" role="status">
        {spoken(report)}
      </div>
    </div>
  );
}
