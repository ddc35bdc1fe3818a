import { Button, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Promotion } from '../../../../shared/domain/promotion.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { ChangeTable } from './change-table.tsx';
import { type Chosen, groupsOf, type IdGroup, leftToChoose } from './choices.ts';
import { FoundIds } from './found-ids.tsx';
import { IdChoice } from './id-choice.tsx';
import classes from './promotion.module.css';

function Part({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}) {
  return (
    <section className={classes.part}>
      <Title order={3} className={classes.partTitle}>
        {title}
      </Title>
      {text !== undefined && <p className={classes.text}>{text}</p>}
      {children}
    </section>
  );
}

interface Choosing {
  readonly chosen: Chosen;
  readonly onChoose: (key: string, id: number | null | undefined) => void;
}

function IdChoices({ groups, chosen, onChoose }: Choosing & { readonly groups: readonly IdGroup[] }) {
  return (
    <ul className={classes.ids}>
      {groups.map((group) => (
        <IdChoice key={group.key} group={group} chosen={chosen[group.key]} onChoose={(id) => onChoose(group.key, id)} />
      ))}
    </ul>
  );
}

/** Whether taking it over stops dispatching. */
export function stopsDispatching({ differences }: Promotion): boolean {
  return differences.some(({ area, before }) => area === 'trigger' && before === 'started');
}

interface ReportProps extends Choosing {
  readonly promotion: Promotion;
  readonly busy: boolean;
  readonly onTakeOver: () => void;
  readonly onAgain: () => void;
}

/** What taking it over would change, what has to be chosen before, and the button that does it. */
export function Report({ promotion, chosen, onChoose, busy, onTakeOver, onAgain }: ReportProps) {
  const { problems, differences, mappingDifferences, kept } = promotion;
  const open = groupsOf(promotion, ['missing', 'ambiguous']);
  const unknown = groupsOf(promotion, ['unknown']);
  const left = leftToChoose([...open, ...unknown], chosen);
  const nothing = differences.length + mappingDifferences.length === 0;
  const why =
    problems.length > 0
      ? t('promotion.blocked')
      : left > 0
        ? tn('promotion.left', left)
        : nothing && open.length + unknown.length === 0
          ? t('promotion.nothingToDo')
          : null;
  return (
    <>
      {problems.length > 0 && (
        <div className={classes.problems} role="alert">
          <StatusMark tone="error">{t('promotion.problems')}</StatusMark>
          {problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
          <Button size="xs" variant="default" loading={busy} onClick={onAgain}>
            {t('promotion.again')}
          </Button>
        </div>
      )}
      {open.length > 0 && problems.length === 0 && (
        <Part title={tn('promotion.open', open.length)} text={t('promotion.openHelp')}>
          <IdChoices groups={open} chosen={chosen} onChoose={onChoose} />
        </Part>
      )}
      {unknown.length > 0 && problems.length === 0 && (
        <Part title={tn('promotion.look', unknown.length)} text={t('promotion.lookHelp')}>
          <IdChoices groups={unknown} chosen={chosen} onChoose={onChoose} />
        </Part>
      )}
      {nothing ? (
        <Part title={t('promotion.same')} />
      ) : (
        <>
          <Part
            title={
              differences.length === 0 ? t('promotion.settingsNone') : tn('promotion.settings', differences.length)
            }
          >
            {differences.length > 0 && (
              <ChangeTable label={tn('promotion.settings', differences.length)} changes={differences} />
            )}
          </Part>
          <Part
            title={
              mappingDifferences.length === 0
                ? t('promotion.mappingNone')
                : tn('promotion.mapping', mappingDifferences.length)
            }
          >
            {mappingDifferences.length > 0 && (
              <ChangeTable label={tn('promotion.mapping', mappingDifferences.length)} changes={mappingDifferences} />
            )}
          </Part>
        </>
      )}
      <FoundIds groups={groupsOf(promotion, ['same', 'moved'])} />
      <Part title={t('promotion.kept')}>
        <ul className={classes.kept}>
          {kept.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Part>
      <div className={classes.foot}>
        <p className={classes.text}>
          {t('promotion.whatHappens')}
          {stopsDispatching(promotion) && <strong> {t('promotion.stops')}</strong>}
        </p>
        <div className={classes.act}>
          <Button loading={busy} disabled={why !== null} aria-describedby="take-over-why" onClick={onTakeOver}>
            {t('promotion.do')}
          </Button>
          <span id="take-over-why" className={classes.why} role="status">
            {why}
          </span>
        </div>
      </div>
    </>
  );
}
