import { Button, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { t, tn } from '../../../../shared/strings/t.ts';
import type { Answer } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import classes from './find-record.module.css';
import { listAnswer, moved } from './found-records.ts';
import type { Named } from './wizard-state.ts';

const typingMs = 200;

interface FindRecordProps {
  readonly label: string;
  /** Names what is searched: another one starts the search over. */
  readonly name: string;
  readonly ask: (text: string) => Promise<Answer<readonly Named[]>>;
  readonly chosen: Named | null;
  /** A word beside a record, such as that it is the trigger's. */
  readonly note?: (record: Named) => string | null;
  readonly onChoose: (record: Named) => void;
  /** What is marked now, once a person typed or moved; null while nothing fits. What is on show is what Continue takes. */
  readonly onMark?: (record: Named | null) => void;
  /** Enter on a record: it is chosen, and the wizard goes on. */
  readonly onEnter: (record: Named) => void;
  /** The list cannot be read, which another try does not change. */
  readonly onUnlisted: (error: AppErrorInfo) => void;
}

const unlisted: ReadonlySet<string> = new Set(['connectwise.callback-no-list', 'connectwise.callback-list-unread']);

interface Found {
  readonly text: string;
  readonly records: readonly Named[] | null;
  readonly error: AppErrorInfo | null;
}

function useFound({ name, ask, onUnlisted }: Pick<FindRecordProps, 'name' | 'ask' | 'onUnlisted'>, typed: string) {
  const [text] = useDebouncedValue(typed.trim().slice(0, 100), typingMs);
  const [round, setRound] = useState(0);
  const [found, setFound] = useState<Found>({ text: '', records: null, error: null });
  const newest = useRef({ ask, onUnlisted });
  newest.current = { ask, onUnlisted };
  useEffect(() => {
    void round;
    void name;
    let current = true;
    void newest.current.ask(text).then((answer) => {
      if (!current) return;
      // What was found for another text would be taken for the answer to this one.
      setFound({ text, records: answer.ok ? answer.value : null, error: answer.ok ? null : answer.error });
      if (!answer.ok && unlisted.has(answer.error.code)) newest.current.onUnlisted(answer.error);
    });
    return () => {
      current = false;
    };
  }, [name, text, round]);
  return { ...found, again: () => setRound((n) => n + 1) };
}

/** Enter pressed before the answer to the text is there takes the first record of it, once it is; whatever is done in between calls that off. */
function useEnterAhead(
  text: string,
  records: readonly Named[] | null,
  onEnter: (record: Named) => void,
): RefObject<string | null> {
  const ahead = useRef<string | null>(null);
  const newest = useRef(onEnter);
  newest.current = onEnter;
  useEffect(() => {
    if (ahead.current !== text) return;
    ahead.current = null;
    const [first] = records ?? [];
    if (first !== undefined) newest.current(first);
  }, [text, records]);
  return ahead;
}

/** A record of ConnectWise found by its name: type, move with the arrows, Enter takes it. */
export function FindRecord(props: FindRecordProps) {
  const { label, chosen, note, onMark } = props;
  const id = useId();
  const [typed, setTyped] = useState('');
  const { text, records, error, again } = useFound(props, typed);
  const [first] = useState(chosen);
  const shown = listAnswer(records, text === '' ? first : null);
  const [at, setAt] = useState(0);
  const active = shown[Math.min(at, shown.length - 1)];
  const list = useRef<HTMLDivElement>(null);
  const activeId = active?.id;
  const [touched, setTouched] = useState(false);
  const marked = text === typed.trim() ? active : undefined;
  const mark = useRef(onMark);
  mark.current = onMark;
  useEffect(() => {
    if (touched) mark.current?.(marked ?? null);
  }, [touched, marked]);

  useEffect(() => {
    void text;
    void records;
    setAt(0);
  }, [text, records]);
  useEffect(() => {
    if (activeId !== undefined) list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const ahead = useEnterAhead(text, records, props.onEnter);

  function onKeyDown(event: KeyboardEvent): void {
    ahead.current = null;
    if (event.key === 'Enter' && !event.repeat) {
      event.preventDefault();
      if (marked !== undefined) props.onEnter(marked);
      // What is on show still belongs to the text before the last letters.
      else if (text !== typed.trim()) ahead.current = typed.trim();
      return;
    }
    const next = moved(event.key, at, shown.length);
    if (next === null) return;
    event.preventDefault();
    setTouched(true);
    setAt(next);
  }

  return (
    <div className={classes.find}>
      <TextInput
        data-first
        label={label}
        placeholder={t('callbacks.find.placeholder')}
        leftSection={<IconSearch size={15} aria-hidden />}
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : `${id}-${String(active.id)}`}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        value={typed}
        onChange={(event) => {
          setTouched(true);
          setTyped(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          ahead.current = null;
        }}
      />
      {error !== null && !unlisted.has(error.code) && (
        <ErrorNote error={error}>
          <Button size="xs" variant="default" onClick={again}>
            {t('callbacks.find.again')}
          </Button>
        </ErrorNote>
      )}
      {records === null && error === null && (
        <div className={classes.loading} role="status" aria-label={t('state.loading')}>
          {[70, 52, 61].map((width) => (
            <Skeleton key={width} height={14} width={`${String(width)}%`} radius={4} />
          ))}
        </div>
      )}
      <div ref={list} id={id} role="listbox" aria-label={label} className={classes.list} hidden={shown.length === 0}>
        {shown.map((record) => (
          <div
            key={record.id}
            id={`${id}-${String(record.id)}`}
            role="option"
            tabIndex={-1}
            aria-selected={record.id === chosen?.id}
            data-active={record.id === activeId || undefined}
            className={classes.option}
            onClick={() => {
              setTouched(true);
              setAt(shown.indexOf(record));
              props.onChoose(record);
            }}
            onKeyDown={onKeyDown}
          >
            <span className={classes.optionName}>{record.name}</span>
            {note?.(record) !== null && <span className={classes.optionNote}>{note?.(record)}</span>}
          </div>
        ))}
      </div>
      {records !== null && shown.length === 0 && error === null && (
        <p className={classes.none}>{text === '' ? t('callbacks.find.nothing') : t('callbacks.find.none', { text })}</p>
      )}
      <div className="unseen" role="status">
        {records === null ? '' : tn('callbacks.find.count', shown.length)}
      </div>
    </div>
  );
}
