import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBackUpDouble,
  IconDots,
  IconDownload,
  IconForms,
  IconKeyboard,
  IconSettings,
  IconStack2,
  IconUpload,
} from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../../../shared/strings/t.ts';
import { go } from '../../../stores/nav-store.ts';
import { onDemand } from '../../../ui/on-demand.tsx';
import { useEditor } from '../editor-store.ts';
import { exportMapping } from '../import/export-mapping.ts';
import { useRulesView } from '../rules/rules-store.ts';
import { RenameDialog } from './rename-dialog.tsx';

const PresetsDialog = onDemand(async () => (await import('../import/presets-dialog.tsx')).PresetsDialog);
const ImportDialog = onDemand(async () => (await import('../import/import-dialog.tsx')).ImportDialog);

/** What is done with the mapping as a whole, apart from activating it. */
export function PageMenu() {
  const dirty = useEditor((state) => state.dirty);
  const discard = useEditor((state) => state.discard);
  const [shown, setShown] = useState<'presets' | 'import' | 'rename' | null>(null);
  const close = (): void => setShown(null);
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={240}>
        <Menu.Target>
          <ActionIcon variant="default" size={32} aria-label={t('mappingEditor.menu')}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconForms size={15} aria-hidden />} onClick={() => setShown('rename')}>
            {t('mappingEditor.menu.rename')}
          </Menu.Item>
          <Menu.Item leftSection={<IconStack2 size={15} aria-hidden />} onClick={() => setShown('presets')}>
            {t('mappingEditor.menu.presets')}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={15} aria-hidden />} onClick={() => setShown('import')}>
            {t('mappingEditor.menu.import')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconUpload size={15} aria-hidden />}
            onClick={() => void exportMapping(useEditor.getState().mapping)}
          >
            {t('mappingEditor.menu.export')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowBackUpDouble size={15} aria-hidden />} disabled={!dirty} onClick={discard}>
            {t('mappingEditor.menu.discard')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconSettings size={15} aria-hidden />}
            onClick={() => go({ page: 'settings', section: 'trigger' })}
          >
            {t('mappingEditor.menu.trigger')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconKeyboard size={15} aria-hidden />}
            onClick={() => useRulesView.setState({ keysShown: true })}
          >
            {t('mappingEditor.menu.keys')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {shown === 'presets' && <PresetsDialog opened onClose={close} />}
      {shown === 'import' && <ImportDialog opened onClose={close} />}
      {shown === 'rename' && <RenameDialog onClose={close} />}
    </>
  );
}
