import { Button, SegmentedControl } from '@mantine/core';
import { IconAlertTriangle, IconArrowNarrowLeft, IconArrowNarrowRight, IconPlus } from '@tabler/icons-react';
import { t } from '../../../../shared/strings/t.ts';
import { SearchField } from '../../../ui/search-field.tsx';
import { focusList } from '../list-box.tsx';
import type { RuleFilter } from './filter-rules.ts';
import classes from './rules.module.css';
import { openConnect, setFilter, useRulesView } from './rules-store.ts';

const directions = ['all', 'inbound', 'outbound'] as const satisfies readonly RuleFilter['direction'][];

/** An arrow as in the rows; its words are in the title and for screen readers. */
function DirectionLabel({ direction }: { readonly direction: RuleFilter['direction'] }) {
  const words = t(`mappingEditor.rules.direction.${direction}`);
  if (direction === 'all') return words;
  const Arrow = direction === 'inbound' ? IconArrowNarrowRight : IconArrowNarrowLeft;
  return (
    <span className={classes.way} title={words}>
      <Arrow size={16} aria-hidden />
      <span className="unseen">{words}</span>
    </span>
  );
}

/** What narrows the list of rules, and the button for one more. */
export function RulesToolbar({ wrong }: { readonly wrong: number }) {
  const filter = useRulesView((state) => state.filter);
  return (
    <div className={classes.toolbar}>
      <SearchField
        className={classes.search}
        label={t('mappingEditor.rules.search')}
        placeholder={t('mappingEditor.rules.find')}
        clearLabel={t('action.clearSearch')}
        text={filter.text}
        onText={(text) => setFilter({ text })}
        onEnter={() => focusList('rules')}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('mappingEditor.rules.direction')}
        value={filter.direction}
        onChange={(direction) => setFilter({ direction: direction as RuleFilter['direction'] })}
        data={directions.map((value) => ({ value, label: <DirectionLabel direction={value} /> }))}
      />
      {(wrong > 0 || filter.onlyProblems) && (
        <Button
          size="xs"
          variant={filter.onlyProblems ? 'light' : 'default'}
          aria-pressed={filter.onlyProblems}
          onClick={() => setFilter({ onlyProblems: !filter.onlyProblems })}
        >
          <span className={classes.wide}>{t('mappingEditor.rules.onlyProblems')}</span>
          <span className={classes.narrow}>
            <IconAlertTriangle size={15} aria-label={t('mappingEditor.rules.onlyProblems')} />
          </span>
        </Button>
      )}
      <span className={classes.grow} />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        aria-keyshortcuts="N"
        onClick={() => openConnect(null)}
      >
        {t('mappingEditor.rules.new')}
      </Button>
    </div>
  );
}
