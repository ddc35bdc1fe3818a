import { Button } from '@mantine/core';
import type { MemberPair } from '../../../../shared/config-sync.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { useAsked } from '../../../stores/use-asked.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Loading } from '../../../ui/page-state.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { Table, TableFrame } from '../../../ui/table.tsx';
import { identifierIn } from '../look-up.ts';
import { PickOne } from '../look-up-fields.tsx';
import { WarningLine } from '../setting-facts.tsx';
import classes from '../sync.module.css';
import { type PersonRow, personRows, withPair } from './members.ts';

function How({ how }: Pick<PersonRow, 'how'>) {
  if (how === 'none') return <StatusMark tone="attention">{t('sync.members.how.none')}</StatusMark>;
  return <span className={how === 'email' ? 'dim' : undefined}>{t(`sync.members.how.${how}`)}</span>;
}

/** Who of Field Nation is which ConnectWise member, how that is known, and a choice of one's own. */
export function MembersTable({
  chosen,
  onChange,
}: {
  readonly chosen: readonly MemberPair[];
  readonly onChange: (pairs: MemberPair[]) => void;
}) {
  const members = useAsked('sync:members', undefined, ['setup']);
  if (members.value === undefined) {
    return members.error === null ? (
      <Loading rows={4} />
    ) : (
      <ErrorNote error={members.error}>
        <Button size="xs" variant="default" onClick={members.again}>
          {t('action.retryLoad')}
        </Button>
      </ErrorNote>
    );
  }
  const rows = personRows(members.value, chosen);
  const unmatched = rows.filter(({ how }) => how === 'none').length;
  return (
    <TableFrame>
      {rows.length === 0 && <p className={classes.emptyText}>{t('sync.members.none')}</p>}
      {rows.length > 0 && (
        <Table
          look="controls"
          className={classes.choices}
          columns={[
            { title: t('sync.members.person') },
            { title: t('sync.members.member') },
            { title: t('sync.members.how') },
          ]}
        >
          {rows.map(({ person, member, how }) => (
            <tr key={person.fieldNationUserId}>
              <th scope="row" className={classes.personCell}>
                <span className={classes.person}>
                  <span>{person.fieldNationName}</span>
                  <span className="dim">{person.email}</span>
                </span>
              </th>
              <td>
                <PickOne
                  what="psa-members"
                  labels={{ 'aria-label': t('sync.members.choose', { name: person.fieldNationName }) }}
                  none={t('sync.members.byEmail')}
                  value={member}
                  onChange={(picked) => {
                    if (picked !== null && picked.id === member?.id) return;
                    onChange(
                      withPair(
                        chosen,
                        person,
                        picked === null ? null : { memberId: picked.id, memberIdentifier: identifierIn(picked.name) },
                      ),
                    );
                  }}
                />
              </td>
              <td>
                <span className={classes.how}>
                  <How how={how} />
                </span>
              </td>
            </tr>
          ))}
        </Table>
      )}
      {unmatched > 0 && (
        <div className={classes.foot}>
          <WarningLine>{tn('sync.members.unmatched', unmatched)}</WarningLine>
        </div>
      )}
    </TableFrame>
  );
}
