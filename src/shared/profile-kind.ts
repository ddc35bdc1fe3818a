import type { ProfileView } from './domain/promotion.ts';

/** What a profile is for, by its name alone: `sandbox...` and `demo...` practise, `staging` is staging, everything else is production. */
export function profileKind(name: string): ProfileView['kind'] {
  if (name.startsWith('sandbox') || name.startsWith('demo')) return 'sandbox';
  return name === 'staging' ? 'staging' : 'production';
}

/** A name that can be a folder everywhere: up to 40 small letters, digits and hyphens, a letter or digit first. */
export const profilePattern = /^[a-z0-9][a-z0-9-]{0,39}$/;
