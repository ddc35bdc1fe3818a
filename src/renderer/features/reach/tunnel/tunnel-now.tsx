import { Button } from '@mantine/core';
import { IconArrowsExchange, IconPencil, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { TunnelConfig, TunnelView } from '../../../../shared/domain/tunnels.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import { type AppErrorInfo, errorAsText } from '../../../errors.ts';
import { useApp } from '../../../stores/app-store.ts';
import { useFromNow } from '../../../stores/use-now.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { ErrorFacts, ErrorNote } from '../../../ui/error-note.tsx';
import { type Fact, FactList } from '../../../ui/fact-list.tsx';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { clockTime, exactTime } from '../../../ui/time.ts';
import { Until } from '../../../ui/time-text.tsx';
import { hostKeyQuestion } from './host-key.ts';
import { HostKeyPanel } from './host-key-panel.tsx';
import classes from './tunnel.module.css';
import { stateTones } from './tunnel-state.ts';
import { Readers } from './way-facts.tsx';
import { wayOf } from './ways.ts';

function Headline({ view }: { readonly view: TunnelView }) {
  const { state } = view;
  const way = t(`reach.way.name.${wayOf(view.config)}`);
  const own = view.config.kind === 'own-url';
  switch (state.kind) {
    case 'off':
      return <p className={classes.sentence}>{t('reach.state.off', { way })}</p>;
    case 'starting':
      return (
        <>
          <p className={classes.sentence}>{t('reach.state.starting', { way })}</p>
          {state.step !== '' && <p>{state.step}</p>}
        </>
      );
    case 'up':
      return (
        <>
          <p className={classes.sentence}>{own ? t('reach.state.ownUp') : t('reach.state.up', { way })}</p>
          <p className={classes.urlLine}>
            <span className="mono">{state.url}</span>
            <CopyButton text={state.url} />
            <Since at={state.since} />
          </p>
          {own && <p className="dim">{t('reach.state.ownUpText')}</p>}
        </>
      );
    case 'down':
      return (
        <>
          <p className={classes.sentence}>{t('reach.state.down', { way })}</p>
          <p>{state.error.message}</p>
          {state.retryAt !== null && (
            <p>
              {t('reach.state.retry')} <Until at={state.retryAt} />
            </p>
          )}
          <Details error={state.error} />
        </>
      );
    case 'failed':
      return <p className={classes.sentence}>{t('reach.state.failed', { way })}</p>;
  }
}

function Since({ at }: { readonly at: number }) {
  const words = useFromNow((now) => clockTime(at, now));
  return (
    <time className="dim num" dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {t('reach.state.since', { time: words })}
    </time>
  );
}

function Details({ error }: { readonly error: AppErrorInfo }) {
  return (
    <details className={classes.details}>
      <summary>{t('state.details')}</summary>
      <ErrorFacts error={error} />
      <div className={classes.detailsCopy}>
        <CopyButton text={errorAsText(error)} label={t('action.copyError')} />
      </div>
    </details>
  );
}

/** Of ngrok it is known here which of the two it is. */
function stays(config: TunnelConfig): string {
  if (config.kind !== 'ngrok') return t(`reach.stays.${wayOf(config)}`);
  return t(config.domain === '' ? 'reach.stays.cloudflared-quick' : 'reach.stays.cloudflared-named');
}

function factsOf(view: TunnelView): readonly Fact[] {
  const { config } = view;
  const way = wayOf(config);
  const port = view.listening ?? (view.port === 0 ? null : view.port);
  const facts: Fact[] = [
    { name: t('reach.ways.readers'), value: <Readers way={way} /> },
    { name: t('reach.ways.stays'), value: stays(config) },
    {
      name: t('reach.field.port'),
      value:
        view.listening === null ? (
          t('reach.listener.closed')
        ) : (
          <span className="num">
            {t(view.port === 0 ? 'reach.port.chosen' : 'reach.port.fixed', { port: port ?? 0 })}
          </span>
        ),
    },
  ];
  if (config.kind === 'ssh') {
    facts.push(
      {
        name: t('reach.field.host'),
        value: <span className="mono">{`${config.user}@${config.host}:${String(config.port)}`}</span>,
      },
      {
        name: t('reach.fact.listensOn'),
        value: <span className="mono">{`${config.remoteAddress}:${String(config.remotePort)}`}</span>,
      },
      {
        name: t('reach.fact.hostKey'),
        value: config.hostKey === '' ? t('reach.fact.hostKeyNone') : <span className="mono">{config.hostKey}</span>,
      },
    );
  }
  if (config.kind === 'cloudflared') {
    const program = config.program === '' ? view.cloudflared : config.program;
    facts.push({
      name: t('reach.field.program'),
      value: program === null ? t('reach.field.program.notFound') : <span className="mono">{program}</span>,
    });
  }
  return facts;
}

interface TunnelNowProps {
  readonly view: TunnelView;
  readonly onView: (view: TunnelView) => void;
  readonly onChange: () => void;
  readonly onOther: () => void;
}

/** The chosen tunnel: what it does in words, what a person has to do, and its facts. */
export function TunnelNow({ view, onView, onChange, onOther }: TunnelNowProps) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const pollSeconds = useApp((state) => state.setup?.config.limits.pollSeconds ?? 60);
  const { state } = view;
  const question = state.kind === 'failed' ? hostKeyQuestion(state.error) : null;

  async function restart(): Promise<void> {
    setBusy(true);
    setFailed(null);
    const answer = await ask('tunnel:restart', undefined);
    setBusy(false);
    if (answer.ok) onView(answer.value);
    else setFailed(answer.error);
  }

  const needsChange = state.kind === 'failed' && question === null;
  return (
    <>
      <div className={classes.now} data-state={state.kind}>
        <ToneIcon tone={question?.changed === false ? 'attention' : stateTones[state.kind]} size={20} />
        <div className={classes.nowWords}>
          <Headline view={view} />
          {state.kind !== 'up' && <p className="dim">{t('reach.state.meanwhile', { n: pollSeconds })}</p>}
        </div>
      </div>
      {question !== null && <HostKeyPanel key={question.fingerprint} question={question} onAccepted={onView} />}
      {state.kind === 'failed' && question === null && (
        <div className={classes.problem}>
          <ErrorNote error={state.error}>
            <Button size="xs" onClick={onChange}>
              {t('reach.tunnel.change')}
            </Button>
          </ErrorNote>
        </div>
      )}
      {failed !== null && (
        <div className={classes.problem}>
          <ErrorNote error={failed} />
        </div>
      )}
      <div className={classes.nowFoot}>
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconRefresh size={15} aria-hidden />}
          onClick={() => void restart()}
        >
          {state.kind === 'off' ? t('reach.tunnel.start') : t('reach.tunnel.restart')}
        </Button>
        {!needsChange && (
          <Button variant="default" leftSection={<IconPencil size={15} aria-hidden />} onClick={onChange}>
            {t('reach.tunnel.change')}
          </Button>
        )}
        <Button variant="default" leftSection={<IconArrowsExchange size={15} aria-hidden />} onClick={onOther}>
          {t('reach.tunnel.other')}
        </Button>
      </div>
      <FactList facts={factsOf(view)} />
    </>
  );
}
