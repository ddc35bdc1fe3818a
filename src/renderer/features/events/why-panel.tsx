import { ActionIcon, Button, Group } from '@mantine/core';
import { IconExternalLink, IconHelp, IconMinus, IconRefresh, IconX } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { WhyReport } from '../../../shared/domain/log-details.ts';
import { t } from '../../../shared/strings/t.ts';
import { type Answer, ask } from '../../bridge.ts';
import { openExternal } from '../../commands.ts';
import { go } from '../../stores/nav-store.ts';
import type { Tone } from '../../theme/tone.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Loading } from '../../ui/page-state.tsx';
import { StatusMark, ToneIcon } from '../../ui/status-mark.tsx';
import { Ago } from '../../ui/time-text.tsx';
import { whyText } from './event-text.ts';
import { FixButton } from './fix-button.tsx';
import { SidePanel } from './side-panel.tsx';
import classes from './why-panel.module.css';

type Check = WhyReport['checks'][number];

const outcomeTones = {
  linked: 'ok',
  'on-its-way': 'working',
  'needs-person': 'attention',
  'not-meant': 'waiting',
  blocked: 'error',
  unknown: 'waiting',
} as const satisfies Readonly<Record<WhyReport['outcome'], Tone>>;

function CheckIcon({ state }: { readonly state: Check['state'] }) {
  if (state === 'ok') return <ToneIcon tone="ok" size={16} />;
  if (state === 'no') return <ToneIcon tone="error" size={16} />;
  if (state === 'waiting') return <ToneIcon tone="waiting" size={16} />;
  const Icon = state === 'unknown' ? IconHelp : IconMinus;
  return <Icon size={16} className={classes.plainIcon} aria-hidden />;
}

function CheckLine({
  check,
  main,
  onDone,
}: {
  readonly check: Check;
  readonly main: boolean;
  readonly onDone: () => void;
}) {
  return (
    <li className={classes.check} data-state={check.state}>
      <CheckIcon state={check.state} />
      <div className={classes.checkBody}>
        <div className={classes.checkHead}>
          <span className={classes.checkTitle}>{check.title}</span>
          <span className={classes.checkState}>{t(`why.state.${check.state}`)}</span>
        </div>
        {check.message !== '' && <p className={classes.checkText}>{check.message}</p>}
        {check.at !== null && (
          <p className={classes.checkText}>
            <Ago at={check.at} />
          </p>
        )}
        {check.action !== undefined && !main && (
          <div className={classes.checkFix}>
            <FixButton action={check.action} jobId={null} onDone={onDone} />
          </div>
        )}
      </div>
    </li>
  );
}

function Report({
  report,
  onAgain,
  busy,
}: {
  readonly report: WhyReport;
  readonly onAgain: () => void;
  readonly busy: boolean;
}) {
  const mainAction = report.action ?? report.checks.find((check) => check.state === 'no')?.action;
  const url = report.ticketUrl ?? '';
  const { linkId } = report;
  return (
    <>
      <section className={classes.answer} data-outcome={outcomeTones[report.outcome]} aria-live="polite">
        <StatusMark tone={outcomeTones[report.outcome]}>{t(`why.outcome.${report.outcome}`)}</StatusMark>
        <p className={classes.conclusion}>{report.conclusion}</p>
        <Group gap={8}>
          {mainAction !== undefined && <FixButton action={mainAction} jobId={null} primary onDone={onAgain} />}
          {linkId !== null && (
            <Button size="xs" variant="default" onClick={() => go({ page: 'links', linkId })}>
              {t('action.openLink')}
            </Button>
          )}
          {url !== '' && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconExternalLink size={14} aria-hidden />}
              onClick={() => void openExternal(url)}
            >
              {t('action.openConnectwise')}
            </Button>
          )}
        </Group>
      </section>
      <h3 className={classes.checksTitle}>{t('why.checks')}</h3>
      <ol className={classes.checks}>
        {report.checks.map((check) => (
          <CheckLine
            key={check.id}
            check={check}
            main={JSON.stringify(check.action) === JSON.stringify(mainAction)}
            onDone={onAgain}
          />
        ))}
      </ol>
      <div className={classes.foot}>
        <span className="dim">
          {t('why.looked', { ago: '' })}
          <Ago at={report.at} />
        </span>
        <Group gap={8}>
          <CopyButton text={whyText(report)} label={t('why.copy')} />
          <Button
            size="xs"
            variant="default"
            loading={busy}
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={onAgain}
          >
            {t('why.again')}
          </Button>
        </Group>
      </div>
    </>
  );
}

/** Asks for the answer; the last one stays in sight while it is looked up again. */
function useWhy(ticketId: number) {
  const [answer, setAnswer] = useState<Answer<WhyReport> | null>(null);
  const [busy, setBusy] = useState(true);
  const round = useRef(0);
  const again = useCallback(() => {
    round.current += 1;
    const mine = round.current;
    setBusy(true);
    void ask('log:why', { ticketId }).then((given) => {
      if (mine !== round.current) return;
      setAnswer(given);
      setBusy(false);
    });
  }, [ticketId]);
  useEffect(() => {
    setAnswer(null);
    again();
  }, [again]);
  return { answer, busy, again };
}

interface WhyPanelProps {
  readonly ticketId: number;
  readonly onClose: () => void;
  /** Narrows the log to the ticket. */
  readonly onEvents: (ticketId: number) => void;
}

/** What is between a ticket and a work order: the answer first, then everything that was looked at, in order. */
export function WhyPanel({ ticketId, onClose, onEvents }: WhyPanelProps) {
  const { answer, busy, again } = useWhy(ticketId);
  return (
    <SidePanel label={t('why.label', { id: ticketId })} onClose={onClose}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t('why.title', { id: ticketId })}</h2>
        <ActionIcon variant="subtle" color="gray" aria-label={t('why.close')} onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.body}>
        {answer === null && (
          <div role="status">
            <p className="dim">{t('why.looking', { id: ticketId })}</p>
            <Loading rows={6} />
          </div>
        )}
        {answer?.ok === false && (
          <ErrorNote error={answer.error}>
            <Button size="xs" variant="default" loading={busy} onClick={again}>
              {t('why.again')}
            </Button>
          </ErrorNote>
        )}
        {answer?.ok === true && <Report report={answer.value} onAgain={again} busy={busy} />}
        <Button size="xs" variant="subtle" className={classes.events ?? ''} onClick={() => onEvents(ticketId)}>
          {t('why.events')}
        </Button>
      </div>
    </SidePanel>
  );
}
