import type { Route } from '../kernel/router.ts';
import { rest } from './routes-work-orders.ts';

/** Calls Field Nation has and the sandbox has not yet: method, path, and the words docs/sandbox.md lists them under. */
export const gaps: readonly (readonly [method: string, path: string, gap: string])[] = [
  ['DELETE', `${rest}/workorders/:id/tasks/:taskId/alerts`, 'task alerts'],
  ['DELETE', `${rest}/workorders/:id/tasks/:taskId/alerts/:alertId`, 'task alerts'],
  ['POST', `${rest}/workorders/bundle/validate`, 'bundles'],
  ['POST', `${rest}/workorders/bundle`, 'bundles'],
  ['POST', `${rest}/workorders/unbundle`, 'bundles'],
  ['DELETE', `${rest}/workorders/:id/bundle`, 'bundles'],
  ['POST', `${rest}/workorders/auto_dispatch`, 'auto dispatch'],
  ['POST', `${rest}/projects/:projectId/providers`, 'project providers'],
  ['GET', `${rest}/projects/:projectId/providers/:providerId`, 'project providers'],
  ['PUT', `${rest}/projects/:projectId/providers/:providerId`, 'project providers'],
  ['POST', `${rest}/preferred-provider-groups/:groupId/:userId`, 'changing talent pools'],
  ['DELETE', `${rest}/preferred-provider-groups/:groupId/users`, 'changing talent pools'],
  ...['GET', 'POST', 'PUT', 'DELETE'].flatMap((method) =>
    ['talent-pool-groups', 'talent-pool-groups/:rest*', 'talent-pools/:rest*'].map(
      (path) => [method, `${rest}/${path}`, 'changing talent pools'] as const,
    ),
  ),
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
