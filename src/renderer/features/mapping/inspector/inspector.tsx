import { ActionIcon, Button, Menu, Title } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconDots, IconTrash, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useWindowKeys } from '../../../ui/use-keys.ts';
import { useEditor } from '../editor-store.ts';
import { type Side, sides, useFieldIndex } from '../fields/field-index.ts';
import { ProblemLine } from '../head/problem-line.tsx';
import { focusList } from '../list-box.tsx';
import { PreviewChange } from '../preview/preview-value.tsx';
import { ruleEnds } from '../rule-ends.ts';
import { duplicateRule, moveRule, removeRule, ruleName } from '../rules/rule-actions.ts';
import { endWords } from '../rules/rule-row.tsx';
import { ActionFields } from './action-fields.tsx';
import { EndFields } from './end-fields.tsx';
import classes from './inspector.module.css';
import { RuleTerms } from './rule-terms.tsx';

function RuleMenu({ rule }: { readonly rule: MappingRule }) {
  return (
    <Menu position="bottom-end" shadow="md" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('mappingEditor.inspector.more')}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={14} aria-hidden />} onClick={() => duplicateRule(rule)}>
          {t('mappingEditor.inspector.duplicate')}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowUp size={14} aria-hidden />} onClick={() => moveRule(rule, -1)}>
          {t('mappingEditor.inspector.up')}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={14} aria-hidden />} onClick={() => moveRule(rule, 1)}>
          {t('mappingEditor.inspector.down')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What the rule makes of the chosen record, kept up while it is changed. */
function RuleResult({ rule }: { readonly rule: MappingRule }) {
  const preview = useEditor((state) => state.preview);
  const sample = useEditor((state) => state.sample);
  const record = useEditor((state) => state.record);
  const index = useFieldIndex();
  const rows = preview?.rows.filter((row) => row.ruleId === rule.id) ?? [];
  if (record === null) return <p className={classes.hint}>{t('mappingEditor.inspector.noRecord')}</p>;
  if (preview === null) return null;
  if (rows.length === 0) return <p className={classes.hint}>{t('mappingEditor.inspector.noRow')}</p>;
  return rows.map((row) => {
    const side: Side = row.direction === 'outbound' ? 'connectwise' : 'fieldnation';
    return (
      <div key={row.direction} className={classes.resultRow}>
        {rows.length > 1 && <div className={classes.resultWay}>{t(`mappingEditor.direction.${row.direction}`)}</div>}
        <PreviewChange row={row} sample={sample} field={index.field(side, row.target)} />
      </div>
    );
  });
}

/** One rule with everything that can be said about it. Changes apply as they are made; Escape leads back to the list. */
export function Inspector({ rule }: { readonly rule: MappingRule }) {
  const index = useFieldIndex();
  const problems = useEditor((state) => state.problems);
  const select = useEditor((state) => state.select);
  const panel = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const ends = ruleEnds(rule);
  const [left, right] = sides.map((side) => endWords(ends[side], side, rule, index));
  const mine = problems.filter((problem) => problem.ruleId === rule.id);

  useWindowKeys((event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !panel.current?.contains(document.activeElement)) return;
    // An open list or a script closes first.
    if (document.activeElement?.closest('[aria-expanded="true"], .cm-editor') !== null) return;
    event.preventDefault();
    select(null);
    focusList('rules');
  });

  return (
    <aside ref={panel} className={classes.panel} aria-label={t('mappingEditor.inspector.of', { rule: ruleName(rule) })}>
      <div className={classes.head}>
        <Title order={2} className={classes.title}>
          {t(`mappingEditor.inspector.title.${rule.direction}`, { connectwise: left ?? '', fieldnation: right ?? '' })}
        </Title>
        <RuleMenu rule={rule} />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          aria-label={t('mappingEditor.inspector.close')}
          onClick={() => {
            select(null);
            focusList('rules');
          }}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.body} ref={body} tabIndex={-1}>
        {mine.length > 0 && (
          <ul className={classes.problems} aria-label={t('mappingEditor.inspector.problems')}>
            {mine.map((problem) => (
              <ProblemLine
                key={`${problem.code} ${problem.part}`}
                problem={problem}
                onFixed={() => body.current?.focus({ preventScroll: true })}
              />
            ))}
          </ul>
        )}
        <section className={classes.result} aria-label={t('mappingEditor.inspector.result')}>
          <RuleResult rule={rule} />
        </section>
        <EndFields rule={rule} />
        <ActionFields rule={rule} />
        <RuleTerms rule={rule} />
        <div className={classes.foot}>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => {
              removeRule(rule);
              focusList('rules');
            }}
          >
            {t('mappingEditor.inspector.remove')}
          </Button>
        </div>
      </div>
    </aside>
  );
}
