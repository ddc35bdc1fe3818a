import type { StatusAction } from '../../../../shared/config-sync.ts';

/** A row that a person has not finished is not saved: half an action cannot be carried out. */
export function isFinished({ ticketStatusId, action }: StatusAction): boolean {
  if (ticketStatusId === 0) return false;
  switch (action.do) {
    case 'publish':
      return true;
    case 'cancel':
      return action.reason.trim() !== '';
    case 'route-pool':
      return action.poolId > 0;
    case 'route-provider':
      return action.providerId > 0;
  }
}
