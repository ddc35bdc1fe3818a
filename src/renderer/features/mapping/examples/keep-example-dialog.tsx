import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { MappingExample, RecordRef } from '../../../../shared/domain/mapping-work.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import { AskDialog } from '../../links/ask-dialog.tsx';
import { useEditor } from '../editor-store.ts';
import { longestName, proposedName, recordInline } from './example-words.ts';

/** Keeps the record of the preview with the values the rules in the editor give it now. */
export function KeepExampleDialog({
  record,
  opened,
  onClose,
  onKept,
}: {
  readonly record: RecordRef;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onKept: (example: MappingExample) => void;
}) {
  const mapping = useEditor((state) => state.mapping);
  const [name, setName] = useState('');
  const [judged, setJudged] = useState(false);
  useEffect(() => {
    if (!opened) return;
    setName(proposedName(record, useEditor.getState().sample));
    setJudged(false);
  }, [opened, record]);
  const missing = judged && name.trim() === '';

  return (
    <AskDialog
      opened={opened}
      title={t('examples.keepTitle', { record: recordInline(record) })}
      text={t('examples.keepText')}
      confirm={t('examples.keepDo')}
      onClose={onClose}
      onConfirm={() => {
        setJudged(true);
        if (name.trim() === '') return null;
        return ask('mapping:keep-example', { mapping, name: name.trim(), record });
      }}
      onDone={onKept}
    >
      <TextInput
        data-autofocus
        label={t('examples.name')}
        description={t('examples.nameHelp')}
        maxLength={longestName}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={missing ? t('examples.nameNeeded') : undefined}
      />
    </AskDialog>
  );
}
