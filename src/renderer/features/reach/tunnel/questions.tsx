import { Button, Radio, Stack } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { TunnelAnswers } from '../../../../shared/domain/tunnels.ts';
import { t } from '../../../../shared/strings/t.ts';
import classes from './tunnel.module.css';
import { Readers } from './way-facts.tsx';
import { recommendedWay, type Way } from './ways.ts';

function Question<V extends string>({
  number,
  question,
  help,
  choices,
  value,
  onChange,
}: {
  readonly number: number;
  readonly question: string;
  readonly help: string;
  readonly choices: readonly (readonly [V, string])[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
}) {
  return (
    <div className={classes.question}>
      <span className={`${classes.number ?? ''} num`} aria-hidden>
        {number}
      </span>
      <Radio.Group
        className={classes.answers ?? ''}
        label={question}
        labelProps={{ fw: 550 }}
        description={help}
        inputWrapperOrder={['label', 'description', 'input']}
        value={value ?? ''}
        onChange={(chosen) => onChange(chosen as V)}
      >
        <Stack gap={8} mt={8}>
          {choices.map(([choice, words]) => (
            <Radio key={choice} value={choice} label={words} />
          ))}
        </Stack>
      </Radio.Group>
    </div>
  );
}

interface QuestionsProps {
  readonly answers: TunnelAnswers;
  readonly onAnswers: (answers: TunnelAnswers) => void;
  readonly onChoose: (way: Way) => void;
  /** The way in use already; choosing it again needs no words about setting it up. */
  readonly current: Way;
}

/** Three questions, of which nobody is asked more than two, and what they lead to. */
export function Questions({ answers, onAnswers, onChoose, current }: QuestionsProps) {
  const { outsiders, account, own } = answers;
  const way = recommendedWay(answers);
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (way !== null) answer.current?.scrollIntoView({ block: 'nearest' });
  }, [way]);
  return (
    <div className={classes.questions}>
      <Question
        number={1}
        question={t('reach.ask.outsiders')}
        help={t('reach.ask.outsidersHelp')}
        choices={[
          ['yes', t('reach.ask.outsiders.yes')],
          ['no', t('reach.ask.outsiders.no')],
        ]}
        value={outsiders === null ? null : outsiders ? 'yes' : 'no'}
        onChange={(value) => onAnswers({ ...answers, outsiders: value === 'yes' })}
      />
      {outsiders === true && (
        <Question
          number={2}
          question={t('reach.ask.account')}
          help={t('reach.ask.accountHelp')}
          choices={[
            ['cloudflare', t('reach.ask.account.cloudflare')],
            ['ngrok', t('reach.ask.account.ngrok')],
            ['none', t('reach.ask.account.none')],
          ]}
          value={account}
          onChange={(value) => onAnswers({ ...answers, account: value })}
        />
      )}
      {outsiders === false && (
        <Question
          number={3}
          question={t('reach.ask.own')}
          help={t('reach.ask.ownHelp')}
          choices={[
            ['proxy', t('reach.ask.own.proxy')],
            ['server', t('reach.ask.own.server')],
            ['none', t('reach.ask.own.none')],
          ]}
          value={own}
          onChange={(value) => onAnswers({ ...answers, own: value })}
        />
      )}
      <div role="status">
        {way !== null && (
          <div className={classes.recommended} ref={answer}>
            <p className={classes.recommendedTitle}>{t('reach.recommended', { way: t(`reach.way.name.${way}`) })}</p>
            <p>{t(`reach.why.${way}`)}</p>
            <Readers way={way} />
            {way === 'none' && current === 'none' ? (
              <p className="dim">{t('reach.none.already')}</p>
            ) : (
              <div className={classes.recommendedFoot}>
                <Button onClick={() => onChoose(way)}>{t(`reach.choose.${way}`)}</Button>
              </div>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
