import { Switch, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { LogDetails } from '../../../shared/domain/log-details.ts';
import { t } from '../../../shared/strings/t.ts';
import { go } from '../../stores/nav-store.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import classes from './event-details.module.css';
import { Value } from './story-tab.tsx';

type Applied = NonNullable<LogDetails['mapping']>['rules'][number];

const tones = { changed: 'ok', same: 'waiting', conflict: 'attention', skipped: 'waiting' } as const;

function Rule({ rule }: { readonly rule: Applied }) {
  return (
    <tr>
      <th scope="row">
        <UnstyledButton
          className={classes.ruleName}
          aria-label={t('events.openRule', { field: rule.label })}
          onClick={() => go({ page: 'mapping', ruleId: rule.ruleId })}
        >
          {rule.label}
        </UnstyledButton>
        <span className={classes.ruleResult}>
          <StatusMark tone={tones[rule.result]}>{t(`events.ruleResult.${rule.result}`)}</StatusMark>
        </span>
        {rule.note !== '' && <span className={classes.ruleNote}>{rule.note}</span>}
      </th>
      <td>
        <Value value={rule.before} />
      </td>
      <td>
        <Value value={rule.after} />
      </td>
    </tr>
  );
}

const directions = ['inbound', 'outbound'] as const;

function Rules({ direction, rules }: { readonly direction: Applied['direction']; readonly rules: readonly Applied[] }) {
  const own = rules.filter((rule) => rule.direction === direction);
  if (own.length === 0) return null;
  return (
    <table className={classes.changes} data-three>
      <caption className={classes.caption}>{t(`direction.${direction}`)}</caption>
      <thead>
        <tr>
          <th scope="col">{t('events.rule')}</th>
          <th scope="col">{t('events.ruleBefore')}</th>
          <th scope="col">{t('events.ruleAfter')}</th>
        </tr>
      </thead>
      <tbody>
        {own.map((rule) => (
          <Rule key={rule.ruleId} rule={rule} />
        ))}
      </tbody>
    </table>
  );
}

/** The rules of the mapping as this run applied them. */
export function MappingTab({ mapping }: { readonly mapping: LogDetails['mapping'] }) {
  const [onlyWritten, setOnlyWritten] = useState(false);
  if (mapping === null || mapping.rules.length === 0) return <p className="dim">{t('events.noMapping')}</p>;
  const shown = onlyWritten ? mapping.rules.filter((rule) => rule.result === 'changed') : mapping.rules;
  return (
    <>
      <div className={classes.tabHead}>
        <span className="dim num">{t('events.mappingVersion', { version: mapping.version })}</span>
        <Switch
          size="xs"
          label={t('events.onlyWritten')}
          checked={onlyWritten}
          onChange={(event) => setOnlyWritten(event.currentTarget.checked)}
        />
      </div>
      {shown.length === 0 && <p className="dim">{t('events.noneWritten')}</p>}
      {directions.map((direction) => (
        <Rules key={direction} direction={direction} rules={shown} />
      ))}
    </>
  );
}
