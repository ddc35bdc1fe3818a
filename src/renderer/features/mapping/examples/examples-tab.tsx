import { Button } from '@mantine/core';
import { IconPinned, IconPlayerPlay } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ExampleResult, MappingExample } from '../../../../shared/domain/mapping-work.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import { useAsked } from '../../../stores/use-asked.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { EmptyPage, FailedPage, Loading } from '../../../ui/page-state.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { AskDialog } from '../../links/ask-dialog.tsx';
import { useEditor } from '../editor-store.ts';
import { RecordPicker } from '../preview/record-picker.tsx';
import { ExampleRow } from './example-row.tsx';
import { inOrder, recordInline } from './example-words.ts';
import classes from './examples.module.css';
import { KeepExampleDialog } from './keep-example-dialog.tsx';
import { useExampleResults } from './use-example-results.ts';

/** All of them in one line. */
function Verdict({
  results,
  running,
}: {
  readonly results: readonly ExampleResult[] | null;
  readonly running: boolean;
}) {
  if (running) return <StatusMark tone="working">{t('examples.running')}</StatusMark>;
  if (results === null || results.length === 0) return null;
  const fails = results.filter(({ pass }) => !pass).length;
  return fails === 0 ? (
    <StatusMark tone="ok">{tn('examples.allPass', results.length)}</StatusMark>
  ) : (
    <StatusMark tone="error">{tn('examples.someFail', fails, { all: results.length })}</StatusMark>
  );
}

/** The record that is looked at, and keeping it. */
function Keep({ onKeep }: { readonly onKeep: () => void }) {
  const record = useEditor((state) => state.record);
  const read = useEditor((state) => state.sample !== null && !state.sampling && state.sampleError === null);
  return (
    <div className={classes.keep}>
      <RecordPicker />
      <Button
        variant="default"
        leftSection={<IconPinned size={15} aria-hidden />}
        disabled={record === null || !read}
        onClick={onKeep}
      >
        {record === null ? t('examples.keepOne') : t('examples.keep', { record: recordInline(record) })}
      </Button>
    </div>
  );
}

/** Kept records as tests of the mapping: which still give the values they should, with the rules as they are in the editor. */
export function ExamplesTab() {
  const mapping = useEditor((state) => state.mapping);
  const ready = useEditor((state) => state.phase === 'ready');
  const record = useEditor((state) => state.record);
  const { value, error, again } = useAsked('mapping:examples', undefined, ['mapping']);
  const ids = value?.map((example) => example.id).join() ?? '';
  const { results, running, error: runError, run } = useExampleResults(mapping, ready && ids !== '');
  const [keeping, setKeeping] = useState(false);
  const [removing, setRemoving] = useState<MappingExample | null>(null);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLDivElement>(null);

  /** What was pressed may be gone: the keyboard goes on from the list. */
  function afterChange(words: string): void {
    setSaid(words);
    again();
    void run();
    list.current?.focus({ preventScroll: true });
  }

  if (value === undefined) return error === null ? <Loading /> : <FailedPage error={error} onAgain={again} />;
  const byId = new Map(results?.map((result) => [result.exampleId, result]));
  return (
    <div className={classes.page} ref={list} tabIndex={-1}>
      {value.length === 0 ? (
        <EmptyPage
          icon={<IconPinned size={36} stroke={1.4} aria-hidden />}
          title={t('examples.firstTitle')}
          text={t('examples.firstText')}
        >
          <Keep onKeep={() => setKeeping(true)} />
        </EmptyPage>
      ) : (
        <>
          <p className={classes.lead}>{t('examples.lead')}</p>
          <div className={classes.head}>
            <div className={classes.verdict} role="status">
              <Verdict results={results} running={running} />
              <span className="dim">{t('examples.ran')}</span>
            </div>
            <Button
              variant="default"
              leftSection={<IconPlayerPlay size={15} aria-hidden />}
              disabled={running}
              onClick={() => void run()}
            >
              {t('examples.runAll')}
            </Button>
          </div>
          <Keep onKeep={() => setKeeping(true)} />
          {runError !== null && <ErrorNote error={runError} />}
          <ul className={classes.list} aria-label={t('examples.list')}>
            {inOrder(value, results ?? []).map((example) => (
              <ExampleRow
                key={example.id}
                example={example}
                result={byId.get(example.id)}
                onAccepted={({ name }) => afterChange(t('examples.accepted', { name }))}
                onRemove={() => setRemoving(example)}
              />
            ))}
          </ul>
        </>
      )}
      <p className={classes.said} role="status">
        {said}
      </p>
      {record !== null && (
        <KeepExampleDialog
          record={record}
          opened={keeping}
          onClose={() => setKeeping(false)}
          onKept={({ name }) => afterChange(t('examples.keptNow', { name }))}
        />
      )}
      <AskDialog
        opened={removing !== null}
        title={t('examples.removeTitle', { name: removing?.name ?? '' })}
        text={t('examples.removeText')}
        confirm={t('examples.removeDo')}
        danger
        onClose={() => setRemoving(null)}
        onConfirm={() => (removing === null ? null : ask('mapping:remove-example', { id: removing.id }))}
        onDone={() => afterChange(t('examples.removed', { name: removing?.name ?? '' }))}
      />
    </div>
  );
}
