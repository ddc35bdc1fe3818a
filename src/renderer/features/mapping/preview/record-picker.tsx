import { ActionIcon, Button, Combobox, Loader, TextInput, Tooltip, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconRefresh, IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Sample, SampleRecord } from '../../../../shared/domain/mapping-work.ts';
import { t } from '../../../../shared/strings/t.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { useAsked } from '../../../stores/use-asked.ts';
import { useFromNow } from '../../../stores/use-now.ts';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { clockTime, exactTime, relativeTime } from '../../../ui/time.ts';
import { useEditor } from '../editor-store.ts';
import classes from './preview.module.css';
import {
  recordName,
  rememberRecord,
  type Suggestion,
  suggestionsFor,
  typedRecord,
  useRecent,
} from './recent-records.ts';

const shownAtMost = 8;
/** A record read longer ago than this (ms) is told with the time of day. */
const freshForMs = 120_000;

function PickOption({ suggestion }: { readonly suggestion: Suggestion }) {
  const { record, title, hint } = suggestion;
  return (
    <Combobox.Option value={suggestion.key}>
      <span className={classes.option}>
        <span className="num">{recordName(record)}</span>
        {title !== '' && <span className={classes.optionTitle}>{title}</span>}
      </span>
      <span className={classes.optionHint}>{hint}</span>
    </Combobox.Option>
  );
}

/** The number field with what fits it. Enter takes the first. */
function NumberBox() {
  const record = useEditor((state) => state.record);
  const choose = useEditor((state) => state.chooseRecord);
  const sampling = useEditor((state) => state.sampling);
  const recent = useRecent((state) => state.records);
  const chosen = record === null ? '' : recordName(record);
  const [typed, setTyped] = useState<string | null>(null);
  const text = (typed ?? '').trim();
  const [asked] = useDebouncedValue(text, 120);
  const links = useAsked('links:search', {
    text: String(typedRecord(asked)?.id ?? asked),
    limit: shownAtMost,
  });
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });

  const recents: readonly Suggestion[] =
    text === ''
      ? recent.map(({ kind, id, title }) => ({
          key: `recent ${kind} ${String(id)}`,
          record: { kind, id },
          title,
          hint: '',
        }))
      : [];
  const linked = suggestionsFor(text, links.value ?? []).filter(
    ({ record: one }) => !recents.some(({ record: other }) => other.kind === one.kind && other.id === one.id),
  );
  const all = [...recents, ...linked];
  const firstKey = all[0]?.key;

  useEffect(() => {
    if (typed !== null && firstKey !== undefined) combobox.selectFirstOption();
  }, [typed, firstKey, combobox]);

  function take(key: string): void {
    const suggestion = all.find((one) => one.key === key);
    if (suggestion === undefined) return;
    setTyped(null);
    combobox.closeDropdown();
    void choose(suggestion.record);
  }

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={take}
      position="bottom-start"
      width={420}
      shadow="md"
      transitionProps={{ duration: 0 }}
    >
      <Combobox.Target>
        <TextInput
          className={classes.number ?? ''}
          aria-label={t('preview.pick')}
          placeholder={t('preview.pick.placeholder')}
          autoComplete="off"
          maxLength={60}
          leftSection={sampling ? <Loader size={14} aria-hidden /> : <IconSearch size={15} aria-hidden />}
          rightSection={
            record === null ? null : (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={22}
                aria-label={t('preview.pick.none')}
                onClick={() => {
                  setTyped(null);
                  void choose(null);
                }}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            )
          }
          value={typed ?? chosen}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onFocus={(event) => {
            event.currentTarget.select();
            combobox.openDropdown();
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={() => {
            combobox.closeDropdown();
            setTyped(null);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || !combobox.dropdownOpened) return;
            event.stopPropagation();
            combobox.closeDropdown();
            setTyped(null);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options className={classes.options ?? ''} aria-label={t('preview.pick')}>
          {recents.length > 0 && (
            <Combobox.Group label={t('preview.pick.recent')}>
              {recents.map((one) => (
                <PickOption key={one.key} suggestion={one} />
              ))}
            </Combobox.Group>
          )}
          {linked.length > 0 && (
            <Combobox.Group label={text === '' ? t('preview.pick.newest') : t('preview.pick.found')}>
              {linked.map((one) => (
                <PickOption key={one.key} suggestion={one} />
              ))}
            </Combobox.Group>
          )}
          {all.length === 0 && (
            <Combobox.Empty>{t(text === '' ? 'preview.pick.noLinks' : 'preview.pick.nothing')}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function ReadTime({ at }: { readonly at: number }) {
  const words = useFromNow((now) =>
    now - at > freshForMs
      ? t('preview.lastRead', { time: clockTime(at, now) })
      : t('preview.read', { ago: relativeTime(at, now) }),
  );
  // Around it everything is read out when it changes; the passing of time is not.
  return (
    <span aria-live="off" title={exactTime(at)}>
      {words}
    </span>
  );
}

function SampleLine({ sample, shown }: { readonly sample: Sample; readonly shown: SampleRecord }) {
  const choose = useEditor((state) => state.chooseRecord);
  const record = useEditor((state) => state.record);
  const sampling = useEditor((state) => state.sampling);
  const other = shown.kind === 'ticket' ? sample.workOrder : sample.ticket;
  return (
    <div className={classes.sample}>
      <div className={classes.sampleWords}>
        <span className={classes.title} title={shown.title}>
          {shown.title}
        </span>
        <span className={classes.facts}>
          {other === null
            ? t(shown.kind === 'ticket' ? 'preview.pick.noWorkOrder' : 'preview.pick.noTicket')
            : t('preview.linkedWith', {
                record:
                  other.kind === 'ticket'
                    ? t('record.ticketInline', { id: other.id })
                    : t('record.workOrderInline', { id: other.id }),
              })}
          {', '}
          <ReadTime at={shown.readAt} />
        </span>
      </div>
      <Tooltip label={t('preview.refresh')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('preview.refresh')}
          disabled={sampling}
          onClick={() => record !== null && void choose(record, true)}
        >
          <IconRefresh size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

function SampleFailed({ error, stale }: { readonly error: AppErrorInfo; readonly stale: SampleRecord | null }) {
  const choose = useEditor((state) => state.chooseRecord);
  const record = useEditor((state) => state.record);
  const readAt = stale?.readAt ?? null;
  const lastRead = useFromNow((now) =>
    readAt === null ? '' : t('preview.showsLast', { time: clockTime(readAt, now) }),
  );
  return (
    <div className={classes.failed} role="alert">
      <ToneIcon tone={stale === null ? 'error' : 'attention'} />
      <span className={classes.failedText}>
        {error.message} {lastRead}
      </span>
      <Button
        className={classes.again ?? ''}
        size="xs"
        variant="default"
        onClick={() => record !== null && void choose(record, true)}
      >
        {t('preview.again')}
      </Button>
    </div>
  );
}

/**
 * Chooses the record whose values the page shows: by number of either side, by title, or one looked at before. What could not be read is said in
 * words; a record read earlier stays on show with its time. `why`: what it is chosen for, shown while none is.
 */
export function RecordPicker({ why }: { readonly why?: string }) {
  const record = useEditor((state) => state.record);
  const sample = useEditor((state) => state.sample);
  const error = useEditor((state) => state.sampleError);
  const sampling = useEditor((state) => state.sampling);
  const shown = record === null || sample === null ? null : record.kind === 'ticket' ? sample.ticket : sample.workOrder;

  useEffect(() => {
    if (shown !== null) rememberRecord({ kind: shown.kind, id: shown.id, title: shown.title });
  }, [shown]);

  return (
    <div className={classes.picker}>
      <NumberBox />
      <div className={classes.beside} aria-live="polite">
        {record === null && <span className={classes.facts}>{why ?? t('preview.pick.why')}</span>}
        {record !== null && error !== null && <SampleFailed error={error} stale={shown} />}
        {shown !== null && error === null && sample !== null && <SampleLine sample={sample} shown={shown} />}
        {record !== null && shown === null && error === null && sampling && (
          <span className={classes.facts}>{t('preview.reading', { record: recordName(record) })}</span>
        )}
      </div>
    </div>
  );
}
