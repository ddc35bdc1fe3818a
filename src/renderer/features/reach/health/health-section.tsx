import { Button, Title } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import type { HealthFinding, HealthReport } from '../../../../shared/domain/reach.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { go } from '../../../stores/nav-store.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Loading } from '../../../ui/page-state.tsx';
import reading from '../../../ui/reading.module.css';
import { StatusMark, ToneIcon } from '../../../ui/status-mark.tsx';
import { Ago, Until } from '../../../ui/time-text.tsx';
import { NotLoaded } from '../not-loaded.tsx';
import { useKeptFocus } from '../use-kept-focus.ts';
import classes from './health.module.css';
import { findingTones, groupFindings } from './health-groups.ts';
import { useHealth } from './use-health.ts';

/** What is put right on the Tunnel tab: the tunnel, and the listener's port. */
const onTunnelTab: ReadonlySet<HealthFinding['subject']> = new Set(['tunnel', 'listener']);

function Finding({
  finding,
  busy = null,
  onRepair,
}: {
  readonly finding: HealthFinding;
  readonly busy?: string | null;
  readonly onRepair?: (findingId: string) => void;
}) {
  const id = useId();
  return (
    <li className={classes.line}>
      <ToneIcon tone={findingTones[finding.state]} size={16} />
      <span className={classes.text} id={id}>
        <span className={classes.subject}>
          {t(`reach.subject.${finding.subject}`)} · {t(`reach.finding.${finding.state}`)}
        </span>
        {finding.message}
      </span>
      {finding.offer === null && finding.state === 'failed' && onTunnelTab.has(finding.subject) && (
        <Button
          size="xs"
          variant="default"
          aria-describedby={id}
          onClick={() => go({ page: 'callbacks', tab: 'tunnel' })}
        >
          {t('reach.openTunnel')}
        </Button>
      )}
      {finding.offer !== null && onRepair !== undefined && (
        <Button
          size="xs"
          variant="default"
          aria-describedby={id}
          loading={busy === finding.id}
          disabled={busy !== null}
          onClick={() => onRepair(finding.id)}
        >
          {finding.offer}
        </Button>
      )}
    </li>
  );
}

/** What is in order: one line, unless somebody wants to see it. */
function InOrder({ findings }: { readonly findings: readonly HealthFinding[] }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  if (findings.length === 0) return null;
  return (
    <div className={classes.order}>
      <button
        type="button"
        className={classes.toggle}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <StatusMark tone="ok">{tn('reach.health.inOrder', findings.length)}</StatusMark>
        <IconChevronRight size={15} className={classes.chevron} data-open={open || undefined} aria-hidden />
      </button>
      <ul id={id} className={classes.list} hidden={!open}>
        {open && findings.map((finding) => <Finding key={finding.id} finding={finding} />)}
      </ul>
    </div>
  );
}

function When({ report }: { readonly report: HealthReport }) {
  if (report.running) return <span className={classes.when}>{t('reach.health.running')}</span>;
  return (
    <span className={classes.when}>
      {report.checkedAt === null ? (
        t('reach.health.never')
      ) : (
        <>
          {t('reach.health.checked')} <Ago at={report.checkedAt} />
        </>
      )}
      {report.nextAt !== null && (
        <>
          {' · '}
          {t('reach.health.next')} <Until at={report.nextAt} />
        </>
      )}
    </span>
  );
}

/** What is looked at hourly: what needs a person first, then what was mended, then what is in order. */
export function HealthSection() {
  const { report, failed, busy, checkNow, repair, again } = useHealth();
  const area = useRef<HTMLElement>(null);
  useKeptFocus(area, `${busy ?? ''} ${report?.findings.map(({ id, offer }) => `${id} ${offer ?? ''}`).join() ?? ''}`);
  if (report === null) {
    if (failed === null) return <Loading rows={3} />;
    return (
      <section className={reading.section} aria-labelledby="reach-health">
        <div className={reading.head}>
          <Title order={2} id="reach-health">
            {t('reach.health')}
          </Title>
        </div>
        <NotLoaded error={failed} onAgain={again} />
      </section>
    );
  }
  const { forPerson, repaired, ok } = groupFindings(report.findings);
  const nothing = report.findings.length === 0;
  return (
    <section className={reading.section} aria-labelledby="reach-health" ref={area} tabIndex={-1}>
      <div className={reading.head}>
        <Title order={2} id="reach-health">
          {t('reach.health')}
        </Title>
        <span className={reading.grow} />
        <When report={report} />
        <Button
          size="xs"
          variant="default"
          data-next
          loading={busy === 'all' || report.running}
          disabled={busy !== null}
          onClick={checkNow}
        >
          {t('reach.health.check')}
        </Button>
      </div>
      {failed !== null && (
        <div className={classes.failed}>
          <ErrorNote error={failed} />
        </div>
      )}
      <div className={classes.box}>
        {forPerson.length > 0 && (
          <ul className={classes.list}>
            {forPerson.map((finding) => (
              <Finding key={finding.id} finding={finding} busy={busy} onRepair={repair} />
            ))}
          </ul>
        )}
        {repaired.length > 0 && (
          <ul className={classes.list}>
            {repaired.map((finding) => (
              <Finding key={finding.id} finding={finding} busy={busy} onRepair={repair} />
            ))}
          </ul>
        )}
        <InOrder findings={ok} />
        {nothing && (
          <p className={classes.none}>
            {report.checkedAt === null ? t('reach.health.noneYet') : t('reach.health.nothing')}
          </p>
        )}
      </div>
    </section>
  );
}
