import { Button, Modal, Textarea } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Mapping } from '../../../../shared/domain/mapping.ts';
import type { ImportedMapping } from '../../../../shared/domain/mapping-work.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { type Answer, ask } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { useReturnFocus } from '../../../ui/use-return-focus.ts';
import { useEditor } from '../editor-store.ts';
import { DifferenceView } from '../versions/difference-view.tsx';
import { mappingCounts } from './counts.ts';
import classes from './import.module.css';
import { withOwnStatusMaps } from './own-status-maps.ts';

/** Where the mapping comes from: a file, or text. */
function Source({ onRead }: { readonly onRead: (imported: ImportedMapping) => void }) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState<'file' | 'text' | null>(null);
  const [error, setError] = useState<AppErrorInfo | null>(null);
  const [judged, setJudged] = useState(false);

  async function read(kind: 'file' | 'text', asking: Promise<Answer<ImportedMapping | null>>): Promise<void> {
    setBusy(kind);
    setError(null);
    const answer = await asking;
    setBusy(null);
    if (!answer.ok) setError(answer.error);
    else if (answer.value !== null) onRead(answer.value);
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setJudged(true);
        if (text.trim() !== '') void read('text', ask('mapping:import-text', { text }));
      }}
    >
      <p className={classes.lead}>{t('import.lead')}</p>
      <div className={classes.source}>
        <Button
          data-autofocus
          variant="default"
          leftSection={<IconFileImport size={15} aria-hidden />}
          loading={busy === 'file'}
          disabled={busy !== null}
          onClick={() => void read('file', ask('mapping:import-file', undefined))}
        >
          {t('import.file')}
        </Button>
        <span className="dim">{t('import.or')}</span>
      </div>
      <Textarea
        label={t('import.text')}
        placeholder={t('import.textPlaceholder')}
        classNames={{ input: classes.text ?? '' }}
        rows={10}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setError(null);
        }}
        error={judged && text.trim() === '' ? t('import.textNeeded') : undefined}
      />
      {error !== null && (
        <div className={classes.error}>
          <ErrorNote error={error} />
        </div>
      )}
      <div className={classes.foot}>
        <Button type="submit" loading={busy === 'text'} disabled={busy === 'file'}>
          {t('import.read')}
        </Button>
      </div>
    </form>
  );
}

function Result({
  imported,
  onBack,
  onUse,
}: {
  readonly imported: ImportedMapping;
  readonly onBack: () => void;
  readonly onUse: (mapping: Mapping) => void;
}) {
  const mapping = useEditor((state) => state.mapping);
  const { remarks } = imported;
  const next = imported.from === 'field-nation' ? withOwnStatusMaps(imported.mapping, mapping) : imported.mapping;
  return (
    <>
      <div className={classes.found}>
        <span className={classes.foundName}>{imported.mapping.name}</span>
        <span>{t(`import.from.${imported.from}`)}</span>
        <span className="dim num">{mappingCounts(imported.mapping).join(' · ')}</span>
      </div>
      {remarks.length > 0 && (
        <section className={classes.remarks} aria-label={tn('import.remarks', remarks.length)}>
          <StatusMark tone="attention">{tn('import.remarks', remarks.length)}</StatusMark>
          <ul>
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </section>
      )}
      <section className={classes.preview} aria-label={t('import.against')}>
        <h3>{t('import.against')}</h3>
        <DifferenceView before={mapping} after={next} />
      </section>
      <p className={classes.help}>{t('import.help')}</p>
      <div className={classes.foot}>
        <Button variant="default" onClick={onBack}>
          {t('import.back')}
        </Button>
        <Button data-autofocus onClick={() => onUse(next)}>
          {t('import.use')}
        </Button>
      </div>
    </>
  );
}

function Body({ onClose }: { readonly onClose: () => void }) {
  const [imported, setImported] = useState<ImportedMapping | null>(null);
  const top = useRef<HTMLDivElement>(null);
  const show = (next: ImportedMapping | null): void => {
    setImported(next);
    // What was pressed is gone with its form.
    top.current?.focus();
  };
  return (
    <div ref={top} tabIndex={-1} className={classes.body}>
      {imported === null ? (
        <Source onRead={show} />
      ) : (
        <Result
          imported={imported}
          onBack={() => show(null)}
          onUse={(mapping) => {
            useEditor.getState().replaceAll(mapping, t('import.step'));
            onClose();
          }}
        />
      )}
    </div>
  );
}

/** A mapping from a file or from text: whose format it was, what has to be looked at and what differs, before it becomes the draft. */
export function ImportDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  useReturnFocus(opened);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={760}
      title={t('import.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Body onClose={onClose} />
    </Modal>
  );
}
