import { Button, Select } from '@mantine/core';
import type { BoardStatusMap } from '../../../../shared/domain/mapping.ts';
import { t } from '../../../../shared/strings/t.ts';
import { StatusMark, ToneIcon } from '../../../ui/status-mark.tsx';
import { type Choice, choiceOf, type Named, type TicketStatus } from './board-map.ts';
import classes from './status-maps.module.css';

interface RowProps {
  readonly name: string;
  readonly choice: Choice;
  /** The name the map keeps for its choice, for a status the board has no more. */
  readonly keptName: string;
  readonly statuses: readonly TicketStatus[];
  readonly hint: Named | undefined;
  readonly isExample: boolean;
  readonly readOnly: boolean;
  readonly onChoose: (choice: Choice) => void;
}

function ChoiceText({ choice, name }: { readonly choice: Choice; readonly name: string }) {
  if (choice === 'open') return <StatusMark tone="attention">{t('statusMaps.undecided')}</StatusMark>;
  return choice === 'leave' ? <span className="dim">{t('statusMaps.leave')}</span> : name;
}

function StatusRow({ name, choice, keptName, statuses, hint, isExample, readOnly, onChoose }: RowProps) {
  const chosen = typeof choice === 'number' ? statuses.find(({ id }) => id === choice) : undefined;
  const gone = typeof choice === 'number' && chosen === undefined && statuses.length > 0;
  const offered =
    typeof choice === 'number' && chosen === undefined ? [{ id: choice, name: keptName }, ...statuses] : statuses;
  const open = choice === 'open';
  return (
    <tr data-open={open || undefined} data-example={isExample || undefined}>
      <th scope="row">
        {name}
        {isExample && <span className={classes.here}>{t('statusMaps.here')}</span>}
      </th>
      <td>
        {readOnly ? (
          <ChoiceText choice={choice} name={chosen?.name ?? keptName} />
        ) : (
          <Select
            aria-label={t('statusMaps.rowLabel', { status: name })}
            data={[
              { value: 'open', label: t('statusMaps.undecided') },
              { value: 'leave', label: t('statusMaps.leave') },
              ...offered.map((status) => ({ value: String(status.id), label: status.name })),
            ]}
            searchable
            nothingFoundMessage={t('statusMaps.noStatus')}
            value={String(choice)}
            leftSection={open ? <ToneIcon tone="attention" /> : undefined}
            classNames={{
              input: open ? (classes.openInput ?? '') : choice === 'leave' ? (classes.leftInput ?? '') : '',
            }}
            error={gone ? t('statusMaps.gone') : undefined}
            onChange={(value) =>
              value !== null && onChoose(value === 'open' || value === 'leave' ? value : Number(value))
            }
          />
        )}
      </td>
      <td className={classes.hint}>
        {hint !== undefined && !readOnly && (
          <Button size="xs" variant="subtle" className={classes.use ?? ''} onClick={() => onChoose(hint.id)}>
            {t('statusMaps.use', { status: hint.name })}
          </Button>
        )}
        {chosen?.closed === true && <span className="dim">{t('statusMaps.closes')}</span>}
      </td>
    </tr>
  );
}

/** What a work order status does to the ticket, one row each. A row that is not decided stands out. */
export function ToTicketTable({
  map,
  names,
  statuses,
  hints,
  example,
  readOnly,
  onChoose,
}: {
  readonly map: BoardStatusMap;
  readonly names: readonly string[];
  readonly statuses: readonly TicketStatus[];
  readonly hints: ReadonlyMap<string, Named>;
  /** The status of the chosen record's work order. */
  readonly example: string | null;
  readonly readOnly: boolean;
  readonly onChoose: (name: string, choice: Choice) => void;
}) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('statusMaps.col.workOrder')}</th>
          <th scope="col">{t('statusMaps.col.ticket', { board: map.boardName })}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <StatusRow
            key={name}
            name={name}
            choice={choiceOf(map, name)}
            keptName={map.toTicket.find((one) => one.workOrderStatus === name)?.ticketStatusName ?? ''}
            statuses={statuses}
            hint={hints.get(name)}
            isExample={example === name}
            readOnly={readOnly}
            onChoose={(choice) => onChoose(name, choice)}
          />
        ))}
      </tbody>
    </table>
  );
}
