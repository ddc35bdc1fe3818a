import type { Route } from '../kernel/router.ts';
import { type FieldMap, int, readOnly, text } from './fields.ts';
import type { Kind } from './render.ts';
import { readRoutes } from './routes.ts';
import type { World } from './world.ts';

/* /system/integratorTags: what a callback of level IntegratorTag names by id and records by name (reference section 2.2). */

const tagFields: FieldMap = { id: readOnly(int), name: text(50) };
const tagKind: Kind = {
  table: 'integratorTags',
  fields: tagFields,
  label: 'Integrator Tag',
  resource: 'integratorTag',
};

export function integratorTagRoutes(world: World): readonly Route[] {
  return readRoutes(world, '/system/integratorTags', tagKind, null);
}
