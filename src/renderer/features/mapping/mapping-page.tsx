import { Button } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import type { Config } from '../../../shared/config.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { EmptyPage, Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { StatusMark } from '../../ui/status-mark.tsx';
import { type MapRow, mapRows } from './map-rows.ts';
import { PoliciesSection } from './policies-section.tsx';
import { Section } from './section.tsx';

function MapTable({ rows }: { readonly rows: readonly MapRow[] }) {
  return (
    <div className={reading.wrap}>
      <table className={reading.table}>
        <thead>
          <tr>
            <th scope="col">{t('mapping.col.workOrder')}</th>
            <th scope="col">{t('mapping.col.ticket')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.workOrderStatus}>
              <th scope="row">{row.workOrderStatus}</th>
              <td>
                {row.kind === 'set' && row.ticketStatus}
                {row.kind === 'leave' && <span className="dim">{t('mapping.leave')}</span>}
                {row.kind === 'open' && <StatusMark tone="attention">{t('mapping.undecided')}</StatusMark>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Counts({ rows }: { readonly rows: readonly MapRow[] }) {
  const count = (kind: MapRow['kind']): number => rows.filter((row) => row.kind === kind).length;
  const open = count('open');
  return (
    <span className="dim num">
      {[
        tn('mapping.mapped', count('set')),
        tn('mapping.left', count('leave')),
        ...(open > 0 ? [tn('mapping.undecidedCount', open)] : []),
      ].join(' · ')}
    </span>
  );
}

function Body({ config }: { readonly config: Config }) {
  const known = useAsked('setup:work-order-statuses', undefined);
  const rows = mapRows(config.statusMap, known.value ?? []);
  const { trigger } = config;
  return (
    <div className={reading.page}>
      <p className={reading.lead}>{t('mapping.lead')}</p>
      <Section id="mapping-trigger" title={t('mapping.trigger')} step="trigger">
        <div className={reading.box}>
          {trigger === null
            ? t('mapping.triggerNone')
            : t('mapping.triggerSentence', { board: trigger.boardName, status: trigger.statusName })}
        </div>
      </Section>
      <Section id="mapping-create" title={t('mapping.create')} step="trigger">
        <div className={reading.box}>
          {config.create.publish ? (
            <StatusMark tone="attention">{t('mapping.createPublish')}</StatusMark>
          ) : (
            t('mapping.createDraft')
          )}
        </div>
      </Section>
      <Section id="mapping-status" title={t('mapping.statusMap')} step="status-map" extra={<Counts rows={rows} />}>
        <p className={reading.text}>
          {config.statusMap.length === 0 ? t('mapping.statusMapNone') : t('mapping.statusMapText')}
        </p>
        {rows.length > 0 && <MapTable rows={rows} />}
      </Section>
      <PoliciesSection />
      <Section id="mapping-limits" title={t('mapping.limits')}>
        <div className={reading.box}>
          {t('mapping.limitsText', {
            creates: config.limits.createsPerTenMinutes,
            publishes: config.limits.publishesPerTenMinutes,
          })}
        </div>
      </Section>
    </div>
  );
}

/** The active rules in words, changed in setup; and who wins per field, changed here. */
export function MappingPage() {
  const config = useApp((state) => state.setup?.config ?? null);
  if (config === null) return <Loading />;
  if (config.trigger === null && config.statusMap.length === 0) {
    return (
      <EmptyPage
        icon={<IconArrowsLeftRight size={36} stroke={1.4} aria-hidden />}
        title={t('mapping.firstTitle')}
        text={t('mapping.firstText')}
      >
        <Button onClick={() => go({ page: 'setup' })}>{t('action.finishSetup')}</Button>
      </EmptyPage>
    );
  }
  return <Body config={config} />;
}
