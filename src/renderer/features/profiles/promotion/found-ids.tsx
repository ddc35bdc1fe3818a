import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { t, tn } from '../../../../shared/strings/t.ts';
import { Table, TableFrame } from '../../../ui/table.tsx';
import type { IdGroup } from './choices.ts';
import { idName } from './id-choice.tsx';
import classes from './promotion.module.css';

/** Ids that have a counterpart of the same name: shown on demand, with both numbers. */
export function FoundIds({ groups }: { readonly groups: readonly IdGroup[] }) {
  const [open, setOpen] = useState(false);
  if (groups.length === 0) return null;
  return (
    <section className={classes.part}>
      <UnstyledButton className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={16} aria-hidden data-open={open || undefined} />
        {tn('promotion.found', groups.length)}
      </UnstyledButton>
      {open && (
        <TableFrame>
          <Table
            look="texts"
            fixed
            label={tn('promotion.found', groups.length)}
            columns={[
              { title: t('promotion.what'), className: classes.firstColumn },
              { title: t('promotion.id') },
              { title: t('promotion.idHere') },
            ]}
          >
            {groups.map((group) => (
              <tr key={group.key}>
                <th scope="row">
                  {t(`promotion.kind.${group.first.kind}`)}: {idName(group)}
                </th>
                <td className="num">{group.first.sourceId}</td>
                <td className="num">{group.first.state === 'same' ? t('promotion.sameId') : group.first.targetId}</td>
              </tr>
            ))}
          </Table>
        </TableFrame>
      )}
    </section>
  );
}
