import { Button, Title } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { systemClock } from '../../../../shared/clock.ts';
import { t } from '../../../../shared/strings/t.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { useChainReport } from '../../reach/chain/use-chain.ts';
import { ChainLamps } from '../../reach/chain-lamps.tsx';
import { useCallbacks } from '../callbacks-store.ts';
import { BrokerChoice } from '../list/broker-choice.tsx';
import { choiceSentence } from './choice-words.ts';
import classes from './wizard.module.css';
import type { WizardState } from './wizard-state.ts';
import { closeWizard } from './wizard-store.ts';

/** The chain from outside to the inbox, until a real change has come through it. */
function Proof() {
  const { report } = useChainReport();
  const [since] = useState(() => systemClock.now());
  const proven = report !== null && report.provenAt !== null && report.provenAt >= since;
  return (
    <section aria-labelledby="callback-proof">
      <Title order={4} id="callback-proof" className={classes.proofTitle}>
        {t('callbacks.result.proof')}
      </Title>
      <p className={classes.text}>
        {proven ? (
          <StatusMark tone="ok">
            {report.proof === ''
              ? t('callbacks.result.verified')
              : t('callbacks.result.verifiedBy', { proof: report.proof })}
          </StatusMark>
        ) : (
          t('callbacks.result.proofText')
        )}
      </p>
      <ChainLamps />
    </section>
  );
}

/** It is registered; whether it arrives is proven here, with the test and a real change. */
export function ResultStep({ state }: { readonly state: WizardState }) {
  const list = useCallbacks((store) => store.list);
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const done = state.editing === null ? t('callbacks.result.title') : t('callbacks.result.titleEdit');
  return (
    <div className={classes.form}>
      <header>
        <div className={classes.resultHead}>
          <IconCircleCheckFilled size={20} className={classes.resultIcon} aria-hidden />
          <Title order={3} ref={head} tabIndex={-1} className={classes.question}>
            {done}
          </Title>
        </div>
        <p className={classes.lead}>{choiceSentence(state)}</p>
        {state.editing?.active === false && <p className={classes.text}>{t('callbacks.review.staysOff')}</p>}
      </header>
      {list !== undefined && <BrokerChoice list={list} />}
      {state.to === 'workstation' ? <Proof /> : <p className={classes.text}>{t('callbacks.result.broker')}</p>}
      <div className={classes.foot}>
        <Button variant={state.to === 'workstation' ? 'default' : 'filled'} onClick={closeWizard}>
          {t('callbacks.result.done')}
        </Button>
      </div>
    </div>
  );
}
