import { t } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import { tellFailure } from '../../../commands.ts';
import { go } from '../../../stores/nav-store.ts';
import { useAsked } from '../../../stores/use-asked.ts';

/** Links that are read beforehand; the link of any other work order is looked for when it is asked for. */
const mostLinks = 200;

interface LinkedWorkOrders {
  /** Known to be linked. */
  readonly isLinked: (workOrderId: number) => boolean;
  /** Opens the page of its link; says so when there is none. True when it opened. */
  readonly open: (workOrderId: number) => Promise<boolean>;
}

/** Which work orders have a link, and the way to its page. */
export function useLinkedWorkOrders(): LinkedWorkOrders {
  const { value: links } = useAsked('links:search', { text: '', limit: mostLinks }, ['links']);
  const byWorkOrder = new Map((links ?? []).map((link) => [link.workOrderId, link.id]));

  async function open(workOrderId: number): Promise<boolean> {
    let linkId = byWorkOrder.get(workOrderId);
    if (linkId === undefined) {
      const answer = await ask('links:search', { text: String(workOrderId), limit: mostLinks });
      if (!answer.ok) {
        tellFailure(answer.error.message);
        return false;
      }
      linkId = answer.value.find((link) => link.workOrderId === workOrderId)?.id;
    }
    if (linkId === undefined) {
      tellFailure(t('deliveries.notLinked', { id: workOrderId }));
      return false;
    }
    go({ page: 'links', linkId });
    return true;
  }
  return { isLinked: (workOrderId) => byWorkOrder.has(workOrderId), open };
}
