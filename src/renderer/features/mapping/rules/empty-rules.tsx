import { Button, UnstyledButton } from '@mantine/core';
import { t, tn } from '../../../../shared/strings/t.ts';
import { useAsked } from '../../../stores/use-asked.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { useEditor } from '../editor-store.ts';
import classes from './rules.module.css';
import { openConnect } from './rules-store.ts';

/** A mapping without rules: start from a preset, or connect the first two fields. */
export function EmptyRules() {
  const { value, error } = useAsked('mapping:presets', undefined);
  const replaceAll = useEditor((state) => state.replaceAll);
  return (
    <div className={classes.empty}>
      <h2 className={classes.emptyTitle}>{t('mappingEditor.empty.title')}</h2>
      <p className={classes.emptyText}>{t('mappingEditor.empty.text')}</p>
      {error !== null && <ErrorNote error={error} />}
      <ul className={classes.presets}>
        {(value ?? [])
          .filter((preset) => preset.mapping.rules.length > 0)
          .map((preset) => (
            <li key={preset.id}>
              <UnstyledButton
                className={classes.preset}
                onClick={() => replaceAll(preset.mapping, t('mappingEditor.step.preset', { preset: preset.title }))}
              >
                <span className={classes.presetTitle}>
                  {preset.title}
                  <span className="dim num">{tn('mappingEditor.rules.count', preset.mapping.rules.length)}</span>
                </span>
                <span className={classes.presetText}>{preset.text}</span>
              </UnstyledButton>
            </li>
          ))}
      </ul>
      <Button variant="default" onClick={() => openConnect(null)}>
        {t('mappingEditor.empty.own')}
      </Button>
    </div>
  );
}
