import { Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { create } from 'zustand';
import type { EventAction } from '../../../../shared/config-sync.ts';
import type { DryRun } from '../../../../shared/domain/trials.ts';
import type { LinkRow } from '../../../../shared/domain/views.ts';
import type { WorkOrderEventName } from '../../../../shared/domain/work-order-events.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { useAsked } from '../../../stores/use-asked.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { sameValue } from '../draft.ts';
import classes from './events.module.css';
import { TestResult } from './test-result.tsx';

interface Chosen {
  readonly workOrderId: number;
  readonly label: string;
}

/** The work order tests run on, the same for every event until another is chosen. */
const useTestOn = create<{ readonly chosen: Chosen | null }>()(() => ({ chosen: null }));

const linksShown = 20;

function labelOf(link: LinkRow & { readonly workOrderId: number }): string {
  return t('sync.events.testLink', {
    workOrder: link.workOrderId,
    ticket: link.ticketId,
    company: link.companyName,
  });
}

function WorkOrderPicker({ onChoose }: { readonly onChoose: () => void }) {
  const chosen = useTestOn((state) => state.chosen);
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed === chosen?.label ? '' : typed.trim(), 150);
  const links = useAsked('links:search', { text, limit: linksShown });
  const found = (links.value ?? []).flatMap((link): readonly Chosen[] =>
    link.workOrderId === null || link.state !== 'open'
      ? []
      : [{ workOrderId: link.workOrderId, label: labelOf({ ...link, workOrderId: link.workOrderId }) }],
  );
  const all = [
    ...(chosen === null || found.some(({ workOrderId }) => workOrderId === chosen.workOrderId) ? [] : [chosen]),
    ...found,
  ];
  return (
    <Select
      className={classes.testOn ?? ''}
      label={t('sync.events.testOn')}
      placeholder={t('sync.events.testChoose')}
      nothingFoundMessage={t('sync.events.testNoLink')}
      searchable
      filter={({ options }) => options}
      data={all.map(({ workOrderId, label }) => ({ value: String(workOrderId), label }))}
      value={chosen === null ? null : String(chosen.workOrderId)}
      onSearchChange={setTyped}
      onChange={(id) => {
        useTestOn.setState({ chosen: all.find(({ workOrderId }) => String(workOrderId) === id) ?? null });
        onChoose();
      }}
    />
  );
}

interface Tried {
  readonly action: EventAction;
  readonly result: DryRun | null;
  readonly error: AppErrorInfo | null;
}

/** Tries the action as it stands on one work order: what it would change and write, without doing it. */
export function TestPanel({ event, action }: { readonly event: WorkOrderEventName; readonly action: EventAction }) {
  const chosen = useTestOn((state) => state.chosen);
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState<Tried | null>(null);
  const id = useId();
  const unready = action.do === 'script' && action.script.trim() === '';

  async function run(): Promise<void> {
    if (chosen === null) return;
    setBusy(true);
    const answer = await ask('sync:test-event', { event, workOrderId: chosen.workOrderId, action });
    setBusy(false);
    setTried(answer.ok ? { action, result: answer.value, error: null } : { action, result: null, error: answer.error });
  }

  // A result tells of the action it was tried with, not of what was typed since.
  const shown = tried !== null && sameValue(tried.action, action) ? tried : null;
  return (
    <section className={classes.test} aria-labelledby={id}>
      <div className={classes.label} id={id}>
        {t('sync.events.test')}
      </div>
      <p className={classes.detected}>{t('sync.events.testText')}</p>
      <div className={classes.testLine}>
        <WorkOrderPicker onChoose={() => setTried(null)} />
        <Button
          variant="default"
          loading={busy}
          disabled={chosen === null || unready}
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          onClick={() => void run()}
        >
          {t('sync.events.testRun')}
        </Button>
      </div>
      <div aria-live="polite">
        {shown?.result !== null && shown?.result !== undefined && <TestResult result={shown.result} />}
      </div>
      {shown?.error !== null && shown?.error !== undefined && <ErrorNote error={shown.error} />}
    </section>
  );
}
