import { Button, SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import type { Mapping } from '../../../../shared/domain/mapping.ts';
import type { MappingVersionRow } from '../../../../shared/domain/mapping-work.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useAsked } from '../../../stores/use-asked.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Loading } from '../../../ui/page-state.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { exactTime } from '../../../ui/time.ts';
import { Ago } from '../../../ui/time-text.tsx';
import { useEditor } from '../editor-store.ts';
import { exportMapping } from '../import/export-mapping.ts';
import { DifferenceView } from './difference-view.tsx';
import classes from './history.module.css';
import { MappingInWords } from './mapping-in-words.tsx';

const draft = 'draft';
const shows = ['difference', 'words'] as const;

/** The mapping of a version, or of the draft. The older one stands before the newer one, whichever was chosen first. */
function Against({
  row,
  mapping,
  other,
}: {
  readonly row: MappingVersionRow;
  readonly mapping: Mapping;
  readonly other: number;
}) {
  const { value, error } = useAsked('mapping:version', { version: other });
  if (value === undefined || value.row.version !== other)
    return error === null ? <Loading rows={3} /> : <ErrorNote error={error} />;
  const older = other < row.version;
  return (
    <>
      <p className={classes.from}>
        {t('versions.fromTo', { from: older ? other : row.version, to: older ? row.version : other })}
      </p>
      <DifferenceView before={older ? value.mapping : mapping} after={older ? mapping : value.mapping} />
    </>
  );
}

function AgainstDraft({ row, mapping }: { readonly row: MappingVersionRow; readonly mapping: Mapping }) {
  const working = useEditor((state) => state.mapping);
  return (
    <>
      <p className={classes.from}>{t('versions.fromToDraft', { from: row.version })}</p>
      <DifferenceView before={mapping} after={working} />
    </>
  );
}

function Difference({
  row,
  rows,
  mapping,
}: {
  readonly row: MappingVersionRow;
  readonly rows: readonly MappingVersionRow[];
  readonly mapping: Mapping;
}) {
  const dirty = useEditor((state) => state.dirty);
  const before = rows.find(({ version }) => version < row.version)?.version ?? null;
  const [chosen, setChosen] = useState<string | null>(before === null ? null : String(before));
  const options = [
    ...(dirty ? [{ value: draft, label: t('versions.draft') }] : []),
    ...rows
      .filter(({ version }) => version !== row.version)
      .map(({ version, active }) => ({
        value: String(version),
        label: t(active ? 'versions.optionInForce' : 'versions.version', { n: version }),
      })),
  ];
  return (
    <>
      {options.length > 0 && (
        <Select
          className={classes.against ?? ''}
          label={t('versions.against')}
          placeholder={t('versions.chooseOther')}
          data={options}
          value={chosen}
          onChange={setChosen}
        />
      )}
      {chosen === null ? (
        <p className="dim">{t(options.length === 0 ? 'versions.only' : 'versions.first', { n: row.version })}</p>
      ) : chosen === draft ? (
        <AgainstDraft row={row} mapping={mapping} />
      ) : (
        <Against row={row} mapping={mapping} other={Number(chosen)} />
      )}
    </>
  );
}

/** One version: its reason, what differs from the one before or from any other, and all of its rules in words. */
export function VersionDetails({
  row,
  rows,
  onRollBack,
}: {
  readonly row: MappingVersionRow;
  readonly rows: readonly MappingVersionRow[];
  readonly onRollBack: (mapping: Mapping) => void;
}) {
  const { value, error } = useAsked('mapping:version', { version: row.version });
  const [show, setShow] = useState<(typeof shows)[number]>('difference');
  const mapping = value?.row.version === row.version ? value.mapping : null;
  return (
    <section className={classes.details} aria-label={t('versions.version', { n: row.version })}>
      <div className={classes.detailsHead}>
        <div className={classes.detailsName}>
          <h2>
            {t('versions.version', { n: row.version })}
            {row.active && <StatusMark tone="ok">{t('versions.inForce')}</StatusMark>}
          </h2>
          <p className={classes.reason} data-none={row.note === '' || undefined}>
            {row.note === '' ? t('versions.noNote') : row.note}
          </p>
          <p className={classes.when}>
            <span>
              <Ago at={row.createdAt} />, {exactTime(row.createdAt)}
            </span>
            <span>{t('versions.by', { who: row.createdBy })}</span>
            <span>{row.name}</span>
          </p>
        </div>
        <div className={classes.detailsActs}>
          <Button
            variant="default"
            disabled={mapping === null}
            aria-label={t('versions.exportOf', { n: row.version })}
            onClick={() => {
              if (mapping !== null) void exportMapping(mapping);
            }}
          >
            {t('versions.export')}
          </Button>
          {!row.active && (
            <Button
              variant="default"
              disabled={mapping === null}
              onClick={() => {
                if (mapping !== null) onRollBack(mapping);
              }}
            >
              {t('versions.rollBack', { n: row.version })}
            </Button>
          )}
        </div>
      </div>
      <SegmentedControl
        className={classes.shows ?? ''}
        aria-label={t('versions.show', { n: row.version })}
        data={[
          { value: 'difference', label: t('versions.difference') },
          { value: 'words', label: t('versions.inWords') },
        ]}
        value={show}
        onChange={(next) => setShow(shows.find((one) => one === next) ?? 'difference')}
      />
      {mapping === null ? (
        error === null ? (
          <Loading rows={4} />
        ) : (
          <ErrorNote error={error} />
        )
      ) : show === 'difference' ? (
        <Difference key={row.version} row={row} rows={rows} mapping={mapping} />
      ) : (
        <MappingInWords mapping={mapping} />
      )}
    </section>
  );
}
