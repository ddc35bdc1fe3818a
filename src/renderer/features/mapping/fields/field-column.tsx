import { IconGripVertical } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { CatalogField } from '../../../../shared/domain/catalog.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import { readPath } from '../../../../shared/record-path.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { useApp } from '../../../stores/app-store.ts';
import { SearchField } from '../../../ui/search-field.tsx';
import { useEditor } from '../editor-store.ts';
import { ListBox } from '../list-box.tsx';
import { shownValue } from '../preview/shown-value.ts';
import { pathsOn, usesOf } from '../rule-ends.ts';
import { connect, openRule } from '../rules/rule-actions.ts';
import { openConnect, useRulesView } from '../rules/rules-store.ts';
import { ColumnNotes } from './column-notes.tsx';
import classes from './field-column.module.css';
import { FieldFoot } from './field-foot.tsx';
import { otherSide, type Side, useFieldIndex } from './field-index.ts';
import { type FieldItem, fieldItems } from './field-rows.ts';
import { TypeMark, typeWords } from './field-type.tsx';

const rowHeights = { comfortable: 42, compact: 36 } as const;

/** The record of a side whose values are shown; null without one. */
export function useSampleDocument(side: Side): JsonObject | null {
  return useEditor(
    (state) => (side === 'connectwise' ? state.sample?.ticket : state.sample?.workOrder)?.document ?? null,
  );
}

function FieldRow({
  field,
  value,
  uses,
}: {
  readonly field: CatalogField;
  readonly value: string | null;
  readonly uses: number;
}) {
  return (
    <div className={classes.row}>
      <span className={classes.type}>
        <TypeMark type={field.type} />
      </span>
      <span className={classes.words}>
        <span className={classes.name}>
          <span className="cut">{field.label}</span>
          {field.required !== 'no' && uses === 0 && (
            <span className={classes.required}>{t('mappingEditor.fields.required')}</span>
          )}
        </span>
        <span className={classes.value}>
          {field.read ? (value ?? field.path) : t('mappingEditor.fields.writeOnly')}
        </span>
      </span>
      {uses > 0 && (
        <span className={classes.uses} title={tn('mappingEditor.fields.uses', uses)}>
          {uses}
        </span>
      )}
      <IconGripVertical className={classes.grip} size={14} aria-hidden />
    </div>
  );
}

/** All fields of a side, to be searched, dragged onto the other side's fields or onto a rule, or connected with Enter. */
export function FieldColumn({ side }: { readonly side: Side }) {
  const index = useFieldIndex();
  const known = useEditor((state) => state.catalog !== null);
  const rules = useEditor((state) => state.mapping.rules);
  const document = useSampleDocument(side);
  const density = useApp((state) => state.preferences?.density ?? 'comfortable');
  const active = useRulesView((state) => state.activeField[side]);
  const dragged = useRulesView((state) => state.dragged);
  const [text, setText] = useState('');
  const [over, setOver] = useState<string | null>(null);
  const fields = index.fields(side);
  const items = useMemo(() => fieldItems(fields, text, rowHeights[density]), [fields, text, density]);
  const uses = useMemo(() => usesOf(rules, side), [rules, side]);
  const title = t(`remote.${side}`);
  const activeField = active === null ? undefined : index.field(side, active);
  const takes = dragged !== null && dragged.side === otherSide[side];

  const words = (field: CatalogField): string | null => {
    if (document === null || !field.read) return null;
    const value = readPath(document, field.path);
    return shownValue(value ?? null, field).line;
  };
  const name = (field: CatalogField): string =>
    [
      field.label,
      typeWords(field.type),
      words(field),
      (uses.get(field.path) ?? 0) > 0 ? tn('mappingEditor.fields.uses', uses.get(field.path) ?? 0) : null,
    ]
      .filter((part) => part !== null)
      .join(', ');

  return (
    <section className={classes.column} aria-label={t('mappingEditor.fields.of', { side: title })} data-side={side}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        <SearchField
          main={false}
          label={t('mappingEditor.fields.search', { side: title })}
          placeholder={t('mappingEditor.fields.find')}
          clearLabel={t('action.clearSearch')}
          text={text}
          onText={setText}
        />
      </div>
      <ColumnNotes side={side} />
      {items.length === 0 ? (
        known && <p className={classes.none}>{t('mappingEditor.fields.none', { text })}</p>
      ) : (
        <ListBox<FieldItem>
          name={side}
          label={t('mappingEditor.fields.of', { side: title })}
          items={items}
          activeId={active}
          onActive={(path) =>
            useRulesView.setState(({ activeField }) => ({ activeField: { ...activeField, [side]: path } }))
          }
          onOpen={(path) => openConnect({ side, path })}
          optionProps={(item) =>
            item.option
              ? {
                  'aria-label': name(item.field),
                  draggable: true,
                  'data-drop': takes ? (over === item.id ? 'over' : 'here') : undefined,
                  onDragStart: (event) => {
                    event.dataTransfer.effectAllowed = 'link';
                    event.dataTransfer.setData('text/plain', item.field.label);
                    useRulesView.setState({ dragged: { side, path: item.id } });
                  },
                  onDragEnd: () => useRulesView.setState({ dragged: null }),
                  onDragOver: (event) => {
                    if (!takes) return;
                    event.preventDefault();
                    setOver(item.id);
                  },
                  onDragLeave: () => setOver(null),
                  onDrop: (event) => {
                    event.preventDefault();
                    setOver(null);
                    if (dragged !== null && takes) connect(dragged, { side, path: item.id });
                    useRulesView.setState({ dragged: null });
                  },
                }
              : {}
          }
          render={(item) =>
            item.option ? (
              <FieldRow field={item.field} value={words(item.field)} uses={uses.get(item.id) ?? 0} />
            ) : (
              <div className={classes.group}>{item.group}</div>
            )
          }
        />
      )}
      {activeField !== undefined && (
        <FieldFoot
          field={activeField}
          value={words(activeField)}
          onConnect={() => openConnect({ side, path: activeField.path })}
          rules={rules.filter((rule) => pathsOn(rule, side).includes(activeField.path))}
          onRule={openRule}
        />
      )}
    </section>
  );
}
