import { Button, Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { MappingPreset } from '../../../../shared/domain/mapping-work.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useAsked } from '../../../stores/use-asked.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Loading } from '../../../ui/page-state.tsx';
import { useReturnFocus } from '../../../ui/use-return-focus.ts';
import { useEditor } from '../editor-store.ts';
import { sameMapping } from '../same-mapping.ts';
import { DifferenceView } from '../versions/difference-view.tsx';
import { mappingCounts } from './counts.ts';
import classes from './import.module.css';
import { withOwnStatusMaps } from './own-status-maps.ts';

function Choices({
  presets,
  chosen,
  onChoose,
}: {
  readonly presets: readonly MappingPreset[];
  readonly chosen: MappingPreset;
  readonly onChoose: (id: MappingPreset['id']) => void;
}) {
  const set = useRef<HTMLFieldSetElement>(null);
  // The list comes after the dialog has taken the focus.
  useEffect(() => set.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);
  return (
    <fieldset className={classes.presets} ref={set}>
      <legend className="unseen">{t('presets.choose')}</legend>
      {presets.map((preset) => (
        <label key={preset.id} className={classes.preset} data-chosen={preset === chosen || undefined}>
          <input
            type="radio"
            name="mapping-preset"
            value={preset.id}
            checked={preset === chosen}
            onChange={() => onChoose(preset.id)}
          />
          <span>
            <span className={classes.presetTitle}>{preset.title}</span>
            <span className={classes.presetText}>{preset.text}</span>
            <span className={`${classes.presetText ?? ''} num`}>{mappingCounts(preset.mapping).join(' · ')}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Body({ onClose }: { readonly onClose: () => void }) {
  const { value, error } = useAsked('mapping:presets', undefined);
  const mapping = useEditor((state) => state.mapping);
  const [id, setId] = useState<MappingPreset['id']>('standard');
  if (value === undefined) return error === null ? <Loading rows={5} /> : <ErrorNote error={error} />;
  const chosen = value.find((preset) => preset.id === id) ?? value[0];
  if (chosen === undefined) return null;
  const next = withOwnStatusMaps(chosen.mapping, mapping);
  const same = sameMapping(next, mapping);

  return (
    <>
      <p className={classes.lead}>{t('presets.help')}</p>
      <div className={classes.columns}>
        <Choices presets={value} chosen={chosen} onChoose={setId} />
        <section className={classes.preview} aria-label={t('presets.against')}>
          <h3>{t('presets.against')}</h3>
          <DifferenceView key={chosen.id} folded before={mapping} after={next} />
        </section>
      </div>
      <div className={classes.foot}>
        {same && <span className="dim">{t('presets.same')}</span>}
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button
          disabled={same}
          onClick={() => {
            useEditor.getState().replaceAll(next, t('presets.step', { preset: chosen.title }));
            onClose();
          }}
        >
          {t('presets.use')}
        </Button>
      </div>
    </>
  );
}

/** Rules to begin with: what each preset holds and how it differs from the editor. Using one is one step that undo takes back. */
export function PresetsDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  useReturnFocus(opened);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={920}
      title={t('presets.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Body onClose={onClose} />
    </Modal>
  );
}
