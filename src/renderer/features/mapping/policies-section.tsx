import { Select } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { ChannelInput, ChannelOutput } from '../../../shared/ipc/contract.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone, tellFailure } from '../../commands.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import classes from './policies.module.css';
import { Section } from './section.tsx';

type Row = ChannelOutput<'conflicts:policies'>[number];
type Policy = ChannelInput<'conflicts:set-policy'>['policy'];

const policies = ['connectwise', 'fieldnation', 'last-write', 'ask'] as const satisfies readonly Policy[];

/** One mapped field and who wins when both sides changed it. A choice applies at once. */
function PolicyRow({ row, onSaved }: { readonly row: Row; readonly onSaved: () => void }) {
  // What was chosen last, until the answer names it too.
  const [chosen, setChosen] = useState<Policy | null>(null);
  const Arrow = row.direction === 'inbound' ? IconArrowRight : IconArrowLeft;

  async function choose(policy: Policy): Promise<void> {
    setChosen(policy);
    const answer = await ask('conflicts:set-policy', { ruleId: row.ruleId, policy });
    if (answer.ok) {
      tellDone(t('policy.saved', { field: row.label, who: t(`policy.${policy}`) }));
    } else {
      setChosen(null);
      tellFailure(answer.error.message);
    }
    onSaved();
  }

  return (
    <tr>
      <th scope="row">{row.label}</th>
      <td>
        <span className={classes.way}>
          <Arrow size={14} aria-hidden />
          {t(`link.${row.direction}`)}
        </span>
      </td>
      <td>
        <Select
          aria-label={t('policy.of', { field: row.label })}
          data={policies.map((policy) => ({ value: policy, label: t(`policy.${policy}`) }))}
          value={chosen ?? row.policy}
          onChange={(value) => {
            const policy = policies.find((one) => one === value);
            if (policy !== undefined && policy !== (chosen ?? row.policy)) void choose(policy);
          }}
        />
      </td>
    </tr>
  );
}

/** Who wins per field when both sides changed it since they last agreed. */
export function PoliciesSection() {
  const { value, error, again } = useAsked('conflicts:policies', undefined, ['setup']);
  const usesLastWrite = value?.some((row) => row.policy === 'last-write') ?? false;
  return (
    <Section id="mapping-policies" title={t('policy.title')}>
      <p className={reading.text}>{t('policy.text')}</p>
      {value === undefined && error === null && <Loading rows={4} />}
      {value === undefined && error !== null && <ErrorNote error={error} />}
      {value !== undefined && value.length > 0 && (
        <div className={reading.wrap}>
          <table className={`${reading.table ?? ''} ${classes.table ?? ''}`}>
            <thead>
              <tr>
                <th scope="col">{t('link.field')}</th>
                <th scope="col">{t('link.flow')}</th>
                <th scope="col">{t('policy.who')}</th>
              </tr>
            </thead>
            <tbody>
              {value.map((row) => (
                <PolicyRow key={row.ruleId} row={row} onSaved={again} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <details className={classes.help} open={usesLastWrite || undefined}>
        <summary>{t('policy.lastWriteTitle')}</summary>
        <p>{t('policy.lastWriteKnows')}</p>
        <p>{t('policy.lastWriteAsks')}</p>
      </details>
    </Section>
  );
}
