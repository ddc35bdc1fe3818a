import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { ActivityFilter } from '../../../shared/domain/activity.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone, tellFailure } from '../../commands.ts';
import classes from './event-tools.module.css';

/** What the filter shows, as a file. */
export function ExportMenu({ filter }: { readonly filter: ActivityFilter }) {
  const [busy, setBusy] = useState(false);

  async function save(format: 'csv' | 'ndjson'): Promise<void> {
    setBusy(true);
    const answer = await ask('log:export', { filter, format });
    setBusy(false);
    if (!answer.ok) tellFailure(answer.error.message);
    else if (answer.value !== null) tellDone(tn('events.exported', answer.value.lines, { file: answer.value.file }));
  }

  return (
    <Menu position="bottom-end" shadow="md" width={260}>
      <Menu.Target>
        <Button
          variant="default"
          className={classes.tool ?? ''}
          title={busy ? t('events.exporting') : t('events.export')}
          loading={busy}
          aria-label={busy ? t('events.exporting') : t('events.export')}
        >
          <IconDownload size={16} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('events.exportHelp')}</Menu.Label>
        <Menu.Item onClick={() => void save('csv')}>{t('events.exportCsv')}</Menu.Item>
        <Menu.Item onClick={() => void save('ndjson')}>{t('events.exportNdjson')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
