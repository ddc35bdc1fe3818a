import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { ExampleResult, MappingExample } from '../../../../shared/domain/mapping-work.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { Ago } from '../../../ui/time-text.tsx';
import { useEditor } from '../editor-store.ts';
import { recordName } from '../preview/recent-records.ts';
import { ExampleDifferences } from './example-differences.tsx';

import classes from './examples.module.css';

function State({ result }: { readonly result: ExampleResult | undefined }) {
  if (result === undefined) return <StatusMark tone="waiting">{t('examples.notRun')}</StatusMark>;
  return result.pass ? (
    <StatusMark tone="ok">{t('examples.pass')}</StatusMark>
  ) : (
    <StatusMark tone="error">{tn('examples.fail', result.differences.length)}</StatusMark>
  );
}

/** One kept record: whether it still gives the values it should, and what to do when it does not. */
export function ExampleRow({
  example,
  result,
  onAccepted,
  onRemove,
}: {
  readonly example: MappingExample;
  readonly result: ExampleResult | undefined;
  readonly onAccepted: (example: MappingExample) => void;
  readonly onRemove: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorInfo | null>(null);
  const titleId = useId();
  const { name, kind, recordId, title, createdAt, createdBy } = example;

  async function accept(): Promise<void> {
    setBusy(true);
    setError(null);
    const { mapping } = useEditor.getState();
    const answer = await ask('mapping:accept-example', { mapping, id: example.id });
    setBusy(false);
    if (answer.ok) onAccepted(answer.value);
    else setError(answer.error);
  }

  return (
    <li className={classes.example} aria-labelledby={titleId}>
      <div className={classes.exampleHead}>
        <div className={classes.exampleName}>
          <h2 id={titleId} tabIndex={-1} data-example={example.id}>
            {name}
          </h2>
          <p>
            <span className="num">{recordName({ kind, id: recordId })}</span>
            {title !== '' && !name.includes(title) && <span>{title}</span>}
            <span>
              {t('examples.keptBy', { who: createdBy })} <Ago at={createdAt} />
            </span>
          </p>
        </div>
        <State result={result} />
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          aria-label={t('examples.removeOf', { name })}
          onClick={onRemove}
        >
          {t('examples.remove')}
        </Button>
      </div>
      {result !== undefined && !result.pass && (
        <div className={classes.exampleBody}>
          <ExampleDifferences name={name} differences={result.differences} />
          <Button
            size="xs"
            variant="default"
            loading={busy}
            aria-label={t('examples.acceptOf', { name })}
            onClick={() => void accept()}
          >
            {t('examples.accept')}
          </Button>
        </div>
      )}
      {error !== null && <ErrorNote error={error} />}
    </li>
  );
}
