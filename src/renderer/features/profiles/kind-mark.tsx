import type { ProfileView } from '../../../shared/domain/promotion.ts';
import { t } from '../../../shared/strings/t.ts';
import classes from '../../ui/kind-mark.module.css';

/** The mark that tells environments apart, as the rail of each window has it. */
export function KindMark({ kind }: { readonly kind: ProfileView['kind'] }) {
  return (
    <span className={classes.kind} data-kind={kind}>
      {t(`profile.${kind}`)}
    </span>
  );
}
