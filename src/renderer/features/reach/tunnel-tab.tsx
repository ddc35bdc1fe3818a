import { useAsked } from '../../stores/use-asked.ts';
import { FailedPage, Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';

/** The chosen tunnel: what it does, and how to choose another. */
export function TunnelTab() {
  const { value, error, again } = useAsked('tunnel:state', undefined, ['reach']);
  if (value === undefined) return error === null ? <Loading /> : <FailedPage error={error} onAgain={again} />;
  return <div className={reading.page}>{value.config.kind}</div>;
}
