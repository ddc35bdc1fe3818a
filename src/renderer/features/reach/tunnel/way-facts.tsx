import { IconEye, IconLock } from '@tabler/icons-react';
import { t } from '../../../../shared/strings/t.ts';
import classes from './tunnel.module.css';
import type { Way } from './ways.ts';

/** Ways on which a company outside can read what passes. */
const outsiders: ReadonlySet<Way> = new Set(['ngrok', 'cloudflared-named', 'cloudflared-quick']);

/** Who can read what passes; outsiders with an eye, your own with a lock. */
export function Readers({ way }: { readonly way: Way }) {
  const outside = outsiders.has(way);
  const Icon = outside ? IconEye : IconLock;
  return (
    <span className={classes.readers} data-outside={outside || undefined}>
      <Icon size={14} aria-hidden />
      <span>{t(`reach.readers.${way}`)}</span>
    </span>
  );
}
