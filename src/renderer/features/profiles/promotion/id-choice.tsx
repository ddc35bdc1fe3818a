import { Select } from '@mantine/core';
import { t } from '../../../../shared/strings/t.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import type { IdGroup } from './choices.ts';
import { placeWords, writtenWords } from './place-words.ts';
import classes from './promotion.module.css';

const leaveOut = 'leave-out';
const keep = 'keep';

interface IdChoiceProps {
  readonly group: IdGroup;
  readonly chosen: number | null | undefined;
  readonly onChoose: (id: number | null | undefined) => void;
}

/** What an id is called there: its name, or the number where nobody can tell. */
export function idName({ first }: IdGroup): string {
  if (first.name !== '') return first.name;
  return writtenWords(first.path) || t('promotion.noName', { id: first.sourceId });
}

/** One id with what it stands for here, as a person chooses it. Enter and arrows work as in every list. */
export function IdChoice({ group, chosen, onChoose }: IdChoiceProps) {
  const { first, paths, required } = group;
  const isOpen = first.state === 'missing' || first.state === 'ambiguous';
  const kind = t(`promotion.kind.${first.kind}`);
  const name = idName(group);
  const data = [
    ...(isOpen ? [] : [{ value: keep, label: t('promotion.keepId', { id: first.sourceId }) }]),
    ...first.choices
      .filter(({ id }) => isOpen || id !== first.sourceId)
      .map(({ id, name: called }) => ({ value: String(id), label: t('promotion.optionOf', { name: called, id }) })),
    ...(required ? [] : [{ value: leaveOut, label: t('promotion.leaveOut') }]),
  ];
  const keeps = !isOpen && chosen === first.sourceId;
  const value = chosen === undefined ? null : chosen === null ? leaveOut : keeps ? keep : String(chosen);
  return (
    <li className={classes.id}>
      <div className={classes.idWords}>
        <div className={classes.idName}>
          {kind}: {name}
        </div>
        <div className={classes.idFacts}>
          <StatusMark tone={isOpen ? 'attention' : 'waiting'}>
            {t(`promotion.state.${isOpen ? (first.state as 'missing') : 'unknown'}`)}
          </StatusMark>
          <span title={paths.join('\n')}>{placeWords(paths)}</span>
        </div>
      </div>
      <Select
        className={classes.pick ?? ''}
        aria-label={t('promotion.chooseFor', { kind, name })}
        placeholder={t('promotion.choose')}
        searchable
        limit={100}
        allowDeselect={false}
        nothingFoundMessage={t('promotion.noChoices')}
        data={data}
        value={value}
        onChange={(next) =>
          onChoose(next === null ? undefined : next === leaveOut ? null : next === keep ? first.sourceId : Number(next))
        }
      />
    </li>
  );
}
