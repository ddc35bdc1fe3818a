import { Checkbox } from '@mantine/core';
import { t, tn } from '../../../../shared/strings/t.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { ExampleDifferences } from '../examples/example-differences.tsx';
import classes from './activate.module.css';
import { ActivatePart } from './activate-part.tsx';
import { exampleName, failingExamples, type Looks } from './activation.ts';

function Verdict({ look }: { readonly look: Looks['examples'] }) {
  if (look.state === 'asked') return <StatusMark tone="working">{t('activate.examplesRunning')}</StatusMark>;
  if (look.state === 'failed') return <StatusMark tone="error">{t('activate.examplesFailed')}</StatusMark>;
  const { length } = look.value.results;
  if (length === 0) return <span className="dim">{t('activate.examplesNone')}</span>;
  const fails = failingExamples(look).length;
  return fails === 0 ? (
    <StatusMark tone="ok">{tn('activate.examplesPass', length)}</StatusMark>
  ) : (
    <StatusMark tone="error">{tn('activate.examplesFail', fails, { all: length })}</StatusMark>
  );
}

/** Whether the kept examples still give the values they should, and the word of a person when they do not. */
export function ActivateExamples({
  look,
  override,
  onOverride,
}: {
  readonly look: Looks['examples'];
  readonly override: boolean;
  readonly onOverride: (override: boolean) => void;
}) {
  const failing = failingExamples(look);
  const examples = look.state === 'answered' ? look.value.examples : [];
  return (
    <ActivatePart title={t('activate.examples')} verdict={<Verdict look={look} />}>
      {look.state === 'failed' ? (
        <ErrorNote error={look.error} />
      ) : failing.length === 0 ? null : (
        <>
          {failing.map(({ exampleId, differences }) => {
            const name = exampleName(
              examples.find(({ id }) => id === exampleId),
              exampleId,
            );
            return (
              <div key={exampleId} className={classes.example}>
                <h4>{name}</h4>
                <ExampleDifferences name={name} differences={differences} />
              </div>
            );
          })}
          <Checkbox
            className={classes.override ?? ''}
            label={t('activate.override')}
            description={t('activate.overrideHelp')}
            checked={override}
            onChange={(event) => onOverride(event.currentTarget.checked)}
          />
        </>
      )}
    </ActivatePart>
  );
}
