import { Button, Title } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { systemClock } from '../../../../shared/clock.ts';
import { t } from '../../../../shared/strings/t.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { useChain } from '../../reach/chain/use-chain.ts';
import { LampsOf } from '../../reach/chain-lamps.tsx';
import { useCallbacks } from '../callbacks-store.ts';
import { BrokerChoice } from '../list/broker-choice.tsx';
import { choiceSentence, staysOff } from './choice-words.ts';
import classes from './wizard.module.css';
import type { WizardState } from './wizard-state.ts';
import { closeWizard } from './wizard-store.ts';

/** Where the keyboard may be moved from: nowhere, the heading, and the button of the chain that has nothing more to do. */
const leftOver = 'body, [data-result-head], [data-next]';

/** The keyboard stands on what comes next: the chain's own next button, and the end once a change has come through. */
function useFocusNext(body: RefObject<HTMLElement | null>, next: 'chain' | 'done' | null): void {
  useEffect(() => {
    if (next === null) return;
    return systemClock.after(50, () => {
      if (document.activeElement?.matches(leftOver) !== true) return;
      body.current?.querySelector<HTMLElement>(next === 'done' ? '[data-done]' : '[data-next]')?.focus();
    });
  }, [body, next]);
}

/** The chain moves the focus along without scrolling; in a low window its buttons would stay out of sight. */
function useFocusInSight(body: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const part = body.current;
    const onFocus = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement) target.scrollIntoView({ block: 'nearest' });
    };
    part?.addEventListener('focusin', onFocus);
    return () => part?.removeEventListener('focusin', onFocus);
  }, [body]);
}

/** It is registered; whether it arrives is proven here, with the test and a real change, until one has come through. */
export function ResultStep({ state }: { readonly state: WizardState }) {
  const list = useCallbacks((store) => store.list);
  const chain = useChain();
  const { report } = chain;
  const [since] = useState(() => systemClock.now());
  const body = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  useFocusInSight(body);
  const here = state.to === 'workstation';
  const proven = report !== null && report.provenAt !== null && report.provenAt >= since;
  useFocusNext(body, proven || !here ? 'done' : report === null ? null : 'chain');
  return (
    <div className={classes.form} ref={body}>
      <header>
        <div className={classes.resultHead}>
          <IconCircleCheckFilled size={20} className={classes.resultIcon} aria-hidden />
          <Title order={3} ref={head} tabIndex={-1} data-result-head className={classes.question}>
            {state.editing === null ? t('callbacks.result.title') : t('callbacks.result.titleEdit')}
          </Title>
        </div>
        <p className={classes.lead}>{choiceSentence(state)}</p>
        {state.editing !== null && staysOff(state.editing) && (
          <p className={classes.text}>{t('callbacks.review.staysOff')}</p>
        )}
      </header>
      {here ? (
        <section className={classes.proof} aria-labelledby="callback-proof">
          <Title order={4} id="callback-proof" className={classes.proofTitle}>
            {t('callbacks.result.proof')}
          </Title>
          <div className={classes.text} role="status">
            {proven ? (
              <StatusMark tone="ok">
                {report.proof === ''
                  ? t('callbacks.result.verified')
                  : t('callbacks.result.verifiedBy', { proof: report.proof })}
              </StatusMark>
            ) : (
              t('callbacks.result.proofText')
            )}
          </div>
          <LampsOf chain={chain} />
        </section>
      ) : (
        <p className={classes.text}>{t('callbacks.result.broker')}</p>
      )}
      {list !== undefined && <BrokerChoice list={list} />}
      <div className={classes.foot}>
        <Button data-done variant={here && !proven ? 'default' : 'filled'} onClick={closeWizard}>
          {t('callbacks.result.done')}
        </Button>
      </div>
    </div>
  );
}
