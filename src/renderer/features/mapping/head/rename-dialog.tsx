import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../../shared/strings/t.ts';
import { useEditor } from '../editor-store.ts';

/** Another name for the mapping. */
export function RenameDialog({ onClose }: { readonly onClose: () => void }) {
  const before = useEditor((state) => state.mapping.name);
  const edit = useEditor((state) => state.edit);
  const [name, setName] = useState(before);
  const empty = name.trim() === '';
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('mappingEditor.rename.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (empty) return;
          edit({ kind: 'rename', name: name.trim() }, t('mappingEditor.step.rename'));
          onClose();
        }}
      >
        <TextInput
          data-autofocus
          label={t('mappingEditor.rename.name')}
          maxLength={100}
          value={name}
          error={empty ? t('mappingEditor.rename.empty') : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap={8} mt={16}>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit">{t('mappingEditor.rename.confirm')}</Button>
        </Group>
      </form>
    </Modal>
  );
}
