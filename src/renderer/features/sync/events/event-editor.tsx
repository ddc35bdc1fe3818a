import type { EventRule } from '../../../../shared/config-sync.ts';
import {
  type Observed,
  type WorkOrderEventName,
  workOrderEvents,
} from '../../../../shared/domain/work-order-events.ts';
import { t } from '../../../../shared/strings/t.ts';
import { WarningLine } from '../setting-facts.tsx';
import { ActionFields } from './action-fields.tsx';
import classes from './events.module.css';
import { TestPanel } from './test-panel.tsx';

function detectedWords(observed: Observed): string {
  switch (observed.by) {
    case 'record':
      return t('sync.events.detectedRecord', { field: observed.field });
    case 'webhook':
      return t('sync.events.detectedWebhook', { webhook: observed.webhook });
    case 'none':
      return observed.reason;
  }
}

interface EventEditorProps {
  readonly event: WorkOrderEventName;
  readonly rule: EventRule;
  readonly warnings: readonly string[];
  readonly onRule: (rule: EventRule) => void;
}

/** What an event does, what to know about that, and a try of it. */
export function EventEditor({ event, rule, warnings, onRule }: EventEditorProps) {
  return (
    <div className={classes.editor}>
      <p className={classes.detected}>
        {detectedWords(workOrderEvents[event].observed)} {t('sync.events.defaultRule')}
      </p>
      {warnings.length > 0 && (
        <div className={classes.warnings}>
          {warnings.map((text) => (
            <WarningLine key={text}>{text}</WarningLine>
          ))}
        </div>
      )}
      <ActionFields event={event} action={rule.action} onAction={(action) => onRule({ on: rule.on, action })} />
      <TestPanel event={event} action={rule.action} />
    </div>
  );
}
