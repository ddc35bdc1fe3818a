import { Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { TunnelAnswers, TunnelView } from '../../../shared/domain/tunnels.ts';
import { t } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { FailedPage, Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { Questions } from './tunnel/questions.tsx';
import classes from './tunnel/tunnel.module.css';
import { TunnelFormView } from './tunnel/tunnel-form-view.tsx';
import { TunnelNow } from './tunnel/tunnel-now.tsx';
import { WayList } from './tunnel/way-list.tsx';
import { recommendedWay, type Way, wayOf } from './tunnel/ways.ts';
import { useKeptFocus } from './use-kept-focus.ts';

type Showing = { readonly what: 'now' } | { readonly what: 'choice' } | { readonly what: 'form'; readonly way: Way };

const unanswered: TunnelAnswers = { outsiders: null, account: null, own: null };

/** Polling only, as a choice: what it means, and nothing to mend. */
function PollingOnly() {
  const n = useApp((state) => state.setup?.config.limits.pollSeconds ?? 60);
  const sandbox = useApp((state) => state.status?.intake.mode === 'loopback');
  return (
    <div className={classes.now}>
      <ToneIcon tone={sandbox ? 'ok' : 'waiting'} size={20} />
      <div className={classes.nowWords}>
        <p className={classes.sentence}>{sandbox ? t('reach.none.loopback') : t('reach.none.now', { n })}</p>
        <p className="dim">{t(sandbox ? 'reach.none.loopbackText' : 'reach.none.nowText')}</p>
      </div>
    </div>
  );
}

interface BodyProps {
  readonly view: TunnelView;
  readonly onView: (view: TunnelView) => void;
  /** Told what is on show, so that the keyboard is not lost with it. */
  readonly onShown: (what: string) => void;
}

function Body({ view, onView, onShown }: BodyProps) {
  const [showing, setShowing] = useState<Showing>({ what: 'now' });
  const [answers, setAnswers] = useState<TunnelAnswers>(unanswered);
  const questions = useRef<HTMLHeadingElement>(null);
  const current = wayOf(view.config);
  const asked = showing.what === 'choice';
  useEffect(() => {
    if (!asked) return;
    questions.current?.focus({ preventScroll: true });
    questions.current?.scrollIntoView({ block: 'nearest' });
  }, [asked]);
  useEffect(() => onShown(showing.what), [onShown, showing.what]);
  const choose = (way: Way): void => setShowing({ what: 'form', way });
  if (showing.what === 'form') {
    return (
      <TunnelFormView
        key={showing.way}
        way={showing.way}
        view={view}
        onBack={() => setShowing({ what: current === showing.way ? 'now' : 'choice' })}
        onSaved={(saved) => {
          onView(saved);
          setShowing({ what: 'now' });
        }}
      />
    );
  }
  const choosing = showing.what === 'choice' || current === 'none';
  return (
    <>
      {current === 'none' ? (
        <PollingOnly />
      ) : (
        <TunnelNow
          view={view}
          onView={onView}
          onChange={() => choose(current)}
          onOther={() => setShowing(showing.what === 'choice' ? { what: 'now' } : { what: 'choice' })}
        />
      )}
      {choosing && (
        <>
          <section className={reading.section} aria-labelledby="reach-questions">
            <div className={reading.head}>
              <Title order={2} id="reach-questions" ref={questions} tabIndex={-1} className={classes.target}>
                {t('reach.questions')}
              </Title>
            </div>
            <Questions answers={answers} onAnswers={setAnswers} onChoose={choose} current={current} />
          </section>
          <section className={reading.section} aria-labelledby="reach-ways">
            <div className={reading.head}>
              <Title order={2} id="reach-ways">
                {t('reach.ways')}
              </Title>
            </div>
            <WayList current={current} recommended={recommendedWay(answers)} onChoose={choose} />
            <p className={classes.foot}>{t('reach.ways.foot')}</p>
          </section>
        </>
      )}
    </>
  );
}

/** How this workstation is reached: what the chosen tunnel does, and how to choose one. */
export function TunnelTab() {
  const { value, error, again } = useAsked('tunnel:state', undefined, ['reach']);
  const [view, setView] = useState<TunnelView | null>(null);
  useEffect(() => {
    if (value !== undefined) setView(value);
  }, [value]);
  const page = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState('');
  useKeptFocus(page, `${view?.state.kind ?? ''} ${view?.config.kind ?? ''} ${shown}`);
  if (view === null) return error === null ? <Loading /> : <FailedPage error={error} onAgain={again} />;
  return (
    <div className={classes.page} ref={page} tabIndex={-1}>
      <Body view={view} onView={setView} onShown={setShown} />
    </div>
  );
}
