import { targetLabel } from '../../../shared/domain/field-labels.ts';
import type { Ticket } from '../../../shared/domain/records.ts';
import type { RemoteHealth } from '../../../shared/domain/status.ts';
import { AppError } from '../../../shared/errors.ts';
import type { SyncContext } from '../../sync/context.ts';
import { createChanges } from '../../sync/create.ts';
import { effectiveMapping } from '../../sync/effective-mapping.ts';
import { evaluateTicket } from '../../sync/evaluate-link.ts';
import { approvedAtStart } from '../../sync/guard.ts';
import type { Checks } from './checks.ts';

/** Problems of the mapping that are told one by one. */
const mostProblems = 3;
/** Window of the bulk limit (sync/guard.ts). */
const windowMs = 600_000;

/** Whether the mapping gives the ticket a work order: the same evaluation as the create's, with nothing sent. */
export async function checkMapping(
  checks: Checks,
  context: SyncContext,
  ticket: Ticket,
  signal?: AbortSignal,
): Promise<void> {
  const title = 'Mapping';
  try {
    const { mapping } = await context.mapping();
    const rules = {
      mapping: effectiveMapping(mapping, context.config(), ticket.board.id),
      scripts: context.scripts,
      signal,
    };
    const problems = (await evaluateTicket(rules, ticket, 'create')).flatMap(({ outcome }) =>
      outcome.kind === 'problem' ? [outcome.problem] : [],
    );
    const [first] = problems;
    if (first !== undefined) {
      const told = problems.slice(0, mostProblems).map(({ message }) => message);
      const more = problems.length > mostProblems ? ` ${problems.length - mostProblems} more rules have no value.` : '';
      return checks.no('mapping', title, 'needs-person', `${told.join(' ')}${more}`, {
        action: first.action ?? { do: 'open-mapping' },
      });
    }
    const changes = await createChanges(context, ticket, signal);
    checks.ok(
      'mapping',
      title,
      `The work order would be given ${changes.map(({ target }) => targetLabel(target)).join(', ')}.`,
    );
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.kind === 'permanent')
      checks.no('mapping', title, 'needs-person', error.message, { action: error.action ?? { do: 'open-mapping' } });
    else checks.unknown('mapping', title, 'What the mapping gives could not be worked out.', error);
  }
}

export async function checkFieldNation(
  checks: Checks,
  context: SyncContext,
  health: RemoteHealth,
  signal?: AbortSignal,
): Promise<void> {
  const title = 'Field Nation';
  const setUp = { do: 'open-setup', step: 'fieldnation' } as const;
  if (health.state === 'sign-in') return checks.no('fieldnation', title, 'blocked', health.message, { action: setUp });
  try {
    await context.fieldNation().recentWorkOrders(1, signal);
    checks.ok('fieldnation', title, 'It answers, and the sign-in is accepted.');
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.kind === 'auth')
      checks.no('fieldnation', title, 'blocked', error.message, { action: error.action ?? setUp });
    else if (error.kind === 'offline' || error.kind === 'rate-limited' || error.kind === 'transient')
      checks.no('fieldnation', title, 'blocked', `${error.message} It is tried again by itself.`, {
        at: health.pausedUntil,
      });
    else checks.unknown('fieldnation', title, 'Field Nation could not be asked.', error);
  }
}

/** The limit on work orders in ten minutes, and what becomes of a new one. */
export async function checkLimits(checks: Checks, context: SyncContext, ticket: Ticket): Promise<void> {
  const { limits, create } = context.config();
  const made = await context.store.countIntents('create-work-order', context.clock.now() - windowMs);
  if (made < limits.createsPerTenMinutes || (await approvedAtStart(context)).includes(ticket.id))
    checks.ok('limit', 'Limit', `Work orders made in the last ten minutes: ${made} of ${limits.createsPerTenMinutes}.`);
  else
    checks.no(
      'limit',
      'Limit',
      'needs-person',
      `Work orders made in the last ten minutes: ${made}, which is the limit. Ticket ${ticket.id} will wait for approval.`,
      { action: { do: 'open-attention' } },
    );
  checks.ok(
    'publish',
    'Publishing',
    create.publish
      ? 'New work orders are published.'
      : 'New work orders stay drafts in Field Nation until somebody publishes them: publishing is off.',
  );
}
