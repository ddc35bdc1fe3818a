import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useId, useMemo, useRef } from 'react';
import type { EventAction } from '../../../../shared/config-sync.ts';
import type { WorkOrderEventName } from '../../../../shared/domain/work-order-events.ts';
import { t } from '../../../../shared/strings/t.ts';
import { type EditorProblem, ExpressionEditor } from '../../mapping/expression/expression-editor.tsx';
import { ReadersLine } from '../setting-facts.tsx';
import classes from './events.module.css';
import { newAction, placeholders, scriptExample } from './rules.ts';
import { useScriptFields } from './use-script-fields.ts';

type Note = Extract<EventAction, { do: 'note' }>;
type Script = Extract<EventAction, { do: 'script' }>;

const scriptHeight = 200;
const kinds = ['update', 'note', 'script'] as const;

/** Puts text where the caret is and keeps typing there. */
function insertAt(field: HTMLTextAreaElement | null, text: string, piece: string): { text: string; caret: number } {
  const from = field?.selectionStart ?? text.length;
  const to = field?.selectionEnd ?? text.length;
  return { text: `${text.slice(0, from)}${piece}${text.slice(to)}`, caret: from + piece.length };
}

function NoteFields({ action, onAction }: { readonly action: Note; readonly onAction: (action: EventAction) => void }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();

  function insert(name: string): void {
    const { text, caret } = insertAt(field.current, action.text, `{${name}}`);
    onAction({ ...action, text });
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(caret, caret);
    });
  }

  return (
    <>
      <div>
        <div className={classes.label} id={`${id}-tab`}>
          {t('sync.events.tab')}
        </div>
        <SegmentedControl
          size="xs"
          aria-labelledby={`${id}-tab`}
          aria-describedby={`${id}-readers`}
          value={action.tab}
          onChange={(tab) => onAction({ ...action, tab: tab as Note['tab'] })}
          data={(['internal', 'discussion'] as const).map((value) => ({
            value,
            label: t(`sync.events.tab.${value}`),
          }))}
        />
        <div id={`${id}-readers`}>
          <ReadersLine readers={action.tab === 'discussion' ? 'customer' : 'team'} />
        </div>
      </div>
      <Textarea
        ref={field}
        label={t('sync.events.text')}
        description={t('sync.events.textHelp')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={action.text}
        onChange={(change) => onAction({ ...action, text: change.currentTarget.value })}
      />
      <fieldset className={classes.pieces}>
        <legend>{t('sync.events.placeholders')}</legend>
        {placeholders.map((name) => (
          <Button
            key={name}
            size="xs"
            variant="default"
            className={classes.piece ?? ''}
            aria-label={t('sync.events.insert', { name })}
            onClick={() => insert(name)}
          >
            {`{${name}}`}
          </Button>
        ))}
      </fieldset>
    </>
  );
}

function ScriptFields({
  event,
  action,
  onAction,
}: {
  readonly event: WorkOrderEventName;
  readonly action: Script;
  readonly onAction: (action: EventAction) => void;
}) {
  const fields = useScriptFields();
  const empty = action.script.trim() === '';
  const missing = t('sync.events.scriptNeeded', { event });
  const diagnostics = useMemo((): readonly EditorProblem[] => {
    return empty ? [{ line: null, column: null, severity: 'error', message: missing }] : [];
  }, [empty, missing]);
  return (
    <>
      <ExpressionEditor
        language="jsonata"
        label={t('sync.events.script')}
        description={t('sync.events.scriptHelp')}
        diagnostics={diagnostics}
        fields={fields}
        height={scriptHeight}
        value={action.script}
        onChange={(script) => onAction({ ...action, script })}
      />
      {empty && (
        <div>
          <Button size="xs" variant="default" onClick={() => onAction({ ...action, script: scriptExample })}>
            {t('sync.events.scriptExample')}
          </Button>
        </div>
      )}
    </>
  );
}

/** What an event does to its ticket, with the fields of each kind. A kind that is left and chosen again has its fields as they were. */
export function ActionFields({
  event,
  action,
  onAction,
}: {
  readonly event: WorkOrderEventName;
  readonly action: EventAction;
  readonly onAction: (action: EventAction) => void;
}) {
  const id = useId();
  const left = useRef<Partial<Record<EventAction['do'], EventAction>>>({});
  left.current[action.do] = action;
  return (
    <div className={classes.fields}>
      <div>
        <div className={classes.label} id={`${id}-do`}>
          {t('sync.events.action')}
        </div>
        <SegmentedControl
          size="xs"
          aria-labelledby={`${id}-do`}
          value={action.do}
          onChange={(kind) => {
            const wanted = kind as EventAction['do'];
            onAction(left.current[wanted] ?? newAction(wanted));
          }}
          data={kinds.map((value) => ({ value, label: t(`sync.events.do.${value}`) }))}
        />
      </div>
      {action.do === 'update' && <p className={classes.detected}>{t('sync.events.updateText')}</p>}
      {action.do === 'note' && <NoteFields action={action} onAction={onAction} />}
      {action.do === 'script' && <ScriptFields event={event} action={action} onAction={onAction} />}
    </div>
  );
}
