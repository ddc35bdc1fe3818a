import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { t, tn } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { useApp } from '../../stores/app-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { FailedPage, Loading } from '../../ui/page-state.tsx';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { Table, TableFrame } from '../../ui/table.tsx';
import classes from './setup.module.css';
import { goToStep } from './setup-wizard.tsx';
import { type Choice, type Choices, choicesOf, countOpen, mapOf, suggest } from './status-map.ts';
import { StepFoot, StepHead } from './step-parts.tsx';
import { type BoardStatuses, useStatuses } from './use-statuses.ts';

const leaveValue = 'leave';

function Row({
  name,
  choice,
  statuses,
  onChoose,
}: {
  readonly name: string;
  readonly choice: Choice;
  readonly statuses: BoardStatuses;
  readonly onChoose: (choice: Choice) => void;
}) {
  const hint = choice === 'open' ? suggest(name, statuses) : null;
  const chosen = typeof choice === 'number' ? statuses.find((status) => status.id === choice) : undefined;
  const gone = typeof choice === 'number' && chosen === undefined;
  return (
    <tr data-open={choice === 'open' || undefined}>
      <th scope="row">{name}</th>
      <td>
        <Select
          aria-label={t('setup.map.rowLabel', { status: name })}
          placeholder={t('setup.map.choose')}
          data={[
            { value: leaveValue, label: t('setup.map.leave') },
            ...statuses.map((status) => ({ value: String(status.id), label: status.name })),
          ]}
          value={choice === 'open' || gone ? null : String(choice)}
          onChange={(value) => onChoose(value === null ? 'open' : value === leaveValue ? 'leave' : Number(value))}
          error={gone ? t('setup.map.gone') : undefined}
        />
      </td>
      <td className={classes.mapHint}>
        {hint !== null && (
          <Button variant="subtle" size="xs" onClick={() => onChoose(hint.id)}>
            {t('setup.map.suggestion', { status: hint.name })}
          </Button>
        )}
        {chosen?.closed === true && <span className={classes.mapNote}>{t('setup.map.closes')}</span>}
      </td>
    </tr>
  );
}

function MapForm({ names, statuses }: { readonly names: readonly string[]; readonly statuses: BoardStatuses }) {
  const saved = useApp((state) => state.setup?.config.statusMap ?? []);
  const board = useApp((state) => state.setup?.config.trigger?.boardName ?? '');
  const [choices, setChoices] = useState<Choices>(() => choicesOf(saved, names));
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const open = countOpen(choices);
  const hints = names.flatMap((name) => {
    const hint = choices[name] === 'open' ? suggest(name, statuses) : null;
    return hint === null ? [] : [[name, hint.id] as const];
  });

  async function save(): Promise<void> {
    setBusy(true);
    setFailed(null);
    const answer = await ask('setup:save-status-map', mapOf(choices, statuses, saved));
    setBusy(false);
    if (!answer.ok) {
      setFailed(answer.error);
      return;
    }
    useApp.getState().setSetup(answer.value);
    goToStep('plan');
  }

  return (
    <>
      <Group gap={8} mb={12}>
        {hints.length > 0 && (
          <Button variant="default" onClick={() => setChoices({ ...choices, ...Object.fromEntries(hints) })}>
            {tn('setup.map.useAll', hints.length)}
          </Button>
        )}
        {open > hints.length && (
          <Button
            variant="default"
            onClick={() => {
              const hinted = new Set(hints.map(([name]) => name));
              const rest = names.filter((name) => choices[name] === 'open' && !hinted.has(name));
              setChoices({ ...choices, ...Object.fromEntries(rest.map((name) => [name, 'leave' as const])) });
            }}
          >
            {tn('setup.map.leaveRest', open - hints.length)}
          </Button>
        )}
      </Group>
      <TableFrame>
        <Table
          look="controls"
          className={classes.map}
          columns={[{ title: t('setup.map.workOrder') }, { title: t('setup.map.ticket', { board }), span: 2 }]}
        >
          {names.map((name) => (
            <Row
              key={name}
              name={name}
              choice={choices[name] ?? 'open'}
              statuses={statuses}
              onChoose={(choice) => setChoices({ ...choices, [name]: choice })}
            />
          ))}
        </Table>
      </TableFrame>
      {open > 0 && (
        <p className={classes.openNote}>
          <ToneIcon tone="attention" size={15} />
          <span>{tn('setup.map.open', open)}</span>
        </p>
      )}
      {failed !== null && <ErrorNote error={failed} />}
      <StepFoot>
        <Button loading={busy} disabled={open === names.length} onClick={() => void save()}>
          {t('setup.map.next')}
        </Button>
      </StepFoot>
    </>
  );
}

/** Field Nation status to ticket status, one row each. Suggested by name, chosen by a person. */
export function StatusMapStep() {
  const boardId = useApp((state) => state.setup?.config.trigger?.boardId ?? null);
  const names = useAsked('setup:work-order-statuses', undefined);
  const statuses = useStatuses(boardId);
  const error = names.error ?? statuses.error;
  return (
    <>
      <StepHead title={t('setup.map.title')} lead={t('setup.map.lead')} />
      {error !== null && <FailedPage error={error} onAgain={names.again} />}
      {error === null && (names.value === undefined || statuses.value === undefined) && <Loading rows={9} />}
      {names.value !== undefined && statuses.value !== undefined && (
        <MapForm names={names.value} statuses={statuses.value} />
      )}
    </>
  );
}
