import { Select } from '@mantine/core';
import type { OutboundConfig } from '../../../../shared/config-sync.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { SettingBox } from '../../../ui/setting-row.tsx';
import { Table } from '../../../ui/table.tsx';
import { useStatuses } from '../../setup/use-statuses.ts';
import { AddEntry, RemoveEntry } from '../list-buttons.tsx';
import { PickOne } from '../look-up-fields.tsx';
import { ControlRow, SwitchRow } from '../rows.tsx';
import classes from '../sync.module.css';

type Tickets = OutboundConfig['createTickets'];

interface NewTicketsProps {
  readonly tickets: Tickets;
  readonly onChange: (tickets: Tickets) => void;
}

const noClient = { clientId: 0, clientName: '', companyId: 0, companyName: '' } as const;

function chosen(id: number, name: string) {
  return id === 0 ? null : { id, name };
}

/** Which company the tickets of each client belong to. */
function Clients({ tickets, onChange }: NewTicketsProps) {
  const { clients } = tickets;
  const set = (index: number, change: Partial<Tickets['clients'][number]>): void =>
    onChange({ ...tickets, clients: clients.map((one, at) => (at === index ? { ...one, ...change } : one)) });
  return (
    <>
      {clients.length > 0 && (
        <Table
          look="controls"
          className={classes.choices}
          columns={[{ title: t('sync.updates.client') }, { title: t('sync.updates.company') }, { title: '' }]}
        >
          {clients.map((one, index) => (
            <tr key={`${String(index)} ${String(one.clientId)}`}>
              <td>
                <PickOne
                  what="clients"
                  labels={{ 'aria-label': t('sync.updates.client') }}
                  value={chosen(one.clientId, one.clientName)}
                  onChange={(client) => set(index, { clientId: client?.id ?? 0, clientName: client?.name ?? '' })}
                />
              </td>
              <td>
                <PickOne
                  what="psa-companies"
                  labels={{ 'aria-label': `${t('sync.updates.company')}, ${one.clientName}` }}
                  value={chosen(one.companyId, one.companyName)}
                  onChange={(company) => set(index, { companyId: company?.id ?? 0, companyName: company?.name ?? '' })}
                />
              </td>
              <td>
                <RemoveEntry
                  label={t('sync.updates.removeClient', { name: one.clientName })}
                  onClick={() => onChange({ ...tickets, clients: clients.filter((_, at) => at !== index) })}
                />
              </td>
            </tr>
          ))}
        </Table>
      )}
      <div className={classes.foot}>
        <AddEntry
          label={t('sync.updates.addClient')}
          onClick={() => onChange({ ...tickets, clients: [...clients, noClient] })}
        />
      </div>
    </>
  );
}

/** Where the tickets of work orders without one are made. */
export function NewTickets({ tickets, onChange }: NewTicketsProps) {
  const set = (change: Partial<Tickets>): void => onChange({ ...tickets, ...change });
  const statuses = useStatuses(tickets.on && tickets.boardId !== 0 ? tickets.boardId : null);
  const known = statuses.value ?? chosenStatus(tickets);
  return (
    <SettingBox>
      <SwitchRow name="sync.updates.createTickets" checked={tickets.on} normal={false} onChange={(on) => set({ on })} />
      {tickets.on && (
        <>
          <ControlRow
            inner
            name="sync.updates.ticketBoard"
            control={(labels) => (
              <PickOne
                what="boards"
                labels={labels}
                value={chosen(tickets.boardId, tickets.boardName)}
                onChange={(board) =>
                  set({ boardId: board?.id ?? 0, boardName: board?.name ?? '', statusId: 0, statusName: '' })
                }
              />
            )}
          />
          <ControlRow
            inner
            name="sync.updates.ticketStatus"
            control={(labels) => (
              <Select
                {...labels}
                placeholder={t('sync.pick.choose')}
                disabled={tickets.boardId === 0}
                searchable
                data={known.map(({ id, name }) => ({ value: String(id), label: name }))}
                value={tickets.statusId === 0 ? null : String(tickets.statusId)}
                onChange={(id) => {
                  const status = known.find((one) => String(one.id) === id);
                  set({ statusId: status?.id ?? 0, statusName: status?.name ?? '' });
                }}
              />
            )}
          >
            {statuses.error !== null && <ErrorNote error={statuses.error} />}
          </ControlRow>
          <ControlRow
            inner
            name="sync.updates.ticketCompany"
            normal={t('sync.updates.noCompany')}
            control={(labels) => (
              <PickOne
                what="psa-companies"
                labels={labels}
                none={t('sync.updates.noCompany')}
                value={chosen(tickets.companyId, tickets.companyName)}
                onChange={(company) => set({ companyId: company?.id ?? 0, companyName: company?.name ?? '' })}
              />
            )}
          />
          <ControlRow inner name="sync.updates.clients">
            <Clients tickets={tickets} onChange={onChange} />
          </ControlRow>
        </>
      )}
    </SettingBox>
  );
}

function chosenStatus({ statusId, statusName }: Tickets) {
  return statusId === 0 ? [] : [{ id: statusId, name: statusName, closed: false }];
}
