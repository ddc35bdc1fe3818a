import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import { type MessageKey, t } from '../../../../shared/strings/t.ts';
import { useApp } from '../../../stores/app-store.ts';
import { keyCaps } from '../../../ui/frame/shortcut-list.ts';
import { useRulesView } from '../rules/rules-store.ts';
import classes from './head.module.css';

const rows = [
  [['Up', 'Down'], 'mappingEditor.keys.move'],
  [['Enter'], 'mappingEditor.keys.open'],
  [['N'], 'mappingEditor.keys.new'],
  [['Delete'], 'mappingEditor.keys.remove'],
  [['Alt+Up'], 'mappingEditor.keys.up'],
  [['Alt+Down'], 'mappingEditor.keys.down'],
  [['mod+D'], 'mappingEditor.keys.duplicate'],
  [['F8'], 'mappingEditor.keys.problem'],
  [['/'], 'mappingEditor.keys.find'],
  [['mod+F'], 'mappingEditor.keys.find'],
  [['mod+Z'], 'mappingEditor.keys.undo'],
  [['mod+Y'], 'mappingEditor.keys.redo'],
  [['Esc'], 'mappingEditor.keys.close'],
] as const satisfies readonly (readonly [readonly string[], MessageKey])[];

/** The keys of the mapping page. */
export function KeysDialog() {
  const shown = useRulesView((state) => state.keysShown);
  const platform = useApp((state) => state.info?.platform ?? '');
  return (
    <Modal
      opened={shown}
      onClose={() => useRulesView.setState({ keysShown: false })}
      title={t('mappingEditor.keys.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <dl className={classes.keys}>
        {rows.map(([keys, meaning]) => (
          <Fragment key={keys.join()}>
            <dt>
              {keys
                .flatMap((combination) => keyCaps(combination, platform))
                .map((cap) => (
                  <kbd key={cap}>{cap}</kbd>
                ))}
            </dt>
            <dd>{t(meaning)}</dd>
          </Fragment>
        ))}
      </dl>
    </Modal>
  );
}
