import type { Route } from '../kernel/router.ts';
import { webhooksApi } from './routes-webhooks.ts';
import { rest } from './routes-work-orders.ts';

/** Calls Field Nation has and the sandbox has not yet: method, path, and the words docs/sandbox.md lists them under. */
export const gaps: readonly (readonly [method: string, path: string, gap: string])[] = [
  ['POST', `${rest}/workorders/:id/time_logs`, 'time logs'],
  ['PUT', `${rest}/workorders/:id/time_logs`, 'time logs'],
  ['PUT', `${rest}/workorders/:id/time_logs/:logId`, 'time logs'],
  ['DELETE', `${rest}/workorders/:id/time_logs/:logId`, 'time logs'],
  ['POST', `${rest}/workorders/:id/expenses`, 'expenses'],
  ['PUT', `${rest}/workorders/:id/expenses/:expenseId`, 'expenses'],
  ['POST', `${rest}/workorders/:id/bonuses/:bonusId`, 'bonuses and penalties of a work order'],
  ['POST', `${rest}/workorders/:id/penalties/:penaltyId`, 'bonuses and penalties of a work order'],
  ['GET', `${rest}/workorders/:id/increases/:increaseId`, 'pay increases'],
  ['PUT', `${rest}/workorders/:id/increases/:increaseId`, 'pay increases'],
  ['POST', `${rest}/workorders/:id/signatures`, 'signatures'],
  ['GET', `${rest}/workorders/:id/signatures/:signatureId`, 'signatures'],
  ['DELETE', `${rest}/workorders/:id/signatures/:signatureId`, 'signatures'],
  ['POST', `${rest}/workorders/:id/shipments`, 'shipments'],
  ['PUT', `${rest}/workorders/:id/shipments/:shipmentId`, 'shipments'],
  ['DELETE', `${rest}/workorders/:id/shipments/:shipmentId`, 'shipments'],
  ['POST', `${rest}/workorders/:id/problems`, 'problems'],
  ['PUT', `${rest}/workorders/:id/problems/:problemId`, 'problems'],
  ['DELETE', `${rest}/workorders/:id/problems/:problemId`, 'problems'],
  ['POST', `${rest}/workorders/:id/tasks`, 'tasks'],
  ['PUT', `${rest}/workorders/:id/tasks`, 'tasks'],
  ['GET', `${rest}/workorders/:id/tasks/:taskId`, 'tasks'],
  ['PUT', `${rest}/workorders/:id/tasks/:taskId`, 'tasks'],
  ['DELETE', `${rest}/workorders/:id/tasks/:taskId`, 'tasks'],
  ['DELETE', `${rest}/workorders/:id/tasks/:taskId/alerts`, 'tasks'],
  ['DELETE', `${rest}/workorders/:id/tasks/:taskId/alerts/:alertId`, 'tasks'],
  ['POST', `${rest}/workorders/:id/qualifications`, 'qualifications'],
  ['PUT', `${rest}/workorders/:id/qualifications`, 'qualifications'],
  ['DELETE', `${rest}/workorders/:id/qualifications/:qualificationId`, 'qualifications'],
  ['POST', `${rest}/workorders/bundle/validate`, 'bundles'],
  ['POST', `${rest}/workorders/bundle`, 'bundles'],
  ['POST', `${rest}/workorders/unbundle`, 'bundles'],
  ['DELETE', `${rest}/workorders/:id/bundle`, 'bundles'],
  ['GET', `${rest}/workorders/:id/site-revisits`, 'site revisits'],
  ['POST', `${rest}/workorders/:id/site-revisits`, 'site revisits'],
  ['PUT', `${rest}/workorders/:id/site-revisits/:revisitId`, 'site revisits'],
  ['DELETE', `${rest}/workorders/:id/site-revisits/:revisitId`, 'site revisits'],
  ['GET', `${rest}/company/:companyId/site-revisit-reasons`, 'site revisits'],
  ['POST', `${rest}/workorders/auto_dispatch`, 'auto dispatch'],
  ['POST', `${rest}/projects`, 'changing look-ups'],
  ['POST', `${rest}/clients`, 'changing look-ups'],
  ['POST', `${rest}/company/tags`, 'changing look-ups'],
  ['POST', `${rest}/projects/:projectId/providers`, 'project providers'],
  ['GET', `${rest}/projects/:projectId/providers/:providerId`, 'project providers'],
  ['PUT', `${rest}/projects/:projectId/providers/:providerId`, 'project providers'],
  ['POST', `${rest}/preferred-provider-groups/:groupId/:userId`, 'talent pools'],
  ['DELETE', `${rest}/preferred-provider-groups/:groupId/users`, 'talent pools'],
  ['GET', `${rest}/providers/select-all`, 'talent pools'],
  ...['GET', 'POST', 'PUT', 'DELETE'].flatMap((method) =>
    ['talent-pool-groups', 'talent-pool-groups/:rest*', 'talent-pools/:rest*'].map(
      (path) => [method, `${rest}/${path}`, 'talent pools'] as const,
    ),
  ),
  ['GET', `${webhooksApi}/delivery-logs`, 'webhook delivery logs'],
  ['GET', `${webhooksApi}/delivery-logs/:deliveryId`, 'webhook delivery logs'],
  ['PATCH', `${webhooksApi}/delivery-logs/:deliveryId/retry`, 'webhook delivery logs'],
  ['GET', `${webhooksApi}/:webhookId/history`, 'webhook history'],
  ['DELETE', `${webhooksApi}/:webhookId/:attributeType/:attributeName`, 'webhook attributes'],
];

/** Every gap answers 501 and says which one it is. */
export function gapRoutes(): Route[] {
  return gaps.map(([method, pattern, gap]) => ({
    method,
    pattern,
    handler: () => ({
      status: 501,
      body: { status: 501, message: `The sandbox does not simulate this part of Field Nation: ${gap}.` },
    }),
  }));
}
