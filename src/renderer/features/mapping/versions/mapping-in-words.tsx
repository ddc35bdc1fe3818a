import type { Mapping, MappingRule } from '../../../../shared/domain/mapping.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useFieldIndex } from '../fields/field-index.ts';
import { statusTargetWords } from './difference-words.ts';
import { ruleLine } from './field-label.ts';
import classes from './history.module.css';

const directions = ['inbound', 'outbound', 'both'] as const satisfies readonly MappingRule['direction'][];

function Rule({ rule, words }: { readonly rule: MappingRule; readonly words: string }) {
  return (
    <li>
      {words}
      {rule.note !== undefined && rule.note !== '' && <span className={classes.ruleNote}>{rule.note}</span>}
      {rule.action === 'CUSTOM' && (
        <details className={classes.ruleScript}>
          <summary>{t('difference.script')}</summary>
          <pre className="mono">{rule.script}</pre>
        </details>
      )}
    </li>
  );
}

function StatusMap({ map }: { readonly map: Mapping['statusMaps'][number] }) {
  return (
    <section className={classes.words}>
      <h3>{t('difference.statusMap', { board: map.boardName })}</h3>
      <ul>
        {map.toTicket.map(({ workOrderStatus, ticketStatusId, ticketStatusName }) => (
          <li key={workOrderStatus}>
            {t('difference.toTicket', { status: workOrderStatus })}:{' '}
            {statusTargetWords(
              ticketStatusId === null ? null : { kind: 'ticket-status', id: ticketStatusId, name: ticketStatusName },
            )}
          </li>
        ))}
        {map.toWorkOrder.map(({ ticketStatusId, ticketStatusName, action }) => (
          <li key={ticketStatusId}>
            {t('difference.toWorkOrder', { status: ticketStatusName })}: {statusTargetWords({ kind: 'action', action })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** All rules and status maps of a mapping, each in one line. */
export function MappingInWords({ mapping }: { readonly mapping: Mapping }) {
  const fields = useFieldIndex();
  return (
    <>
      {mapping.rules.length === 0 && <p className="dim">{t('versions.noRules')}</p>}
      {directions.map((direction) => {
        const rules = mapping.rules.filter((rule) => rule.direction === direction);
        if (rules.length === 0) return null;
        return (
          <section key={direction} className={classes.words}>
            <h3>
              {t(`versions.group.${direction}`)} <span className="dim num">{rules.length}</span>
            </h3>
            <ul>
              {rules.map((rule) => (
                <Rule key={rule.id} rule={rule} words={ruleLine(rule, fields)} />
              ))}
            </ul>
          </section>
        );
      })}
      {mapping.statusMaps.map((map) => (
        <StatusMap key={map.boardId} map={map} />
      ))}
    </>
  );
}
