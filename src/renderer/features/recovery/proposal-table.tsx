import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { LinkProposal } from '../../../shared/domain/recovery.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import type { Tone } from '../../theme/tone.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Table, TableFrame } from '../../ui/table.tsx';
import classes from './recovery.module.css';

const tones: Readonly<Record<LinkProposal['confidence'], Tone>> = {
  certain: 'ok',
  likely: 'working',
  ambiguous: 'attention',
  linked: 'ok',
};

export const keyOf = ({ ticketId, workOrderId }: Pick<LinkProposal, 'ticketId' | 'workOrderId'>): string =>
  `${String(ticketId)} ${String(workOrderId)}`;

/** A company's whole history may be found; rows nobody scrolls to are not drawn. */
const shownAtOnce = 200;

interface Props {
  readonly proposals: readonly LinkProposal[];
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (key: string) => void;
}

/** Each pair with what says that it is one, and how sure that is. */
export function ProposalTable({ proposals, ticked, onTick }: Props) {
  const [most, setMost] = useState(shownAtOnce);
  const more = proposals.length - most;
  return (
    <TableFrame className={classes.scroll}>
      <Table
        look="texts"
        label={t('findLinks.table')}
        columns={[
          { title: t('findLinks.chosen'), unseen: true },
          { title: t('findLinks.ticket') },
          { title: t('findLinks.workOrder') },
          { title: t('findLinks.evidence') },
          { title: t('findLinks.sure') },
        ]}
      >
        {proposals.slice(0, most).map((one) => (
          <tr key={keyOf(one)}>
            <td>
              <Checkbox
                aria-label={t('findLinks.tick', { ticket: one.ticketId, workOrder: one.workOrderId })}
                checked={ticked.has(keyOf(one))}
                onChange={() => onTick(keyOf(one))}
              />
            </td>
            <td className={classes.why}>
              <span className="num">{one.ticketId}</span>
              <span className={classes.sub}>
                {one.ticketSummary === '' ? t('findLinks.gone') : one.ticketSummary}
                {one.companyName === '' ? '' : ` · ${one.companyName}`}
              </span>
            </td>
            <td className={classes.why}>
              <span className="num">{one.workOrderId}</span>
              <span className={classes.sub}>
                {one.workOrderTitle === '' ? t('findLinks.gone') : one.workOrderTitle}
              </span>
            </td>
            <td>
              <ul className={classes.list}>
                {one.evidence.map((what) => {
                  const key = `evidence.${what}` as const;
                  return <li key={what}>{t(key)}</li>;
                })}
              </ul>
            </td>
            <td className={classes.why}>
              <StatusMark tone={tones[one.confidence]}>{confidenceText(one.confidence)}</StatusMark>
              {one.problem !== '' && <span className={classes.sub}>{one.problem}</span>}
            </td>
          </tr>
        ))}
      </Table>
      {more > 0 && (
        <div className={classes.more}>
          <Button size="xs" variant="default" onClick={() => setMost(most + shownAtOnce)}>
            {tn('findLinks.more', Math.min(more, shownAtOnce))}
          </Button>
        </div>
      )}
    </TableFrame>
  );
}

function confidenceText(confidence: LinkProposal['confidence']): string {
  const key = `confidence.${confidence}` as const;
  return t(key);
}
