import { Radio, Stack } from '@mantine/core';
import { callbackAdvice, callbackMatrix } from '../../../../shared/domain/callback-matrix.ts';
import type { CallbackLevel, CallbackType, CallbackTypeInfo } from '../../../../shared/domain/callbacks.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ChoiceCard } from './choice-card.tsx';
import { StepForm } from './step-form.tsx';
import classes from './wizard.module.css';
import { aimOf, pairOf, recommendedAim, type WizardAim, type WizardState, type WizardTo } from './wizard-state.ts';
import { enter } from './wizard-store.ts';

/** What comes of a callback, at this workstation or at the broker. */
export function effectWords(info: CallbackTypeInfo, to: WizardTo): string {
  if (to === 'workstation') return info.effect;
  return info.type === 'Ticket' ? t('callbacks.effect.broker') : t('callbacks.effect.brokerNot', { many: info.many });
}

/** When it fires and what happens then. */
export function PairFacts({
  pair: { info, level },
  to,
}: {
  readonly pair: { readonly info: CallbackTypeInfo; readonly level: CallbackLevel };
  readonly to: WizardTo;
}) {
  return (
    <dl className={classes.pairFacts} aria-live="polite">
      <dt>{t('callbacks.fires')}</dt>
      <dd>{level.fires}</dd>
      <dt>{t('callbacks.effect')}</dt>
      <dd>{effectWords(info, to)}</dd>
    </dl>
  );
}

/** Every type and level ConnectWise has. */
function Matrix({ state }: { readonly state: WizardState }) {
  const info = callbackMatrix.find(({ type }) => type === state.type);
  return (
    <div className={classes.matrix}>
      <Radio.Group
        label={t('callbacks.matrix.type')}
        value={state.type}
        onChange={(type) => enter({ do: 'type', type: type as CallbackType })}
      >
        <div className={classes.types}>
          {callbackMatrix.map(({ type }) => (
            <Radio key={type} size="xs" value={type} label={type} />
          ))}
        </div>
      </Radio.Group>
      {info !== undefined && (
        <p className={classes.effect} aria-live="polite">
          <span className={classes.factName}>{t('callbacks.effect')}</span> {effectWords(info, state.to)}
        </p>
      )}
      <Radio.Group
        label={t('callbacks.matrix.level')}
        value={state.level}
        onChange={(level) => enter({ do: 'level', level })}
      >
        <div className={classes.levels}>
          {info?.levels.map(({ level, fires }) => (
            <Radio key={level} size="xs" value={level} label={level} description={fires} />
          ))}
        </div>
      </Radio.Group>
    </div>
  );
}

/** What it shall tell: both ways, only sending, or anything of the matrix. */
export function WhatStep({ state }: { readonly state: WizardState }) {
  const aim = aimOf(state);
  const pair = pairOf(state);
  const recommended = recommendedAim(state.to);
  // What is recommended comes first, so that the list starts with the answer most people take.
  const advised = recommended === 'two-way' ? (['two-way', 'dispatch'] as const) : (['dispatch', 'two-way'] as const);
  return (
    <StepForm
      state={state}
      title={t('callbacks.what.title')}
      lead={t('callbacks.what.lead')}
      onNext={() => enter({ do: 'next' })}
    >
      <Radio.Group
        aria-label={t('callbacks.what.title')}
        value={aim}
        onChange={(value) => enter({ do: 'aim', aim: value as WizardAim })}
      >
        <Stack gap={12}>
          {advised.map((one) => (
            <ChoiceCard
              key={one}
              value={one}
              chosen={aim === one}
              title={t(`callbacks.aim.${one}`)}
              /* The matrix needs the room. */
              text={aim === 'other' ? '' : callbackAdvice[one].why}
              recommended={one === recommended}
            >
              {pair !== null && <PairFacts pair={pair} to={state.to} />}
            </ChoiceCard>
          ))}
          <ChoiceCard
            value="other"
            chosen={aim === 'other'}
            title={t('callbacks.aim.else')}
            text={t('callbacks.aim.elseText')}
          />
        </Stack>
      </Radio.Group>
      {aim === 'other' && <Matrix state={state} />}
    </StepForm>
  );
}
