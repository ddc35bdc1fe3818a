import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CallbackType } from '../../../../shared/domain/callbacks.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import { useCallbacks } from '../callbacks-store.ts';
import { FindRecord } from './find-record.tsx';
import { StepForm } from './step-form.tsx';
import classes from './wizard.module.css';
import { missingIn, type Named, pairOf, recordNumber, sameEntry, type WizardState } from './wizard-state.ts';
import { enter } from './wizard-store.ts';

/** What was chosen before, with the way to choose again. */
function Chosen({
  what,
  record,
  onChange,
}: {
  readonly what: string;
  readonly record: Named;
  readonly onChange: () => void;
}) {
  return (
    <div className={classes.within}>
      <span className={classes.factName}>{what}</span>
      <span className={classes.withinName}>{record.name}</span>
      <Button size="xs" variant="default" aria-label={t('callbacks.within.change', { what })} onClick={onChange}>
        {t('action.change')}
      </Button>
    </div>
  );
}

function NumberField({
  state,
  object,
  why,
}: {
  readonly state: WizardState;
  readonly object: string;
  readonly why: string;
}) {
  const [tried, setTried] = useState(false);
  const wrong = tried && state.number.trim() !== '' && recordNumber(state.number) === null;
  return (
    <TextInput
      data-first
      label={t('callbacks.number', { object })}
      description={why}
      inputMode="numeric"
      autoComplete="off"
      maxLength={10}
      w={280}
      value={state.number}
      error={wrong ? t('callbacks.numberWrong') : undefined}
      onBlur={() => setTried(true)}
      onChange={(event) => enter({ do: 'number', text: event.currentTarget.value })}
    />
  );
}

/** Which record: by name, first the one it belongs to; by number where ConnectWise has no list or the key may not read it. */
export function RecordStep({ state }: { readonly state: WizardState }) {
  const entries = useCallbacks(({ list }) => list?.entries);
  const [why, setWhy] = useState<string | null>(null);
  const pair = pairOf(state);
  if (pair === null || pair.level.pick.by === 'none') return null;
  const { info, level } = pair;
  const { pick, object } = level;
  const missing = missingIn(state, 'record', null);
  const within = pick.by === 'name' ? pick.within : null;
  // An entry that is changed keeps its record; the one around it is not known, and is asked for only when another is wanted.
  const keeps = within !== null && state.within === null && state.object !== null;
  const findsWithin = within !== null && state.within === null && !keeps;

  function note(record: Named): string | null {
    if (sameEntry(state, entries ?? [], record.id) !== null) return t('callbacks.find.already');
    const { board, status } = state.defaults;
    const trigger =
      info.type === 'Ticket' && (level.level === 'Board' ? board : level.level === 'Status' ? status : null);
    return trigger !== false && trigger?.id === record.id ? t('callbacks.find.trigger') : null;
  }

  const byNumber = pick.by === 'number' || state.byNumber;
  return (
    <StepForm
      key={`${String(byNumber)}-${String(findsWithin)}-${String(keeps)}`}
      state={state}
      title={t('callbacks.record.title', { object })}
      lead={findsWithin && !byNumber ? t(`callbacks.record.first.${within}`, { object }) : level.fires}
      disabled={missing !== null}
      onNext={() => enter({ do: 'next' })}
    >
      {byNumber && (
        <NumberField
          state={state}
          object={object}
          why={why ?? (pick.by === 'number' ? t('callbacks.numberOnly') : t('callbacks.numberHelp'))}
        />
      )}
      {!byNumber && findsWithin && (
        <FindRecord
          key={within}
          name={within}
          label={t(`callbacks.within.${within}`)}
          ask={(text) => ask('callbacks:within', { what: within, text })}
          chosen={null}
          note={(record) =>
            within === 'board' && record.id === state.defaults.board?.id ? t('callbacks.find.trigger') : null
          }
          onChoose={(record) => enter({ do: 'within', record })}
          onEnter={(record) => enter({ do: 'within', record })}
          onUnlisted={(error) => {
            setWhy(error.message);
            enter({ do: 'by-number', on: true });
          }}
        />
      )}
      {!byNumber && keeps && state.object !== null && (
        <Chosen what={object} record={state.object} onChange={() => enter({ do: 'object', record: null })} />
      )}
      {!byNumber && !findsWithin && !keeps && (
        <>
          {within !== null && state.within !== null && (
            <Chosen
              what={t(`callbacks.within.${within}`)}
              record={state.within}
              onChange={() => enter({ do: 'within', record: null })}
            />
          )}
          <FindRecord
            key={`${info.type}/${level.level}/${String(state.within?.id)}`}
            name={`${info.type}/${level.level}/${String(state.within?.id)}`}
            label={object}
            ask={(text) => askObjects(info.type, level.level, text, state.within)}
            chosen={state.object}
            note={note}
            onChoose={(record) => enter({ do: 'object', record })}
            onMark={(record) => enter({ do: 'object', record })}
            onEnter={(record) => {
              enter({ do: 'object', record });
              enter({ do: 'next' });
            }}
            onUnlisted={(error) => {
              setWhy(error.message);
              enter({ do: 'by-number', on: true });
            }}
          />
        </>
      )}
      {pick.by === 'name' && (
        <div>
          <Button
            size="xs"
            variant="subtle"
            onClick={() => {
              setWhy(null);
              enter({ do: 'by-number', on: !byNumber });
            }}
          >
            {byNumber ? t('callbacks.byName') : t('callbacks.byNumber')}
          </Button>
        </div>
      )}
    </StepForm>
  );
}

function askObjects(type: CallbackType, level: string, text: string, within: Named | null) {
  return ask('callbacks:objects', { type, level, text, ...(within === null ? {} : { withinId: within.id }) });
}
