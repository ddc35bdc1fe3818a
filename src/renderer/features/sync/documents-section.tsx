import { Button, NumberInput, TagsInput } from '@mantine/core';
import { emptyConfig } from '../../../shared/config.ts';
import { t } from '../../../shared/strings/t.ts';
import { SettingBox } from '../../ui/setting-row.tsx';
import { sameValue } from './draft.ts';
import { edit } from './draft-store.ts';
import { fileTypes } from './file-types.ts';
import { PageHead } from './page-parts.tsx';
import { ControlRow, SwitchRow } from './rows.tsx';
import type { SectionProps } from './sync-section.tsx';

const normal = emptyConfig.sync.documents;
/** Documents: which files go across, how large, and of which types. */
export function DocumentsSection({ draft: { documents } }: SectionProps) {
  return (
    <>
      <PageHead section="documents" lead={t('sync.documents.lead')} />
      <SettingBox>
        <SwitchRow
          name="sync.documents.toTicket"
          checked={documents.toTicket}
          normal={normal.toTicket}
          readers="team"
          onChange={(toTicket) => edit('documents', { toTicket })}
        />
        <SwitchRow
          name="sync.documents.toWorkOrder"
          checked={documents.toWorkOrder}
          normal={normal.toWorkOrder}
          readers="provider"
          onChange={(toWorkOrder) => edit('documents', { toWorkOrder })}
        />
        {documents.toWorkOrder && (
          <ControlRow
            inner
            name="sync.documents.toWorkOrderTypes"
            control={(labels) => (
              <TagsInput
                {...labels}
                placeholder={t('sync.documents.addType')}
                maxTags={50}
                value={documents.toWorkOrderTypes}
                onChange={(types) => edit('documents', { toWorkOrderTypes: fileTypes(types) })}
              />
            )}
          >
            {!sameValue(documents.toWorkOrderTypes, normal.toWorkOrderTypes) && (
              <Button
                size="xs"
                variant="default"
                onClick={() => edit('documents', { toWorkOrderTypes: normal.toWorkOrderTypes })}
              >
                {t('sync.documents.resetTypes')}
              </Button>
            )}
          </ControlRow>
        )}
        <ControlRow
          name="sync.documents.maxMegabytes"
          wide={false}
          normal={`${String(normal.maxMegabytes)} ${t('sync.documents.megabytes')}`}
          control={(labels) => (
            <NumberInput
              {...labels}
              w={120}
              min={1}
              max={2000}
              clampBehavior="none"
              allowDecimal={false}
              suffix={` ${t('sync.documents.megabytes')}`}
              value={documents.maxMegabytes}
              error={documents.maxMegabytes < 1 || documents.maxMegabytes > 2000}
              onChange={(value) => edit('documents', { maxMegabytes: typeof value === 'number' ? value : 0 })}
            />
          )}
        />
      </SettingBox>
    </>
  );
}
