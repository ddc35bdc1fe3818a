import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CatalogField } from '../../../../shared/domain/catalog.ts';
import { t } from '../../../../shared/strings/t.ts';
import { otherSide, type Side, sides, useFieldIndex } from '../fields/field-index.ts';
import { type FieldItem, fieldItems } from '../fields/field-rows.ts';
import { TypeMark, typeWords } from '../fields/field-type.tsx';
import { focusList, ListBox } from '../list-box.tsx';
import { addConstant, connect } from '../rules/rule-actions.ts';
import { type FieldRef, useRulesView } from '../rules/rules-store.ts';
import { candidates, connectable } from './candidates.ts';
import classes from './connect.module.css';

const rowHeight = 40;

/** Closes the dialog and goes on in a list: the one it was opened from, or the rules once there is a new one. */
function close(list: string): void {
  useRulesView.setState({ connecting: null });
  focusList(list);
}

/** A list that is narrowed by typing: Enter takes the first or the marked field, Down goes to the list. */
function Chooser({
  label,
  fields,
  onChoose,
  focusAtOnce = false,
}: {
  readonly label: string;
  readonly fields: readonly CatalogField[];
  readonly onChoose: (path: string) => void;
  /** The dialog is open already, so it does not put the focus there. */
  readonly focusAtOnce?: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [active, setActive] = useState<string | null>(null);
  const items = useMemo(() => fieldItems(fields, text, rowHeight), [fields, text]);
  const first = items.find((item) => item.option)?.id;
  const marked = items.some((item) => item.option && item.id === active) ? active : (first ?? null);
  useEffect(() => {
    if (focusAtOnce) input.current?.focus();
  }, [focusAtOnce]);
  return (
    <>
      <TextInput
        ref={input}
        data-autofocus
        label={label}
        placeholder={t('mappingEditor.connect.find')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && marked !== null) {
            event.preventDefault();
            onChoose(marked);
          } else if (event.key === 'ArrowDown') {
            event.preventDefault();
            focusList('connect');
          }
        }}
      />
      <div className={classes.list}>
        {items.length === 0 ? (
          <p className={classes.none}>{t('mappingEditor.connect.none')}</p>
        ) : (
          <ListBox<FieldItem>
            name="connect"
            label={label}
            items={items}
            activeId={marked}
            onActive={setActive}
            onOpen={onChoose}
            openOnClick
            optionProps={(item) =>
              item.option
                ? { 'aria-label': `${item.field.label}, ${typeWords(item.field.type)}, ${item.field.group}` }
                : {}
            }
            render={(item) =>
              item.option ? (
                <div className={classes.row}>
                  <TypeMark type={item.field.type} />
                  <span className="cut">{item.field.label}</span>
                  <span className={classes.path}>{item.field.path}</span>
                </div>
              ) : (
                <div className={classes.group}>{item.group}</div>
              )
            }
          />
        )}
      </div>
    </>
  );
}

function FirstEnd({ onChoose }: { readonly onChoose: (end: FieldRef) => void }) {
  const index = useFieldIndex();
  const [side, setSide] = useState<Side>('connectwise');
  const fields = useMemo(
    () => connectable(side, { connectwise: index.fields('connectwise'), fieldnation: index.fields('fieldnation') }),
    [side, index],
  );
  return (
    <>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('mappingEditor.connect.side')}
        value={side}
        onChange={(value) => setSide(value as Side)}
        data={sides.map((value) => ({ value, label: t(`remote.${value}`) }))}
      />
      <Chooser
        key={side}
        label={t('mappingEditor.connect.first', { side: t(`remote.${side}`) })}
        fields={fields}
        onChoose={(path) => onChoose({ side, path })}
      />
    </>
  );
}

function SecondEnd({ first, onBack }: { readonly first: FieldRef; readonly onBack: (() => void) | null }) {
  const index = useFieldIndex();
  const other = otherSide[first.side];
  const field = index.field(first.side, first.path);
  const fields = useMemo(
    () =>
      field === undefined
        ? []
        : candidates(first.side, field, index.fields(other), t('mappingEditor.connect.suggested')),
    [field, first.side, index, other],
  );
  if (field === undefined) return null;
  return (
    <>
      <p className={classes.first}>
        <TypeMark type={field.type} />
        <span>
          <span className={classes.firstSide}>{t(`remote.${first.side}`)}</span> {field.label}
        </span>
      </p>
      <Chooser
        label={t('mappingEditor.connect.second', { side: t(`remote.${other}`) })}
        fields={fields}
        focusAtOnce
        onChoose={(path) => {
          if (connect(first, { side: other, path })) close('rules');
        }}
      />
      <div className={classes.foot}>
        {onBack !== null && (
          <Button variant="subtle" leftSection={<IconArrowLeft size={14} aria-hidden />} onClick={onBack}>
            {t('mappingEditor.connect.back')}
          </Button>
        )}
        <span className={classes.grow} />
        {field.write && (
          <Button
            variant="default"
            onClick={() => {
              addConstant(first);
              close('rules');
            }}
          >
            {t('mappingEditor.connect.constant', { field: field.label })}
          </Button>
        )}
      </div>
    </>
  );
}

/** Connects two fields without dragging: choose one, then the one of the other side. */
export function ConnectDialog() {
  const connecting = useRulesView((state) => state.connecting);
  const [chosen, setChosen] = useState<FieldRef | null>(null);
  const from = connecting?.from ?? chosen;
  useEffect(() => {
    if (connecting === null) setChosen(null);
  }, [connecting]);
  return (
    <Modal
      opened={connecting !== null}
      onClose={() => close(connecting?.from?.side ?? 'rules')}
      returnFocus={false}
      title={t('mappingEditor.connect.title')}
      size={520}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <div className={classes.body}>
        {from === null ? (
          <FirstEnd onChoose={setChosen} />
        ) : (
          <SecondEnd
            key={`${from.side} ${from.path}`}
            first={from}
            onBack={connecting?.from === null ? () => setChosen(null) : null}
          />
        )}
      </div>
    </Modal>
  );
}
