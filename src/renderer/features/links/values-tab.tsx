import { Button, Switch, Title } from '@mantine/core';
import { useState } from 'react';
import type { LinkPage } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import reading from '../../ui/reading.module.css';
import { StatusMark } from '../../ui/status-mark.tsx';
import { FieldTable } from './field-table.tsx';

/** Both records side by side with what they last agreed on. */
export function ValuesTab({ page, onTry }: { readonly page: LinkPage; readonly onTry: () => void }) {
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  const { fields, link } = page;
  const differing = fields.filter((field) => field.differs);
  return (
    <section aria-labelledby="link-values">
      <div className={reading.head}>
        <Title order={2} id="link-values">
          {t('link.values')}
        </Title>
        {fields.length > 0 && (
          <StatusMark tone={differing.length === 0 ? 'ok' : 'attention'}>
            {differing.length === 0 ? t('link.allSame') : tn('link.differCount', differing.length)}
          </StatusMark>
        )}
        <span className={reading.grow} />
        {differing.length > 0 && (
          <Switch
            label={t('link.onlyDiffering')}
            checked={onlyDiffering}
            onChange={(event) => setOnlyDiffering(event.currentTarget.checked)}
          />
        )}
        {link.state !== 'closed' && (
          <Button size="xs" variant="default" disabled={link.workOrderId === null} onClick={onTry}>
            {t('link.dryRun')}
          </Button>
        )}
      </div>
      {fields.length === 0 ? (
        <p className="dim">{t('link.noFields')}</p>
      ) : (
        <FieldTable fields={onlyDiffering && differing.length > 0 ? differing : fields} />
      )}
    </section>
  );
}
