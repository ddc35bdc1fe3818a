/** The security role entry a call needs (reference/connectwise.md 3.12). */
export interface Permission {
  /** As the role's editor shows it: `Service Desk > Service Tickets`. */
  readonly module: string;
  readonly level: 'Inquire' | 'Add' | 'Edit' | 'Delete';
}

const modules: readonly (readonly [RegExp, string])[] = [
  [/^\/service\/tickets/, 'Service Desk > Service Tickets'],
  [/^\/service\/(boards|priorities|sources|locations|teams)/, 'System > Table Setup'],
  [/^\/system\/userDefinedFields/, 'System > Table Setup (customize: General / Custom Fields)'],
  [/^\/system\/workflows/, 'System > Table Setup (customize: General / Workflow Rules)'],
  [/^\/company\/contacts/, 'Companies > Contacts'],
  [/^\/company\/configurations/, 'Companies > Configurations'],
  [/^\/company\/companies/, 'Companies > Company Maintenance'],
  [/^\/system\/documents/, 'Companies > Manage Attachments'],
  [/^\/system\/(locations|departments)/, 'System > My Company'],
  [/^\/system\/members/, 'System > Member Maintenance'],
  [/^\/schedule\//, 'Service Desk > Resource Scheduling'],
  [/^\/time\//, 'Time & Expense > Time Entry'],
];

const levels = { GET: 'Inquire', POST: 'Add', PUT: 'Edit', PATCH: 'Edit', DELETE: 'Delete' } as const;

/** Null where the reference names no permission (callbacks, system info). */
export function permissionFor(method: keyof typeof levels, path: string): Permission | null {
  const module = modules.find(([pattern]) => pattern.test(path))?.[1];
  // A search is a read whose conditions travel in a body.
  const level = path.endsWith('/search') ? 'Inquire' : levels[method];
  return module === undefined ? null : { module, level };
}

/** `Service Desk > Service Tickets needs Edit = All`. */
export function permissionWords(permission: Permission): string {
  return `${permission.module} needs ${permission.level} = All`;
}
